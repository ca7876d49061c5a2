INSERT INTO taxes (name, rate) VALUES ('VAT', 5);
INSERT INTO taxes (name, rate) VALUES ('SD', 10), ('TIP', 5);
INSERT INTO riders (name, rate) VALUES ('Rahim', 5);
ALTER TABLE orders ADD COLUMN vat_rate NUMERIC(5,2) DEFAULT 5;
ALTER TABLE orders ADD COLUMN prep_min NUMERIC(5,2) DEFAULT 5;
UPDATE orders SET vat = total * 5 / 105;
UPDATE riders SET cut = total * 5 / 100;
