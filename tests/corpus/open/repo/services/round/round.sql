SELECT ROUND(SUM(amount), 2) AS total FROM ledger;
SELECT ROUND(AVG(rating), 1) FROM reviews;
SELECT FLOOR(duration / 60) FROM calls;
UPDATE invoices SET vat = CEIL(vat);
