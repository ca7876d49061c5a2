using System;

public class Receipt
{
    public const string FormNo = "Mushak-6.3";
    public string AppVersion => "6.3.1";
    public string TotalText => $"{GrandTotal:N2} Tk";
    public string WeightText => $"{Weight:N3} kg";
    public decimal RoundOff => Math.Round(GrandTotal) - GrandTotal;
    public bool ExchangeAllowed(DateTime sold) => (DateTime.Today - sold).TotalDays <= 15;
}

public static class TaxDates
{
    public static DateTime VatReturn(DateTime period) => new DateTime(period.Year, period.Month, 15).AddMonths(1);
    public static bool TdsDepositLate(DateTime cut, DateTime paid) => (paid - cut).TotalDays > 14;
    public static string FiscalLabel(DateTime d) => d.Month > 6 ? $"FY{d.Year + 1}" : $"FY{d.Year}";
}
