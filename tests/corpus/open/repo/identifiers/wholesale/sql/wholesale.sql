CREATE TABLE dealers (
  tin varchar(12),
  bin varchar(13),
  nid varchar(17),
  mobile varchar(11),
  depot varchar(12),
  seal varchar(13),
  CONSTRAINT dealers_tin CHECK (tin ~ '^\d{12}$'),
  CONSTRAINT dealers_seal CHECK (seal ~ '^\d{13}$')
);
INSERT INTO field_rules (field_name, max_len) VALUES ('mobile', 11);
