using Microsoft.EntityFrameworkCore;

public class ErpContext : DbContext
{
    protected override void OnModelCreating(ModelBuilder b)
    {
        b.Entity<Party>(e =>
        {
            e.Property(x => x.Tin).HasColumnType("char(12)");
            e.Property(x => x.Bin).HasMaxLength(13).IsUnicode(false);
            e.Property(x => x.Nid).HasMaxLength(17);
            e.Property(x => x.Phone).HasMaxLength(14);
            e.Property(x => x.Initials).HasMaxLength(12);
            e.ToTable(t => t.HasCheckConstraint("CK_Nid", "LEN([Nid]) IN (10, 13, 17)"));
            e.ToTable(t => t.HasCheckConstraint("CK_Acc", "LEN([AccountNo]) IN (10, 13, 17)"));
        });
    }
}
