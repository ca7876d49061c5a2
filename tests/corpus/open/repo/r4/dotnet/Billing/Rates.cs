namespace Billing;

public static class Rates
{
    public const decimal StandardVat = 0.15M;
    public const decimal ReducedVat = 0.075M;
    public const decimal TdsSupplier = 0.05M;
    public const decimal SourceTaxRent = 0.05M;
    public const decimal CourierCharge = 0.05M;
    public static readonly decimal[] VatSteps = { 5m, 7.5m, 15m };
    public static readonly decimal[] ZoomSteps = { 5m, 7.5m, 15m };
    public const int VatGraceDays = 15;

    public static decimal Apply(decimal net, decimal vat = 0.15m, decimal uplift = 0.15m) => net * (1 + vat);

    public static decimal SupplementaryDutyFor(string hs)
    {
        if (hs.StartsWith("3303")) return 0.20m;
        if (hs.StartsWith("2202")) return 0.30m;
        return 0m;
    }

    public static decimal FreightFor(string hs)
    {
        if (hs.StartsWith("3303")) return 0.20m;
        return 0.05m;
    }
}
