-- TIN is 12 digits, BIN 13
CREATE TABLE party (
    id            BIGSERIAL PRIMARY KEY,
    name          VARCHAR(150) NOT NULL,
    tin           CHAR(12),
    bin           VARCHAR(13),
    nid_no        VARCHAR(17),
    mobile        VARCHAR(14) NOT NULL,
    land_phone    VARCHAR(11),
    account_no    VARCHAR(13),
    routing_no    CHAR(9),
    swift_code    VARCHAR(11),
    gate_pass     VARCHAR(12),
    credit_days   SMALLINT NOT NULL DEFAULT 15,
    CONSTRAINT party_tin CHECK (tin ~ '^[0-9]{12}$'),
    CONSTRAINT party_bin CHECK (bin IS NULL OR char_length(bin) = 13),
    CONSTRAINT party_nid CHECK (char_length(nid_no) IN (10, 13, 17)),
    CONSTRAINT party_mobile CHECK (mobile ~ '^(\+88)?01[3-9][0-9]{8}$'),
    CONSTRAINT party_account CHECK (char_length(account_no) = 13)
);
