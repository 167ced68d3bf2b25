using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class FeeLineRowConfiguration : IEntityTypeConfiguration<FeeLineRow>
{
    public void Configure(EntityTypeBuilder<FeeLineRow> builder)
    {
        builder.ToTable("FeeLines");
        builder.Property(l => l.FeeId).HasMaxLength(100);
        builder.Property(l => l.Reference).HasMaxLength(100);
        builder.HasIndex(l => new { l.ApplicationId, l.Sequence }).IsUnique();
        builder.HasIndex(l => new { l.BoardId, l.RecordedOn });
        builder.HasIndex(l => l.ApplicantId);
        builder.HasIndex(l => new { l.BoardId, l.Kind, l.Reference }).IsUnique().HasFilter("\"Reference\" IS NOT NULL").HasDatabaseName("IX_FeeLines_OneOfAReference");
        builder.HasOne(l => l.Application).WithMany().HasForeignKey(l => l.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FeeReconciliationConfiguration : IEntityTypeConfiguration<FeeReconciliation>
{
    public void Configure(EntityTypeBuilder<FeeReconciliation> builder)
    {
        builder.HasKey(r => new { r.BoardId, r.Day });
        builder.HasOne<Board>().WithMany().HasForeignKey(r => r.BoardId).OnDelete(DeleteBehavior.Restrict);
    }
}
