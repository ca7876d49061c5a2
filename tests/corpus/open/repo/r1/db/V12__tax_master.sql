CREATE TABLE tax_master (
    id SERIAL PRIMARY KEY,
    tax_code VARCHAR(10),
    tax_rate NUMERIC(6,3) NOT NULL,
    sort_no INT
);

INSERT INTO tax_master (tax_code, tax_rate, sort_no) VALUES
    ('VAT', 15.000, 1),
    ('VAT-R', 7.5, 2),
    ('SD', 20, 3),
    ('TDS', 5, 4),
    ('TIPS', 10, 5);

CREATE TABLE bills (
    vat_pct DECIMAL(5,2) NOT NULL DEFAULT 15.00,
    discount_pct DECIMAL(5,2) NOT NULL DEFAULT 15.00,
    tds_pct DECIMAL(5,2) DEFAULT 0.00 CHECK (tds_pct <= 20),
    CONSTRAINT ck_vat CHECK (vat_pct IN (0, 2, 2.4, 5, 7.5, 10, 15))
);

UPDATE items SET vat_amount = price * 15 / 115 WHERE inclusive = 1;
UPDATE items SET shelf_price = price * 1.3;
UPDATE bills SET vds = ROUND(gross * 0.10, 2) WHERE party_type = 'COURIER';

CREATE OR REPLACE FUNCTION fn_sd(p_hs TEXT) RETURNS NUMERIC AS $$
BEGIN
    RETURN CASE
        WHEN p_hs LIKE '2402%' THEN 65
        WHEN p_hs LIKE '3303%' THEN 20
        ELSE 0
    END;
END $$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION fn_reorder(p_sku TEXT) RETURNS NUMERIC AS $$
BEGIN
    RETURN CASE WHEN p_sku LIKE 'A%' THEN 65 ELSE 20 END;
END $$ LANGUAGE plpgsql;

SELECT id, net, net * 0.15 AS vat, net * 0.03 AS handling FROM invoice_lines;
SELECT id, AVG(score) * 0.15 AS weighted FROM supplier_scores;
