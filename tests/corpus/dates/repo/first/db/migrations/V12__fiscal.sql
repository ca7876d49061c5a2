CREATE OR REPLACE FUNCTION fiscal_year_of(d date) RETURNS int AS $$
  SELECT EXTRACT(YEAR FROM d + INTERVAL '6 months')::int - 1;
$$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION tds_deposit_due(paid date) RETURNS date AS $$
  SELECT (date_trunc('month', paid) + INTERVAL '1 month' + INTERVAL '14 days')::date;
$$ LANGUAGE sql;

CREATE VIEW sales_by_fy AS
SELECT CASE WHEN MONTH(invoice_date) > 6 THEN YEAR(invoice_date) ELSE YEAR(invoice_date) - 1 END AS fiscal_year,
       SUM(amount) AS amount
FROM invoices GROUP BY 1;

CREATE VIEW seasonal AS
SELECT CASE WHEN MONTH(sold_on) > 6 THEN 'monsoon' ELSE 'dry' END AS season FROM sales;

DELETE FROM sessions WHERE created_at < now() - INTERVAL '15 days';
INSERT INTO company_settings (name, value) VALUES ('fiscal_year_start_month', '7');
INSERT INTO company_settings (name, value) VALUES ('vat_return_due_day', '15');
INSERT INTO company_settings (name, value) VALUES ('invoice_due_days', '15');
UPDATE invoice_lines SET vat_amount = ROUND(net_amount * vat_rate / 100, 2);
SELECT ROUND(AVG(score), 2) FROM exam_results;
