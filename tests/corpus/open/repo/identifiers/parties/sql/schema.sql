CREATE TABLE customer (
    id       SERIAL PRIMARY KEY,
    tin      VARCHAR(12) CHECK (length(tin) = 12),
    bin      CHAR(13),
    nid      VARCHAR(17) NOT NULL,
    mobile   VARCHAR(14) CHECK (mobile ~ '^(\+88)?01[3-9][0-9]{8}$'),
    swift    VARCHAR(11),
    account  VARCHAR(13),
    chassis  VARCHAR(17),
    token    CHAR(12)
);
