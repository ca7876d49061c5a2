-- parties of all modules; tin 12 digit after 2013, earlier 10
CREATE TABLE parties (
    id          BIGSERIAL PRIMARY KEY,
    name        TEXT NOT NULL,
    tin         VARCHAR(12) CHECK (tin ~ '^[0-9]{12}$'),
    bin         CHAR(13) CHECK (length(bin) = 13),
    nid         VARCHAR(17) CHECK (length(nid) IN (10, 13, 17)),
    mobile      VARCHAR(11) CHECK (mobile LIKE '01_________'),
    pan_card    CHAR(10),
    swift       CHAR(11),
    lc_no       VARCHAR(12),
    routing     CHAR(9),
    vat_rate    NUMERIC(5, 2) DEFAULT 15 CHECK (vat_rate IN (0, 5, 7.5, 10, 15)),
    tds_rate    NUMERIC(5, 2) DEFAULT 5,
    sd_rate     NUMERIC(5, 2) CHECK (sd_rate BETWEEN 0 AND 350),
    sd_mm       NUMERIC(5, 2) DEFAULT 20, -- settlement difference of a pile
    fiscal_year CHAR(7) CHECK (fiscal_year ~ '^[0-9]{4}-[0-9]{2}$'),
    model_year  CHAR(7),
    latitude    NUMERIC(9, 6)
);

ALTER TABLE parties ADD CONSTRAINT chk_old_tin CHECK (old_tin IS NULL OR char_length(old_tin) = 10);
ALTER TABLE parties ADD CONSTRAINT chk_vin CHECK (vin IS NULL OR char_length(vin) = 17);
ALTER TABLE parties ADD COLUMN guarantor_nid VARCHAR(13);
ALTER TABLE parties ADD COLUMN guarantor_mobile VARCHAR(13);
ALTER TABLE parties ADD COLUMN guarantor_ref VARCHAR(13);
