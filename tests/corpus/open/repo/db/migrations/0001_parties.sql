-- a TIN has 12 digits
CREATE TABLE parties (
  id BIGSERIAL PRIMARY KEY,
  name VARCHAR(120) NOT NULL,
  tin VARCHAR(12),
  bin CHAR(13) CHECK (bin ~ '^[0-9]{13}$'),
  nid VARCHAR(17),
  mobile VARCHAR(14),
  bank_account VARCHAR(13),
  routing_no CHAR(9),
  vat_rate NUMERIC(5,2) NOT NULL DEFAULT 15,
  vat_amount NUMERIC(15,2) NOT NULL DEFAULT 0,
  tds_percent NUMERIC(5,2) DEFAULT 5,
  credit_days INT DEFAULT 15,
  CONSTRAINT tin_format CHECK (tin ~ '^\d{12}$'),
  CONSTRAINT nid_length CHECK (length(nid) IN (10, 13, 17)),
  CONSTRAINT ref_length CHECK (length(reference) = 12)
);

INSERT INTO vat_rates (code, description, rate) VALUES
  ('S001.10', 'Hotel', 15),
  ('S004.00', 'Construction', 7.5),
  ('S024.00', 'Furniture', 15);
INSERT INTO tds_rates (section, rate) VALUES ('52', 7);
INSERT INTO sd_rates (heading, rate) VALUES ('24.02', 65);
INSERT INTO shipping_rates (zone, rate) VALUES ('Dhaka', 15);
INSERT INTO loan_rates (kind, rate) VALUES ('car', 10);

CREATE VIEW invoice_totals AS
SELECT id, net, net * 0.15 AS vat, net * 0.05 AS commission
FROM invoices;
UPDATE products SET price = price * 1.15 WHERE premium;
SELECT round(vat_amount, 2) FROM invoices;
SELECT CASE WHEN EXTRACT(MONTH FROM issued) >= 7 THEN 1 ELSE 0 END AS fiscal_year_offset FROM invoices;
