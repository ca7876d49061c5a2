CREATE DOMAIN tin AS VARCHAR(12) CHECK (VALUE ~ '^\d{12}$');
ALTER TABLE vendors ADD COLUMN bin VARCHAR(13);
ALTER TABLE vendors ADD COLUMN notes VARCHAR(13);
ALTER TABLE vendors ADD CONSTRAINT nid_ck CHECK (nid REGEXP '^([0-9]{10}|[0-9]{13}|[0-9]{17})$');
CREATE FUNCTION vat_of(amount NUMERIC) RETURNS NUMERIC AS $$
BEGIN
  RETURN amount * 0.15;
END;
$$ LANGUAGE plpgsql;
CREATE FUNCTION vat_rate(code TEXT) RETURNS NUMERIC AS $$
  SELECT CASE
    WHEN code = 'S004' THEN 7.5
    WHEN code = 'S024' THEN 10
    ELSE 15
  END;
$$ LANGUAGE sql;
INSERT INTO settings (name, value) VALUES ('vat_rate', '15');
INSERT INTO settings (name, value) VALUES ('page_size', '15');
INSERT INTO settings (name, value) VALUES ('tin_length', '12');
UPDATE tax_config SET tds_rate = 5 WHERE section = '52';
UPDATE users SET attempts = 5 WHERE id = 10;
SELECT bill * 0.05 AS tds FROM bills;
SELECT price * 0.85 AS sale_price FROM items;
