BEGIN;
ALTER TABLE party
  ADD COLUMN tin CHAR(12),
  ADD COLUMN bin VARCHAR(13),
  ADD COLUMN locker VARCHAR(12),
  ADD COLUMN nid VARCHAR(17);
ALTER TABLE party ADD CONSTRAINT party_bin_check CHECK (bin ~ '^\d{9}-?\d{4}$');
ALTER TABLE party ADD CONSTRAINT party_mobile_check CHECK (mobile SIMILAR TO '01[3-9][0-9]{8}');
ALTER TABLE party ADD CONSTRAINT party_locker_check CHECK (locker ~ '^\d{12}$');
INSERT INTO validation_rule (field, min_length, max_length) VALUES ('tin', 12, 12);
INSERT INTO validation_rule (field, min_length, max_length) VALUES ('nid', 10, 17);
INSERT INTO validation_rule (field, min_length, max_length) VALUES ('account', 10, 17);
COMMENT ON COLUMN party.tin IS 'TIN has 12 digits';
COMMIT;
