using System;
using System.Collections.Generic;

namespace Kolmi.Billing;

public enum VatSlab
{
    Zero = 0,
    Five = 5,
    Ten = 10,
    Standard = 15,
}

public enum CommissionSlab
{
    Trainee = 2,
    Officer = 5,
    Manager = 10,
}

public static class Taxes
{
    public const decimal VatRate = 0.15m;
    public const decimal TdsOnWorks = 0.05m;
    public const decimal AitOnImport = 5m;
    public const decimal SupplementaryDutyOnMobile = 0.20m;
    private const decimal RetentionRate = 0.10m;
    private const double DropShadow = 0.15;
    private const decimal TargetMargin = 15m;
    private const double SdFactor = 1.5;

    private static readonly Dictionary<string, decimal> Vds = new()
    {
        ["cleaning"] = 15m,
        ["procurement"] = 10m,
        ["legal"] = 15m,
    };

    public static decimal Vat(decimal value, decimal sd) =>
        Math.Round((value + sd) * VatRate, 2, MidpointRounding.AwayFromZero);

    public static decimal VatInside(decimal gross) => gross * 15m / 115m;

    public static decimal Sd(string head, decimal value) => head switch
    {
        "mobile" => value * 0.20m,
        "ott" => value * 0.10m,
        _ => 0m,
    };

    public static decimal Tds(string head, decimal value) => head switch
    {
        "contract" => value * 0.05m,
        "rent" => value * 0.10m,
        "freight" => value * 0.02m,
        _ => throw new ArgumentOutOfRangeException(nameof(head)),
    };

    public static decimal Tip(decimal bill) => bill * 0.15m;

    public static decimal Damages(decimal contract, int weeks) => contract * 0.005m * weeks;

    public static double Litres(double gallons) => Math.Round(gallons * 3.785, 1);

    public static decimal Taka(decimal amount) => decimal.Round(amount, 0);
}
