INSERT INTO company_setting (setting_key, setting_value) VALUES ('fiscal_year_start', '07-01');
INSERT INTO company_setting (setting_key, setting_value) VALUES ('leave_year_start', '07-01');
INSERT INTO company_setting (setting_key, setting_value) VALUES ('tds_deposit_days', '14');
INSERT INTO company_setting (setting_key, setting_value) VALUES ('session_days', '14');
INSERT INTO mushak_form (number, title) VALUES ('6.3', 'Tax invoice');
INSERT INTO iso_clause (number, title) VALUES ('6.3', 'Planning of changes');
CREATE FUNCTION vat_return_due(p date) RETURNS date LANGUAGE sql AS $$ SELECT make_date(extract(year from p)::int, extract(month from p)::int, 15) + interval '1 month' $$;
SELECT CEIL(net_amount * 0.05) AS tds FROM bills;
SELECT CEIL(COUNT(*) / 20.0) AS pages FROM bills;
