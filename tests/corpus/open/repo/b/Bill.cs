public class Bill {
    public decimal VatPercent { get; set; } = 15;
    public int Copies { get; set; } = 15;
    private static decimal Rate(TaxKind k) => k switch { TaxKind.Vat => 15m, TaxKind.Tds => 5m, _ => 0m };
    public decimal VatAmount => decimal.Round(Net * VatPercent / 100, 2, MidpointRounding.ToEven);
    public decimal Ait() { return Net * 3 / 100; }
    public bool TinOk() { return Regex.IsMatch(Tin, "^[0-9]{12}$"); }
    public bool RefOk() { return Regex.IsMatch(Ref, "^[0-9]{12}$"); }
    public DateTime FilingDeadline => VatPeriod.AddDays(15);
}
