using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Kolmi.Party;

public class DealerModel
{
    [Required, StringLength(160)]
    public string Name { get; set; } = "";

    [RegularExpression(@"^\d{12}$", ErrorMessage = "TIN has 12 digits")]
    public string? Tin { get; set; }

    [StringLength(13, MinimumLength = 13)]
    public string? Bin { get; set; }

    [RegularExpression(@"^(?:\d{10}|\d{13}|\d{17})$")]
    public string? Nid { get; set; }

    [RegularExpression(@"^01[3-9]\d{8}$")]
    public string Mobile { get; set; } = "";

    [MaxLength(14)]
    public string? WhatsAppMobile { get; set; }

    [StringLength(9, MinimumLength = 9)]
    public string? RoutingNo { get; set; }

    [MaxLength(17)]
    public string? AccountNo { get; set; }

    [StringLength(12)]
    public string DealerCode { get; set; } = "";

    [MaxLength(11)]
    public string? Swift { get; set; }

    [Range(10, 17)]
    public int GiftShoeSize { get; set; }
}

public static class PartyChecks
{
    public const int TinLength = 12;
    public const int NidSmart = 10;
    public const int NidLong = 17;
    private const int CardBinLength = 8;
    private const int SessionMinutes = 12;

    private static readonly Regex BinPattern = new(@"^\d{9}-\d{4}$");
    private static readonly Regex MobilePattern = new(@"^\+?8801[3-9]\d{8}$");
    private static readonly Regex NepalMobile = new(@"^9[78]\d{8}$");
    private static readonly Regex TicketPattern = new(@"^\d{10}$");

    public static bool IsTin(string tin) => tin.Length == 12 && tin.All(char.IsAsciiDigit);

    public static bool IsOldTin(string tin) => tin.Length == 10;

    public static bool IsBin(string bin) => BinPattern.IsMatch(bin) || bin.Length == 13;

    public static bool IsNid(string nid) => nid.Length is 10 or 13 or 17;

    public static bool IsMobile(string mobile) => MobilePattern.IsMatch(mobile);

    public static bool IsSmsLong(string text) => text.Length > 160;

    public static bool IsGtin(string gtin) => gtin.Length is 8 or 12 or 13 or 14;

    public static string Binary(int n) => Convert.ToString(n, 2).PadLeft(13, '0');

    public static bool IsIsin(string isin) => isin.Length == 12;
}
