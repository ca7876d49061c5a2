INSERT INTO tax_types (name, rate, kind) VALUES
('VAT', 15.00, 'percent'),
('TDS', 5.00, 'percent'),
('SD', 20.00, 'percent'),
('Discount', 15.00, 'percent');
CREATE TABLE customer (
  `tin` varchar(12) DEFAULT NULL,
  `bin_no` varchar(14) DEFAULT NULL,
  `nid_no` varchar(17) DEFAULT NULL,
  `contact_mobile` varchar(11) NOT NULL,
  `zip` varchar(12),
  `vat_pct` decimal(5,2) NOT NULL DEFAULT '15.00',
  `qty` decimal(15,2) NOT NULL DEFAULT '5.00',
  CHECK (CHAR_LENGTH(tin) = 12),
  CHECK (contact_mobile LIKE '01%')
);
