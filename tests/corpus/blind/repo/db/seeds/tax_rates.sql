INSERT INTO tax_rates (code, kind, percent, valid_from) VALUES
    ('STD',      'VAT', 15,  '2019-07-01'),
    ('TRADE',    'VAT', 7.5, '2025-01-22'),
    ('S004.00',  'VDS', 10,  '2025-07-01'),
    ('89-WORK',  'TDS', 5,   '2025-07-01'),
    ('CIGAR',    'SD',  67,  '2025-01-09');

INSERT INTO courier_zones (code, kind, days, valid_from) VALUES
    ('DHK',      'METRO', 2,  '2019-07-01'),
    ('CTG',      'METRO', 5,  '2025-01-22'),
    ('SYL',      'OUTER', 7,  '2025-07-01');
