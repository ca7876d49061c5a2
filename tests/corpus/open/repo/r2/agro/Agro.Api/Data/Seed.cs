public class TaxSeed : IEntityTypeConfiguration<TaxRate>
{
    public void Configure(EntityTypeBuilder<TaxRate> b)
    {
        b.Property(x => x.Rate).HasPrecision(5, 2).HasDefaultValue(15m);
        b.HasData(
            new TaxRate { Id = 1, Code = "VAT", Rate = 15m },
            new TaxRate { Id = 2, Code = "AIT", Rate = 5m },
            new TaxRate { Id = 3, Code = "SD", Rate = 10m },
            new TaxRate { Id = 4, Code = "RESTOCK", Rate = 15m });
        b.ToTable("tax_rates");
    }
}

public class Fees : IEntityTypeConfiguration<Fee>
{
    public void Configure(EntityTypeBuilder<Fee> b)
    {
        b.HasData(
            new Fee { Id = 1, Code = "RESTOCK", Rate = 15m },
            new Fee { Id = 2, Code = "HANDLING", Rate = 5m });
    }
}

public record VatOptions(decimal Standard = 15m, decimal Reduced = 7.5m, int CacheMinutes = 15);
public record FeedMix(decimal Protein = 15m, decimal Fibre = 7.5m);

public class BillLine
{
    [Range(0, 15)]
    public decimal VatRate { get; set; } = 15m;

    [Range(0, 15)]
    public decimal Moisture { get; set; } = 15m;

    public decimal Tds => Math.Round(Net * 0.03m, 2);
    public decimal Aarot => Math.Round(Net * 0.03m, 2);
    public decimal Vat => IsExempt ? 0 : Net * 0.075m;
    public decimal ExVat => Gross / 1.075m;
}
