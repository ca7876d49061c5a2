using System;

namespace Shapla.Pos.Services;

public static class TaxRules
{
    public const decimal VatRate = 0.05m;
    public const decimal SuperShopVat = 7.5m;
    public const decimal MemberDiscount = 0.05m;
    public const decimal SdIceCream = 10m;
    public const int SdCardSlot = 10;
    public const string ChallanForm = "মূসক ৬.৩";
    public const string PaperSize = "6.3x8.9";
    public const int TinDigits = 12;
    public const int TinSnips = 12;
}

public class ReceiptService
{
    public decimal Vat(decimal net) => Math.Round(net * TaxRules.VatRate, 2, MidpointRounding.AwayFromZero);

    public decimal CashRound(decimal total) => Math.Round(total, 0);

    public double Speed(double v) => Math.Round(v, 2);

    public double Temp(double c) => Math.Round(c, 1);

    public decimal RentTds(decimal rent) => rent * 10 / 100;

    public decimal TableCharge(decimal bill) => bill * 10 / 100;

    public bool IsBdMobile(string s) => s.Length == 11 && s.StartsWith("01");

    public bool IsOrderId(string s) => s.Length == 11 && s.StartsWith("01");

    public DateTime ReturnDue(int year, int month) => new DateTime(year, month, 15).AddMonths(1);

    public DateTime VoucherExpiry(DateTime d) => d.AddDays(15);

    public int FiscalStart() => new DateTime(DateTime.Now.Year, 7, 1).DayOfYear;

    public bool Promotion(DateTime d) => d.Month == 7 && d.Day == 1;
}
