using System.Text.RegularExpressions;

namespace Erp.Core.Identity;

public static partial class Bangladesh
{
    [GeneratedRegex(@"^\d{12}$")]
    private static partial Regex EtinRegex();

    [GeneratedRegex(@"^\d{9}-\d{4}$")]
    private static partial Regex BinRegex();

    [GeneratedRegex(@"^\d{12}$")]
    private static partial Regex OrderRegex();

    public static bool IsNid(string? value) => value?.Length switch
    {
        10 or 13 or 17 => true,
        _ => false,
    };

    public static bool IsCoupon(string? value) => value?.Length switch
    {
        10 or 13 or 17 => true,
        _ => false,
    };

    public static readonly string[] MobilePrefixes = { "013", "014", "015", "016", "017", "018", "019" };
    public static readonly int[] NidLengths = { 10, 13, 17 };
    public static readonly int[] BarcodeLengths = { 8, 12, 13 };

    public static string NormalizeMobile(string raw)
    {
        var digits = Regex.Replace(raw, @"\D", "");
        if (digits.StartsWith("880")) digits = digits[2..];
        return digits.Length == 11 ? digits : throw new FormatException("mobile");
    }

    public static bool IsGuid(string raw) => raw.Replace("-", "").Length == 12;
}
