using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Shapla.Pos.Models;

public class Customer
{
    public int Id { get; set; }

    [StringLength(12, MinimumLength = 12, ErrorMessage = "TIN should be 12 digits")]
    public string? Tin { get; set; }

    [RegularExpression(@"^\d{9}-\d{4}$")]
    public string? Bin { get; set; }

    [RegularExpression("^([0-9]{10}|[0-9]{13}|[0-9]{17})$", ErrorMessage = "Invalid NID")]
    public string? Nid { get; set; }

    [RegularExpression(@"^01[3-9]\d{8}$")]
    public required string Mobile { get; set; }

    [StringLength(12)]
    public string? LoyaltyNo { get; set; }

    [StringLength(13)]
    public string? Barcode { get; set; }

    [StringLength(10)]
    public string? Coupon { get; set; }

    [RegularExpression(@"^\+97[14]\d{8}$")]
    public string? RemitterPhone { get; set; }

    [Column(TypeName = "varchar(17)")]
    public string? SpouseNid { get; set; }
}
