CREATE OR REPLACE VIEW vat_by_fy AS
SELECT CASE WHEN TO_CHAR(v.issued, 'MM') >= '07' THEN EXTRACT(YEAR FROM v.issued) ELSE EXTRACT(YEAR FROM v.issued) - 1 END AS fiscal_year
FROM vat_invoice v;

CREATE TABLE company (
  id int PRIMARY KEY,
  fiscal_start_month smallint NOT NULL DEFAULT 7,
  tds_deposit_days smallint NOT NULL DEFAULT 14,
  credit_days smallint NOT NULL DEFAULT 30
);

INSERT INTO tax_deadline (duty, day_of_month) VALUES ('VAT return', 15);
INSERT INTO print_form (code, title) VALUES ('mushak_6_3', 'Tax invoice');
INSERT INTO app_version (component, version) VALUES ('mushak', '6.3');
INSERT INTO payroll_setting (name, day_of_month) VALUES ('Salary', 25);
SELECT ROUND(SUM(price * qty), 2) AS subtotal FROM invoice_lines;
SELECT ROUND(AVG(age), 1) FROM employees;
