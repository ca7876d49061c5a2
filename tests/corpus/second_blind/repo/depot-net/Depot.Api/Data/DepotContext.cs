using Depot.Api.Models;
using Microsoft.EntityFrameworkCore;

namespace Depot.Api.Data;

public class DepotContext : DbContext
{
    public DbSet<Distributor> Distributors => Set<Distributor>();

    protected override void OnModelCreating(ModelBuilder b)
    {
        b.Entity<Distributor>().Property(d => d.Tin).HasMaxLength(12);
        b.Entity<Distributor>().Property(d => d.Bin).HasMaxLength(14);
        b.Entity<Distributor>().Property(d => d.Nid).HasMaxLength(17);
        b.Entity<Distributor>().Property(d => d.Mobile).HasMaxLength(14).IsRequired();
        b.Entity<Distributor>().Property(d => d.AccountNo).HasMaxLength(13);
        b.Entity<Distributor>().Property(d => d.LorryNo).HasMaxLength(12);
    }
}
