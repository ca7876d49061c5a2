-- nid 10/13/17 digits, mobile 11
CREATE TABLE party (
  id          BIGSERIAL PRIMARY KEY,
  etin        CHAR(12),
  bin         VARCHAR(14) NULL,
  nid         VARCHAR(17) CHECK (length(nid) IN (10, 13, 17)),
  mobile      VARCHAR(15) NOT NULL,
  doc_no      CHAR(12),
  meter_no    VARCHAR(13),
  sim_serial  VARCHAR(17),
  pabx        VARCHAR(11),
  CONSTRAINT ck_bin CHECK (bin ~ '^[0-9]{9}-[0-9]{4}$'),
  CONSTRAINT ck_mobile CHECK (mobile ~ '^01[3-9][0-9]{8}$')
);
