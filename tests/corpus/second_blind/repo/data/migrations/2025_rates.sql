UPDATE tax_rate SET vat_rate = 10 WHERE service_code = 'S004.00';
UPDATE service_rate SET rush_rate = 10 WHERE service_code = 'S004.00';
ALTER TABLE contractor ALTER COLUMN tds_rate SET DEFAULT 5;
ALTER TABLE contractor ALTER COLUMN safety_score SET DEFAULT 5;
ALTER TABLE party ADD CONSTRAINT chk_bin CHECK (bin REGEXP '^[0-9]{13}$');
ALTER TABLE party ADD CONSTRAINT chk_slot CHECK (bin_slot REGEXP '^[0-9]{13}$');
ALTER TABLE party MODIFY mobile VARCHAR(11) NOT NULL;
ALTER TABLE party MODIFY mobile_os VARCHAR(11);
/* UPDATE tax_rate SET vat_rate = 7.5 WHERE service_code = 'S004.00'; */
UPDATE line SET vat = ROUND(net * 15 / 115, 2) WHERE price_includes_vat = 1;
UPDATE line SET net_kg = ROUND(gross_kg * 0.985, 2);
INSERT INTO setting (name, value) VALUES ('fiscal_year_start', '07-01');
INSERT INTO setting (name, value) VALUES ('stock_take_start', '07-01');
INSERT INTO setting (name, value) VALUES ('vat_return_day', '15');
INSERT INTO setting (name, value) VALUES ('rent_collection_day', '15');
