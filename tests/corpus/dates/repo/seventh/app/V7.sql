ALTER TABLE companies ADD COLUMN fiscal_year_end CHAR(5) DEFAULT '06-30';
ALTER TABLE users ADD COLUMN birthday CHAR(5) DEFAULT '06-30';
UPDATE tax_settings SET vat_return_due_day = 15;
UPDATE mail_settings SET digest_day = 15;
SELECT TRUNC(net * 0.1, 2) AS vds FROM bills;
SELECT FLOOR(EXTRACT(EPOCH FROM age) / 3600) FROM sessions;
