CREATE VIEW monthly_vat AS
SELECT date_trunc('month', issued_on) AS month,
       ROUND(SUM(value) * 0.15, 2) AS vat,
       ROUND(SUM(weight_kg) / 1000, 2) AS tonnes,
       ROUND(AVG(stars), 1) AS stars
FROM tax_invoice_line
GROUP BY 1;

CREATE FUNCTION fiscal_year(d date) RETURNS int LANGUAGE sql AS $$
    SELECT CASE WHEN EXTRACT(MONTH FROM d) >= 7 THEN EXTRACT(YEAR FROM d) ELSE EXTRACT(YEAR FROM d) - 1 END::int;
$$;

CREATE FUNCTION flood_season(d date) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXTRACT(MONTH FROM d) >= 7;
$$;

CREATE VIEW payable AS
SELECT bill_id, ROUND(bill_amount * 0.05, 2) AS contractor_tds
FROM contractor_bill;
