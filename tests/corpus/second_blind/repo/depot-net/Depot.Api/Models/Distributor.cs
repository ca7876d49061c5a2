using System.ComponentModel.DataAnnotations;

namespace Depot.Api.Models;

public class Distributor
{
    public int Id { get; set; }

    [StringLength(12, MinimumLength = 12, ErrorMessage = "TIN must be 12 digits")]
    public string? Tin { get; set; }

    [RegularExpression(@"^\d{9}-\d{4}$")]
    public string? Bin { get; set; }

    [MinLength(10)]
    [MaxLength(17)]
    public string? Nid { get; set; }

    [RegularExpression(@"^(\+88)?01[3-9]\d{8}$", ErrorMessage = "Mobile")]
    public string Mobile { get; set; } = "";

    [MaxLength(13)]
    public string? AccountNo { get; set; }

    [StringLength(12)]
    public string? LorryNo { get; set; }

    [RegularExpression(@"^0\d{9,10}$")]
    public string? Fax { get; set; }

    [Range(0, 15)]
    public decimal DiscountPercent { get; set; }
}
