using System;

namespace Acme.Erp.Tax
{
    public enum VatCategory { Standard = 15, Restaurant = 5, Zero = 0 }

    public static class TaxRates
    {
        public const decimal Vat = 0.15m;
        public const decimal Tds = 0.05m;
        public const decimal SupplementaryDuty = 0.20m;
        public const decimal ServiceCharge = 0.10m;
        public const int PageSize = 15;
    }

    public class TaxEngine
    {
        private readonly decimal _vatRate = 15;
        private readonly int _vatRetry = 5;

        public decimal CalculateVat(decimal amount) => Math.Round(amount * 15 / 100, 2, MidpointRounding.AwayFromZero);
        public decimal ExtractVat(decimal gross) => gross - gross / 1.15m;
        public decimal Ait(decimal value) => value * 0.05m;
        public decimal Bonus(decimal basic) => basic * 0.10m;

        public DateTime TdsDepositDue(DateTime deducted) => deducted.AddDays(14);
        public DateTime PaymentDue(DateTime invoiced) => invoiced.AddDays(30);

        public int FiscalYear(DateTime d) => d.Month >= 7 ? d.Year : d.Year - 1;
        public bool IsHoliday(DateTime d) => d.Month == 12 && d.Day == 16;

        public bool IsBin(string bin)
        {
            if (string.IsNullOrEmpty(bin)) return false;
            var digits = bin.Replace("-", "");
            return digits.Length == 13;
        }

        public static string Form(string kind) => kind switch
        {
            "invoice" => "Mushak-6.3",
            "return" => "Mushak-9.1",
            _ => throw new ArgumentException(kind),
        };
    }

    public class CreateVendorRequest
    {
        [Required, StringLength(12, MinimumLength = 12)] public string TinNumber { get; init; }
        [RegularExpression(@"^(\d{10}|\d{13}|\d{17})$")] public string NationalId { get; init; }
        [Phone, MaxLength(11)] public string MobileNo { get; init; }
        [MaxLength(12)] public string ChequeNo { get; init; }
        [StringLength(17)] public string VehicleVin { get; init; }
    }
}
