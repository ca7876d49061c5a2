using System.ComponentModel;

public class Calc
{
    [DefaultValue(15)]
    public decimal VatPercent { get; set; } = 15;

    [DefaultValue(15)]
    public int FontSize { get; set; } = 15;

    private decimal sdPct = decimal.Parse("0.20");

    public decimal Vds(Bill b)
    {
        switch (b.Service)
        {
            case Service.Courier:
            case Service.Audit:
                return b.Total * 15m / 100m;
            case Service.Printing:
                return b.Total * 10m / 100m;
        }
        return 0m;
    }

    public decimal Discount(Bill b)
    {
        switch (b.Grade)
        {
            case Grade.Gold:
                return b.Total * 15m / 100m;
        }
        return 0m;
    }

    public bool IsStandard(decimal vatRate) => vatRate == 15m;
    public bool IsBusy(int jobs) => jobs == 15;
    public decimal Ait(decimal amount) { var rate = 3m; return amount * rate / 100; }
    public decimal Tip(decimal amount) { var rate = 3m; return amount * rate / 100; }
}
