using System;

namespace Erp.Tax
{
    public static class FiscalCalendar
    {
        public const int FirstMonth = 7;

        public static string YearOf(DateTime d) =>
            d.Month >= 7 ? $"{d.Year}-{d.Year + 1}" : $"{d.Year - 1}-{d.Year}";

        public static DateOnly Start(int year) => new DateOnly(year, 7, 1);

        public static int Quarter(DateTime d) => ((d.Month + 5) % 12) / 3 + 1;
    }

    public static class Deadlines
    {
        public static DateTime VatReturn(int y, int m) => new DateTime(y, m, 1).AddMonths(1).AddDays(14);
        public static DateTime WithholdingDeposit(DateTime paid) => paid.AddDays(14);
        public static DateTime Warranty(DateTime sold) => sold.AddDays(30);
        public static TimeSpan Session => TimeSpan.FromDays(15);
        public static decimal Payable(decimal amount) => Math.Round(amount, 0, MidpointRounding.AwayFromZero);
        public static double Latency(double v) => Math.Round(v, 2);
    }
}
