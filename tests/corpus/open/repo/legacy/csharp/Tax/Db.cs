namespace Acme.Tax;

public class Db : DbContext
{
    protected override void OnModelCreating(ModelBuilder b)
    {
        b.Entity<Vendor>().Property(x => x.Tin).HasMaxLength(12);
        b.Entity<Vendor>().Property(x => x.Bin).HasColumnType("varchar(13)");
        b.Entity<Vendor>().Property(x => x.Nid).HasMaxLength(17).IsRequired();
        b.Entity<Vendor>().Property(x => x.Title).HasMaxLength(12);
        b.Entity<Rate>().HasData(new Rate { Code = "S004", VatRate = 7.5m });
        b.Entity<Rate>().HasData(new Rate { Code = "52", TdsRate = 5m });
    }

    static readonly Dictionary<string, decimal> VatRates = new()
    {
        ["S001"] = 15m,
        { "S024", 10m },
    };

    bool ValidNid(string nid) => nid.Length is 10 or 13 or 17;
    bool ValidTin(string tin) => tin?.Length == 12;
    bool ValidBin(string bin) => new Regex(@"^\d{13}$").IsMatch(bin);
    DateTime VatReturnDue(int y, int m) => new DateTime(y, m, 15).AddMonths(1);
    DateTime FiscalYearStart(int y) => new DateTime(y, 7, 1);
    decimal Tds(decimal bill) => bill * 0.05m;
    decimal Round(decimal amount) => decimal.Round(amount, 2);
    decimal Share(decimal profit) => profit * 0.15m;
    int Columns => 12;
    TimeSpan Timeout => TimeSpan.FromSeconds(15);
}
