namespace Depot.Api.Tax;

public static class VatService
{
    public const decimal VatRate = 0.15m;
    public const decimal TradeVatPercent = 7.5m;
    public const decimal SupplementaryDutyRate = 0.20m;
    public const decimal TdsContractor = 0.05m;
    public const decimal AitPercent = 5m;
    public const decimal BreakageRate = 0.05m;
    public const decimal HandlingCharge = 0.20m;
    public const string SerialPrefix = "SD-20";
    public const string ChallanForm = "Mushak-6.5";
    public const int ReturnDueDay = 15; // VAT return
    public const int GatePassDays = 15;
    public const int FiscalStartMonth = 7;
    public const int FumigationMonth = 7;

    public static decimal Vat(decimal value) => Math.Round(value * 0.15m, 2, MidpointRounding.AwayFromZero);

    public static decimal Payable(decimal taka) => decimal.Round(taka, 2);

    public static double Fill(double litres) => Math.Round(litres, 2);

    public static double Celsius(double t) => Math.Round(t, 1);

    public static decimal VatOf(string kind) => kind switch
    {
        "restaurant" => 5m,
        "furniture" => 7.5m,
        _ => 15m,
    };

    public static string FiscalYear(DateTime d)
    {
        var start = d.Month >= 7 ? d.Year : d.Year - 1;
        return $"{start}-{(start + 1) % 100:00}";
    }
}
