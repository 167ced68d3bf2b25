using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class EvidenceItemConfiguration : IEntityTypeConfiguration<EvidenceItem>
{
    public void Configure(EntityTypeBuilder<EvidenceItem> builder)
    {
        builder.ToTable("Evidence");
        builder.Property(e => e.Version).IsConcurrencyToken();
        builder.HasIndex(e => new { e.ApplicantId, e.Kind, e.OccurredOn });
        builder.HasIndex(e => e.SupersedesId).IsUnique();
        builder.HasOne<Applicant>().WithMany().HasForeignKey(e => e.ApplicantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<EvidenceItem>().WithOne().HasForeignKey<EvidenceItem>(e => e.SupersedesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredDocument>().WithMany().HasForeignKey(e => e.DocumentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StoredDocumentConfiguration : IEntityTypeConfiguration<StoredDocument>
{
    public void Configure(EntityTypeBuilder<StoredDocument> builder)
    {
        builder.ToTable("Documents");
        builder.Property(d => d.StorageName).HasMaxLength(64);
        builder.Property(d => d.MediaType).HasMaxLength(40);
        builder.Property(d => d.Sha256).HasMaxLength(64);
        builder.HasIndex(d => d.StorageName).IsUnique();
        builder.HasOne<Applicant>().WithMany().HasForeignKey(d => d.ApplicantId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AttestationRequestConfiguration : IEntityTypeConfiguration<AttestationRequest>
{
    public void Configure(EntityTypeBuilder<AttestationRequest> builder)
    {
        builder.Property(r => r.TokenHash).HasMaxLength(64);
        builder.Property(r => r.AnswerReason).HasMaxLength(1000);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.TokenHash).IsUnique();
        builder.HasIndex(r => new { r.EvidenceItemId, r.CreatedAtUtc });
        builder.HasIndex(r => r.EvidenceItemId).IsUnique().HasFilter("\"State\" IN ('Created', 'Sent', 'Opened')").HasDatabaseName("IX_AttestationRequests_OneOpen");
        builder.HasOne(r => r.EvidenceItem).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}
