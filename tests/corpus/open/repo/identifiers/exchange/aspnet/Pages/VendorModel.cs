using System.ComponentModel.DataAnnotations;

public class VendorModel
{
    [Required(ErrorMessage = "TIN is required")]
    [StringLength(12, MinimumLength = 12, ErrorMessage = "{0} must be 12 digits")]
    [Display(Name = "e-TIN")]
    public string TaxIdentificationNumber { get; set; }

    [RegularExpression("^[0-9]{13}$")]
    public string BusinessIdentificationNumber { get; set; }

    [RegularExpression(@"^(\d{10}|\d{13}|\d{17})$")]
    public string VoterIdNo { get; set; }

    [Phone, MaxLength(11)]
    public string CellNo { get; set; }

    [RegularExpression(@"^\d{10}$")]
    public string JobNo { get; set; }

    [StringLength(12)]
    public string TinLabel { get; set; }

    public bool HasBin => Bin?.Replace("-", "").Length == 13;
    public bool HasEan => Ean?.Replace("-", "").Length == 13;

    public static string Operator(string mobile) => mobile[..3] switch
    {
        "017" or "013" => "GP",
        "018" or "016" => "Robi",
        "019" or "014" => "BL",
        _ => "?",
    };
}
