using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class SavedRosterConfiguration : IEntityTypeConfiguration<SavedRoster>
{
    public void Configure(EntityTypeBuilder<SavedRoster> builder)
    {
        builder.ToTable("SavedRosters");
        builder.Property(r => r.Name).HasMaxLength(200);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => new { r.OrganisationId, r.Name }).IsUnique();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SavedRosterEntryConfiguration : IEntityTypeConfiguration<SavedRosterEntry>
{
    public void Configure(EntityTypeBuilder<SavedRosterEntry> builder)
    {
        builder.ToTable("SavedRosterEntries");
        builder.Property(e => e.Number).HasMaxLength(24);
        builder.Property(e => e.Reference).HasMaxLength(100);
        builder.HasIndex(e => new { e.RosterId, e.Number }).IsUnique().HasFilter("\"UntilOn\" IS NULL");
        builder.HasIndex(e => new { e.RosterId, e.Id });
        builder.HasIndex(e => e.Number);
        builder.HasOne(e => e.Roster).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}
