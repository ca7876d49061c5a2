using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kolmi.Data;

public class PartyConfiguration : IEntityTypeConfiguration<Party>
{
    public void Configure(EntityTypeBuilder<Party> b)
    {
        b.Property(p => p.Name).HasMaxLength(160);
        b.Property(p => p.Tin).HasMaxLength(12).IsFixedLength();
        b.Property(p => p.Bin).HasMaxLength(14);
        b.Property(p => p.Nid).HasMaxLength(17);
        b.Property(p => p.Mobile).HasMaxLength(11).IsRequired();
        b.Property(p => p.RoutingNo).HasMaxLength(9);
        b.Property(p => p.AccountNo).HasMaxLength(17);
        b.Property(p => p.ShortCode).HasMaxLength(12);
        b.Property(p => p.Fax).HasMaxLength(11);
        b.Property(p => p.VatPercent).HasDefaultValue(15m);
        b.Property(p => p.TdsPercent).HasDefaultValue(5m);
        b.Property(p => p.DiscountPercent).HasDefaultValue(15m);
        b.Property(p => p.CommissionPercent).HasDefaultValue(5m);
        b.ToTable(t => t.HasCheckConstraint("CK_Party_Tin", "LEN(Tin) = 12"));
        b.ToTable(t => t.HasCheckConstraint("CK_Party_Bin", "LEN(REPLACE(Bin, '-', '')) = 13"));
        b.ToTable(t => t.HasCheckConstraint("CK_Party_Account", "LEN(AccountNo) >= 10"));
    }
}
