public class Ticket
{
    public const decimal VatRate = .05m;
    public const decimal AgentCut = .05m;
    public decimal Vat { get { return Fare * 5 / 100; } }
    public decimal Toll { get { return Fare * 5 / 100; } }

    public decimal TaxFor(string code) => code switch
    {
        "VAT" => 0.15m,
        "SD" => 0.10m,
        "TOLL" => 0.05m,
        _ => 0m
    };

    [Display(Name = "VAT (15%)")]
    public decimal VatAmount { get; set; }

    [Display(Name = "Occupancy (15%)")]
    public decimal Occupied { get; set; }
}
