INSERT INTO tax_deadline (code, title, day_of_month) VALUES
  ('VAT_RETURN', 'VAT return', 15),
  ('TDS_RETURN', 'Withholding return', 25);

INSERT INTO reminder (code, title, day_of_month) VALUES
  ('RENT', 'Rent of the office', 5),
  ('WAGES', 'Wages', 7),
  ('BROADBAND', 'Broadband', 15);

INSERT INTO tax_form (code, title) VALUES
  ('Mushak-6.1', 'Purchase book'),
  ('Mushak-6.3', 'Tax challan'),
  ('Mushak-9.1', 'VAT return');

INSERT INTO manual_chapter (code, title) VALUES
  ('6.1', 'Safety at the mixer'),
  ('6.3', 'Scaffolding'),
  ('9.1', 'First aid');

CREATE TABLE fiscal_year (
  id serial PRIMARY KEY,
  label text CHECK (label ~ '^[0-9]{4}-[0-9]{2}$'),
  starts_on date CHECK (extract(month FROM starts_on) = 7)
);

CREATE TABLE crop_season (
  id serial PRIMARY KEY,
  label text CHECK (label ~ '^[0-9]{4}-[0-9]{2}$'),
  starts_on date CHECK (extract(month FROM starts_on) = 7)
);
