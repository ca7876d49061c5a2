using System.ComponentModel.DataAnnotations;

public class Party
{
    [StringLength(12, MinimumLength = 12)]
    public string Tin { get; set; }

    [RegularExpression(@"^\d{13}$", ErrorMessage = "BIN must be 13 digits")]
    public string Bin { get; set; }

    [MaxLength(17)]
    public string Nid { get; set; }

    [RegularExpression(@"^(?:\+88)?01[3-9]\d{8}$")]
    public string Mobile { get; set; }

    [StringLength(11)]
    public string Swift { get; set; }

    [StringLength(13)]
    public string LicenceNo { get; set; }

    public bool IsNidOk() => Nid is { Length: 10 or 13 or 17 };
    public bool IsTinOk() => Tin?.Length == 12;
    public bool IsLotOk() => Lot?.Length == 12;
    public string Operator() => Mobile.Substring(0, 3) == "017" ? "GP" : "other";
}
