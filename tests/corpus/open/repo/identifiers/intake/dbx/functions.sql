CREATE OR REPLACE FUNCTION is_valid_tin(p_tin TEXT) RETURNS BOOLEAN AS $$
BEGIN
  RETURN p_tin ~ '^[0-9]{12}$';
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION check_party() RETURNS TRIGGER AS $$
BEGIN
  IF NEW.bin IS NOT NULL AND LENGTH(REPLACE(NEW.bin, '-', '')) <> 13 THEN
    RAISE EXCEPTION 'BIN must be 13 digits';
  END IF;
  IF LENGTH(NEW.nid) NOT IN (10, 13, 17) THEN
    RAISE EXCEPTION 'bad nid';
  END IF;
  IF NEW.mobile !~ '^(\+?88)?01[3-9][0-9]{8}$' THEN
    RAISE EXCEPTION 'bad mobile';
  END IF;
  IF LENGTH(NEW.batch_no) <> 12 THEN
    RAISE EXCEPTION 'bad batch';
  END IF;
  IF SUBSTR(NEW.mobile, 1, 3) NOT IN ('013', '014', '015', '016', '017', '018', '019') THEN
    RAISE EXCEPTION 'operator';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE DOMAIN bin_number AS VARCHAR(13) CHECK (VALUE ~ '^[0-9]{13}$');
CREATE DOMAIN iso_code AS CHAR(12);
