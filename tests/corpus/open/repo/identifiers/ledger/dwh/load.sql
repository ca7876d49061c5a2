MERGE INTO dim_party AS t USING stg_party AS s ON t.tin = s.tin
WHEN MATCHED AND LEN(s.tin) = 12 THEN UPDATE SET t.name = s.name;
SELECT CASE WHEN LEN(nid) = 10 THEN 'smart' WHEN LEN(nid) = 17 THEN 'long' END FROM stg_party;
SELECT * FROM stg_card WHERE LEN(pan) = 13;
DELETE FROM stg_party WHERE mobile NOT LIKE '01%' OR LEN(mobile) <> 11;
SELECT RIGHT('0000000000000' + bin, 13) FROM stg_party;
SELECT * FROM stg_lot WHERE LEN(lot) = 12;
SELECT bin_no FROM stock WHERE bin_no LIKE 'A-%' AND LEN(bin_no) = 9;
