using System.Collections.Generic;

namespace Pos.Core.Taxation;

public static class TaxTable
{
    private static readonly Dictionary<string, decimal> Vat = new()
    {
        ["RESTAURANT_AC"] = 5m,
        ["SWEETS"] = 15m,
        ["SUPERSHOP"] = 7.5m,
    };

    private static readonly Dictionary<string, decimal> Loyalty = new()
    {
        ["GOLD"] = 5m,
        ["PLATINUM"] = 7.5m,
    };

    public static decimal SdRate(string item) => item switch
    {
        "cola" => 0.25m,
        "energy" => 0.35m,
        "icecream" => 0.10m,
        _ => 0m,
    };

    public static decimal Markup(string item) => item switch
    {
        "cola" => 0.25m,
        _ => 0.15m,
    };

    public static decimal TdsOnRent(decimal rent) => rent * 0.05m;

    public static decimal TipOnTable(decimal bill) => bill * 0.05m;

    public static decimal WithVat(decimal net) => net + net * 0.05m;

    public static int VatDecimals = 2;
}
