using System.Text.RegularExpressions;

namespace Depot.Api.Tax;

public partial class DeductionService
{
    private readonly Dictionary<string, decimal> _tds = new()
    {
        ["carrier"] = 0.02m,
        ["works"] = 0.05m,
        ["rent"] = 0.10m,
    };

    private readonly Dictionary<string, decimal> _wastage = new()
    {
        ["carrier"] = 0.02m,
        ["works"] = 0.05m,
    };

    [GeneratedRegex(@"^01[3-9]\d{8}$")]
    private static partial Regex MobileRegex();

    [GeneratedRegex(@"^\d{11}$")]
    private static partial Regex WaybillRegex();

    public decimal Vds(string code, decimal bill) => code switch
    {
        "S037" => bill * 0.10m,
        "S051" => bill * 0.15m,
        _ => throw new ArgumentException(code),
    };

    public decimal Ait(decimal assessable) => assessable * 5 / 100;

    public decimal Tip(decimal bill) => bill * 5 / 100;

    public bool NidOk(string nid) => nid.Length is 10 or 13 or 17;

    public bool TinOk(string tin)
    {
        var digits = new string(tin.Where(char.IsDigit).ToArray());
        return digits.Length == 12;
    }

    public bool SackOk(string sack) => sack.Length is 10 or 12;

    public DateTime VatReturnDue(DateTime period) => new DateTime(period.Year, period.Month, 1).AddMonths(1).AddDays(14);

    public DateTime FiscalYearStart(int year) => new(year, 7, 1);

    public DateTime HarvestStart(int year) => new(year, 7, 1);

    public decimal Taka(decimal amount) => Math.Floor(amount * 100m) / 100m;

    public double Share(double part, double all) => Math.Floor(part / all * 100) / 100;
}
