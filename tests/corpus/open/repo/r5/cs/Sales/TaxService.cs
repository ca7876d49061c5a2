public class TaxService
{
    private readonly IDictionary<string, decimal> _withholding = new Dictionary<string, decimal>
    {
        { "Supply", 5m },
        { "Contract", 7m },
    };

    private readonly IDictionary<string, decimal> _seats = new Dictionary<string, decimal>
    {
        { "Bus", 5m },
    };

    public decimal VatRate { get; init; } = 15;
    public TimeSpan VatTimeout { get; init; } = TimeSpan.FromSeconds(15);
    public decimal GetVat(decimal net) => decimal.Round(net * 15 / 100, 2);
    public decimal GetTip(decimal net) => decimal.Round(net * 15 / 100, 2);
    public decimal Net(decimal gross) => gross / (1 + 0.15m);
    public string Label => $"VAT {15}%";
    public decimal Tds(Bill b) => b.Nature switch
    {
        Nature.Rent => 0.05m * b.Amount,
        Nature.Audit => 0.10m * b.Amount,
        _ => 0.07m * b.Amount,
    };
}
