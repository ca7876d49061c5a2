using Microsoft.EntityFrameworkCore;

public class PartyConfiguration : IEntityTypeConfiguration<Party>
{
    public void Configure(EntityTypeBuilder<Party> builder)
    {
        builder.Property(p => p.Etin).HasMaxLength(12).IsFixedLength();
        builder.Property(p => p.BinNo).HasColumnType("nchar(13)");
        builder.Property(p => p.Mobile).HasMaxLength(11);
        builder.Property(p => p.Slug).HasMaxLength(12);
        builder.Property(p => p.RackBin).HasMaxLength(13);
    }
}
