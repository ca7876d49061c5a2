public static class Dates
{
    public static DateTime FyStart(this DateTime d) => new DateTime(d.Month >= 7 ? d.Year : d.Year - 1, 7, 1);
    public static DateTime TdsDepositBy(this DateTime d) => d.AddDays(14);
    public static DateTime TrialEnds(this DateTime d) => d.AddDays(14);
    public static string Money(this decimal v) => v.ToString("N2");
    public static decimal ToTaka(this decimal paisa) => Math.Round(paisa / 100m, 2);
    public static double ToCelsius(this double f) => Math.Round((f - 32) / 1.8, 1);
}
