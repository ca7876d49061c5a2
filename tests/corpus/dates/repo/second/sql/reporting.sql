SELECT invoice_no,
       IF(MONTH(issued_on) >= 7, YEAR(issued_on), YEAR(issued_on) - 1) AS fy,
       ROUND(SUM(vat_amount), 2) AS vat
FROM invoices;

CREATE FUNCTION dbo.FiscalYearStart(@d DATE) RETURNS DATE AS
BEGIN
  RETURN DATEFROMPARTS(YEAR(DATEADD(MONTH, -6, @d)), 7, 1);
END;
GO
CREATE FUNCTION dbo.VdsDepositDue(@paid DATE) RETURNS DATE AS
BEGIN
  RETURN DATEADD(DAY, 15, @paid);
END;
GO
CREATE TABLE vat_period (
  fiscal_year VARCHAR(9) NOT NULL,
  due_dom SMALLINT DEFAULT 15,
  mushak_form VARCHAR(4) CHECK (mushak_form IN ('9.1', '9.2'))
);
CREATE TABLE machine (
  firmware VARCHAR(9) DEFAULT '6.3',
  service_days SMALLINT DEFAULT 15,
  season_month SMALLINT DEFAULT 7
);
SELECT ROUND(AVG(weight_kg), 2) FROM bales;
SELECT * FROM orders WHERE ordered_on > DATE_SUB(CURDATE(), INTERVAL 15 DAY);
