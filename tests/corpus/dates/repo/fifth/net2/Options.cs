public class TaxOptions
{
    public int FiscalYearStartMonth { get; set; } = 7;
    public int VatReturnDueDay { get; set; } = 15;
    public int MaxRetries { get; set; } = 7;
    public int HttpTimeoutDays { get; set; } = 15;
    public MidpointRounding MoneyRounding { get; set; } = MidpointRounding.AwayFromZero;
    public string SalesForm { get; set; } = "Mushak-6.3";
    public string ApiVersion { get; set; } = "6.3";
}
