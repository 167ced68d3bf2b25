using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class RosterFileConfiguration : IEntityTypeConfiguration<RosterFile>
{
    public void Configure(EntityTypeBuilder<RosterFile> builder)
    {
        builder.ToTable("RosterFiles");
        builder.Property(f => f.Purpose).HasMaxLength(100);
        builder.Property(f => f.StorageName).HasMaxLength(64);
        builder.Property(f => f.Error).HasMaxLength(200);
        builder.Property(f => f.State).IsConcurrencyToken();
        builder.Property(f => f.FirstRefused).HasConversion(
            rows => JsonSerializer.Serialize(rows, RegistryJson.Options),
            json => JsonSerializer.Deserialize<IReadOnlyList<RefusedRow>>(json, RegistryJson.Options)!,
            new ValueComparer<IReadOnlyList<RefusedRow>>((one, other) => ReferenceEquals(one, other), rows => rows.Count, rows => rows));
        builder.HasIndex(f => new { f.HolderId, f.Id });
        builder.HasIndex(f => f.HolderId).IsUnique().HasFilter("\"State\" IN ('Queued', 'Running')").HasDatabaseName("IX_RosterFiles_OneOpen");
        builder.HasOne<Organisation>().WithMany().HasForeignKey(f => f.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
