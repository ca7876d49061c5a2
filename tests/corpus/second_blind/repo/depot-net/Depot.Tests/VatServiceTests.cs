using Xunit;

public class VatServiceTests
{
    private const decimal VatRate = 0.15m;
    private const int TinLength = 12;
    private const int BinLength = 13;
    private const string Mobile = @"^01[3-9]\d{8}$";

    [Fact]
    public void Mushak_6_3_is_printed() => Assert.Equal("Mushak-6.3", "Mushak-" + "6.3");

    [Fact]
    public void Tds_is_five_percent() => Assert.Equal(5m, 100m * 0.05m);
}
