CREATE TABLE dbo.TaxCode (Code NVARCHAR(10), Pct DECIMAL(6,3), Kind NVARCHAR(10));
INSERT INTO dbo.TaxCode (Code, Pct, Kind) VALUES ('V15', 15, 'VAT');
INSERT INTO dbo.TaxCode (Code, Pct, Kind) VALUES ('T05', 5, 'TDS');
INSERT INTO dbo.TaxCode (Code, Pct, Kind) VALUES ('D05', 5, 'DISC');
GO
CREATE PROCEDURE dbo.usp_Bill @net MONEY, @VatRate DECIMAL(5,2) = 15 AS
BEGIN
    DECLARE @vat MONEY = @net * 15 / 100;
    DECLARE @tds MONEY = @net * 0.05;
    DECLARE @sc MONEY = @net * 0.10;
    DECLARE @top INT = 15;
    SELECT TOP 15 * FROM dbo.VatReturn;
    UPDATE dbo.Bill SET Vds = CASE WHEN PartyType = 'GOV' THEN Net * 0.15 ELSE 0 END;
    UPDATE dbo.Bill SET Bonus = CASE WHEN Grade = 'A' THEN Net * 0.15 ELSE 0 END;
END
GO
CREATE FUNCTION dbo.fn_TdsRate (@nature VARCHAR(20)) RETURNS DECIMAL(5,2) AS
BEGIN
    RETURN CASE @nature
        WHEN 'RENT' THEN 5
        WHEN 'CARRYING' THEN 2
        ELSE 7 END;
END
GO
CREATE VIEW dbo.v_sales AS
SELECT Net, Net * 0.15 AS VatAmount, Net / 1.15 AS ExVat, Net * 0.15 AS Freight FROM dbo.Sales;
ALTER TABLE dbo.Item ADD VatPct DECIMAL(5,2) NOT NULL CONSTRAINT df_vat DEFAULT (15);
ALTER TABLE dbo.Item ADD ShrinkPct DECIMAL(5,2) NOT NULL CONSTRAINT df_sh DEFAULT (15);
