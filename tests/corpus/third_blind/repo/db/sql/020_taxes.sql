INSERT INTO vat_rate (code, title, percent) VALUES
  ('STD', 'Standard rate', 15.00),
  ('TRADE', 'Trading', 7.50),
  ('IT', 'IT enabled services', 5.00);

INSERT INTO tds_rate (code, title, percent) VALUES
  ('CONTRACT', 'Contractors', 5.00),
  ('CEMENT', 'Cement and iron', 2.00),
  ('RENT', 'House rent', 10.00);

INSERT INTO supplementary_duty (code, title, percent) VALUES
  ('MOB', 'Talk time', 20.00),
  ('OTT', 'Streaming', 10.00);

INSERT INTO dealer_bonus (code, title, percent) VALUES
  ('Q1', 'First quarter', 5.00),
  ('Q2', 'Second quarter', 7.50);

INSERT INTO promotion (code, title, percent) VALUES
  ('BOISHAKH', 'New year', 15.00),
  ('MONSOON', 'Rainy season', 10.00);

INSERT INTO tender_security (code, sd_percent) VALUES
  ('WORKS', 10),
  ('GOODS', 5);

ALTER TABLE sale_line ALTER COLUMN vat_percent SET DEFAULT 15;
ALTER TABLE sale_line ALTER COLUMN discount_percent SET DEFAULT 15;
UPDATE bill SET vat = round(net * 0.15, 2) WHERE vat IS NULL;
UPDATE bill SET tds = net * 0.05 WHERE kind = 'works';
UPDATE bill SET retention = net * 0.1 WHERE kind = 'works';
UPDATE bill SET interest = net * 0.15 / 12 WHERE overdue;
