CREATE TABLE service_codes (
  code text PRIMARY KEY,
  vat_rate numeric(4,2) NOT NULL DEFAULT 15 CHECK (vat_rate >= 0 AND vat_rate <= 15),
  tds_rate numeric(4,2) NOT NULL DEFAULT 5,
  sla_days smallint NOT NULL DEFAULT 15,
  fill_rate numeric(4,2) NOT NULL DEFAULT 15
);
INSERT INTO service_codes (code, vat_rate, tds_rate, sla_days) VALUES
  ('S001', 15, 10, 7),
  ('S099', 5, 10, 15);
CREATE FUNCTION vat_of(net numeric, rate numeric DEFAULT 15) RETURNS numeric AS $$
  SELECT round(net * rate / 100, 2);
$$ LANGUAGE sql;
CREATE FUNCTION tax_at_source(gross numeric) RETURNS numeric AS $$
  SELECT gross * 0.05;
$$ LANGUAGE sql;
CREATE FUNCTION wear(gross numeric) RETURNS numeric AS $$
  SELECT gross * 0.05;
$$ LANGUAGE sql;
SELECT sum(net) * 0.15 AS output_vat, sum(cost) / 1.15 AS input_net FROM ledger;
SELECT sum(net) * 0.15 AS target FROM ledger;
COMMENT ON COLUMN service_codes.vat_rate IS 'percent, 15 by default';
