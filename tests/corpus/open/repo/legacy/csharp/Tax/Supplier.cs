using System.ComponentModel.DataAnnotations;
using FluentValidation;

namespace Acme.Tax;

public class Supplier
{
    [RegularExpression(@"^\d{12}$", ErrorMessage = "TIN must be 12 digits")]
    public string Tin { get; set; }

    [StringLength(13, MinimumLength = 13)]
    public string Bin { get; set; }

    [MinLength(10), MaxLength(17)]
    public string Nid { get; set; }

    [RegularExpression(@"^01[3-9]\d{8}$")]
    public string Mobile { get; set; }

    [StringLength(12)]
    public string PurchaseOrderNo { get; set; }

    [MaxLength(13)]
    public string Barcode { get; set; }
}

public class SupplierValidator : AbstractValidator<Supplier>
{
    private const int TinLength = 12;
    private const decimal VatRate = 0.15m;
    public const decimal TdsPercent = 5m;
    private const int MaxVatLines = 10;

    public SupplierValidator()
    {
        RuleFor(x => x.Tin).Length(12);
        RuleFor(x => x.Bin).Matches(@"^\d{9}-\d{4}$");
        RuleFor(x => x.Nid).Must(n => n.Length == 10 || n.Length == 13 || n.Length == 17);
        RuleFor(x => x.Name).MaximumLength(13);
    }

    public decimal Vat(decimal net) => net * 0.15m;
    public decimal Gross(decimal net) => net * 1.15m;
    public decimal Vds(decimal bill) => bill * 7.5m / 100m;
    public decimal RateFor(string code) => code switch { "S004" => 7.5m, _ => 15m };
    public decimal VatRateFor(string code) => code switch
    {
        "S002" => 10m,
        _ => 15m,
    };
    public decimal Discount(decimal net) => net * 0.15m;
    public decimal RoundVat(decimal vat) => Math.Round(vat, 2, MidpointRounding.AwayFromZero);
    public bool IsMobile(string mobile) => Regex.IsMatch(mobile, "^8801[3-9][0-9]{8}$");
    public string Title => "Mushak 6.6";
    public int FiscalStartMonth = 7;
}
