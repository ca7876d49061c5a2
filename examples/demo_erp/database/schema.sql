-- Padma Build & Trade: the billing ledger (SQLite 3.37 or newer, STRICT tables).
-- Money is stored in paisa, quantities in thousandths, rates in basis points: integers everywhere.

CREATE TABLE customer (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('company', 'government', 'individual')),
    tin      TEXT NOT NULL CHECK (length(tin) = 12),
    bin      TEXT NOT NULL CHECK (length(bin) = 14),
    mobile   TEXT NOT NULL,
    district TEXT NOT NULL
) STRICT;

CREATE TABLE project (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    name        TEXT NOT NULL
) STRICT;

CREATE TABLE item (
    id               INTEGER PRIMARY KEY,
    code             TEXT NOT NULL UNIQUE,
    description      TEXT NOT NULL,
    unit             TEXT NOT NULL,
    service_code     TEXT NOT NULL,
    unit_price_paisa INTEGER NOT NULL CHECK (unit_price_paisa > 0),
    sd_basis_points  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A rate holds on every day from valid_from to valid_until, both included.
CREATE TABLE vat_rate (
    service_code TEXT NOT NULL,
    valid_from   TEXT NOT NULL,
    valid_until  TEXT,
    basis_points INTEGER NOT NULL,
    PRIMARY KEY (service_code, valid_from)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice (
    id          INTEGER PRIMARY KEY,
    challan_no  TEXT NOT NULL UNIQUE,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    project_id  INTEGER NOT NULL REFERENCES project (id),
    issued_on   TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('issued', 'cancelled'))
) STRICT;

CREATE TABLE invoice_line (
    id               INTEGER PRIMARY KEY,
    invoice_id       INTEGER NOT NULL REFERENCES invoice (id),
    line_no          INTEGER NOT NULL,
    item_id          INTEGER NOT NULL REFERENCES item (id),
    quantity_milli   INTEGER NOT NULL,
    unit_price_paisa INTEGER NOT NULL,
    amount_paisa     INTEGER NOT NULL,
    sd_paisa         INTEGER NOT NULL DEFAULT 0,
    remark           TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX invoice_issued_on ON invoice (issued_on);
CREATE INDEX project_customer ON project (customer_id);
