using System;

namespace Erp.Finance;

public sealed record FiscalPeriod(DateTime Start, DateTime End)
{
    public static FiscalPeriod For(DateTime date)
    {
        var year = date.Month < 7 ? date.Year - 1 : date.Year;
        return new(new DateTime(year, 7, 1), new DateTime(year + 1, 6, 30));
    }

    public string Label => Start.AddMonths(6).ToString("yyyy");
}

public class VatCalendar
{
    public DateTime DueDate(int year, int month) => new DateTime(year, month, 15).AddMonths(1);
    public DateOnly CertificateDueBy(DateOnly paid) => paid.AddDays(3);
    public decimal Vat(decimal net) => decimal.Round(net * 0.15m, 2, MidpointRounding.AwayFromZero);
    public double Humidity(double v) => Math.Round(v, 1);
    public string FormTitle(bool local) => local ? "Mushak-6.3" : "Mushak-6.5";
    public Version Schema => new("6.3");
    public DateTime NextService(DateTime last) => last.AddDays(15);
}
