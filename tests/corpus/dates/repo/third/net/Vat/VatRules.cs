using System;

namespace Erp.Vat
{
    public static class VatRules
    {
        public const int ReturnDueDay = 15;
        public const int RegisterPageSize = 15;
        public const string SalesBook = "Mushak-6.2";

        public static bool IsLate(DateTime filed, DateTime periodEnd) => filed > periodEnd.AddDays(15);
        public static decimal Net(decimal gross) => Math.Round(gross / 1.15m, 2);
        public static int FiscalYear(DateTime d) => d.AddMonths(6).Year;
        public static int WarrantyYear(DateTime d) => d.AddMonths(6).Year;
        public static double Speed(double kmh) => Math.Round(kmh, 1);
    }
}
