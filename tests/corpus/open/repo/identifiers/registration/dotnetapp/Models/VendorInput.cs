using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

public record VendorInput
{
    [Required, MinLength(12), MaxLength(12)]
    public string TinNumber { get; init; }

    [RegularExpression(@"^\d{9}-\d{4}$", ErrorMessage = "BIN")]
    public string VatRegistrationNo { get; init; }

    [StringLength(17, MinimumLength = 10)]
    public string NationalId { get; init; }

    [Column(TypeName = "varchar(11)")]
    public string MobileNo { get; init; }

    [StringLength(12)]
    public string PoNumber { get; init; }

    [RegularExpression(@"^\d{13}$")]
    public string AccountNo { get; init; }

    [MaxLength(17)]
    public string PlateNo { get; init; }

    private static readonly Regex Msisdn = new(@"^8801[3-9]\d{8}$", RegexOptions.Compiled);
    private const int EtinLength = 12;
    private const int OtpLength = 12;

    public static string Group(string bin) => bin.Length == 13 ? bin.Insert(9, "-") : bin;
}
