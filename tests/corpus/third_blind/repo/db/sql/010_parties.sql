-- parties: a TIN has 12 digits, a BIN 13
CREATE TABLE parties (
  id            bigserial PRIMARY KEY,
  name          text NOT NULL,
  tin           char(12),
  bin           varchar(14),
  nid           varchar(17),
  mobile        varchar(11) NOT NULL,
  routing_no    char(9),
  account_no    varchar(17),
  phone_ext     varchar(4),
  card_no       char(12),
  imei          char(15),
  trx_id        char(10),
  shelf_bin     varchar(9),
  grade         smallint DEFAULT 12,
  CONSTRAINT parties_tin_form CHECK (tin ~ '^[0-9]{12}$'),
  CONSTRAINT parties_bin_form CHECK (bin ~ '^[0-9]{9}-[0-9]{4}$'),
  CONSTRAINT parties_nid_form CHECK (length(nid) IN (10, 13, 17)),
  CONSTRAINT parties_mobile_form CHECK (mobile ~ '^01[3-9][0-9]{8}$'),
  CONSTRAINT parties_account_form CHECK (length(account_no) BETWEEN 10 AND 17)
);

ALTER TABLE employees ADD COLUMN etin varchar(12);
ALTER TABLE employees ADD COLUMN nid_no varchar(17);
ALTER TABLE employees ADD COLUMN mobile_no char(11);
ALTER TABLE outlets ADD COLUMN bin_no char(13);
ALTER TABLE outlets ADD COLUMN till_serial char(12);
ALTER TABLE employees ADD COLUMN punch_card varchar(10);
ALTER TABLE outlets ADD COLUMN hotline varchar(11);
ALTER TABLE outlets ADD COLUMN gln char(13);
ALTER TABLE outlets ADD CONSTRAINT outlets_bin CHECK (char_length(replace(bin_no, '-', '')) = 13);
ALTER TABLE employees ADD CONSTRAINT employees_etin CHECK (char_length(etin) = 12);
