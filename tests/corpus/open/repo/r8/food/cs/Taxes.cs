public static class Taxes
{
    public const decimal Vat = 5m;
    public const decimal Tds = 10m;
    public const decimal Tip = 10m;
    public static decimal SupplementaryDuty(decimal v) => v * 10 / 100;
    public static decimal Cut(decimal v) => v * 10 / 100;
    public static decimal VatIn(decimal gross) => gross * 5 / 105;
}
