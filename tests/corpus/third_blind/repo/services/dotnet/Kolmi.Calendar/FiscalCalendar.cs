using System;

namespace Kolmi.Calendar;

public static class FiscalCalendar
{
    public const int FiscalYearStartMonth = 7;
    public const int VatReturnDay = 15;
    public const int WithholdingReturnDay = 25;
    public const string ChallanForm = "Mushak-6.3";
    public const string ReturnForm = "Mushak-9.1";
    public const string CertificateForm = "Mushak-6.6";
    private const string SdkVersion = "6.6";
    private const string RiskClause = "ISO 9001, 9.1";
    private const int GymYearStartMonth = 1;
    private const int CreditDays = 25;
    private const int BackupDay = 15;

    public static int FiscalYear(DateTime day) => day.Month >= 7 ? day.Year : day.Year - 1;

    public static DateTime FiscalYearStart(int year) => new(year, 7, 1);

    public static DateTime SummerSaleStart(int year) => new(year, 7, 1);

    public static bool IsPeak(DateTime day) => day.Month >= 7;

    public static DateTime VatReturnDue(DateTime period) =>
        new DateTime(period.Year, period.Month, 1).AddMonths(1).AddDays(14);

    public static DateTime RentDue(DateTime month) => new(month.Year, month.Month, 5);

    public static decimal Taka(decimal amount) => Math.Round(amount, 2, MidpointRounding.ToEven);

    public static string Printed(decimal amount) => amount.ToString("F2");

    public static double Degrees(double celsius) => Math.Round(celsius, 1);

    public static double Kilometres(double metres) => Math.Round(metres / 1000, 2);
}
