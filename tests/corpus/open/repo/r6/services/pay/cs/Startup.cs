services.Configure<TaxOptions>(o =>
{
    o.VatRate = 15m;
    o.TdsRate = 5m;
    o.MaxItems = 15;
});

modelBuilder.Entity<Product>().Property(p => p.VatRate).HasDefaultValue(15m);
modelBuilder.Entity<Product>().Property(p => p.Stock).HasDefaultValue(15m);

RuleFor(x => x.VatRate).InclusiveBetween(0, 15);
RuleFor(x => x.Copies).InclusiveBetween(0, 15);
RuleFor(x => x.SdRate).LessThanOrEqualTo(500).WithMessage("SD at most 500");

var vat = order.Net * 0.15m;
var tips = order.Net * 0.15m;
decimal Vds(decimal x) => x * 7.5m / 100m;
