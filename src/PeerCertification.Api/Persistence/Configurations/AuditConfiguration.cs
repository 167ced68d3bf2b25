using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class RenewalAuditConfiguration : IEntityTypeConfiguration<RenewalAudit>
{
    public void Configure(EntityTypeBuilder<RenewalAudit> builder)
    {
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Property(a => a.Digest).HasMaxLength(64);
        builder.Property(a => a.Seed).HasMaxLength(64);
        builder.Property(a => a.SeedSource).HasMaxLength(500);
        builder.Property(a => a.SeedValue).HasMaxLength(500);
        builder.HasIndex(a => new { a.CredentialTypeId, a.FromOn }).IsUnique();
        builder.HasIndex(a => new { a.BoardId, a.AnnouncedAtUtc });
        builder.HasOne(a => a.Board).WithMany().HasForeignKey(a => a.BoardId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.Lot).WithOne().HasForeignKey(e => e.AuditId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(a => a.CredentialType).WithMany().HasForeignKey(a => a.CredentialTypeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AuditLotEntryConfiguration : IEntityTypeConfiguration<AuditLotEntry>
{
    public void Configure(EntityTypeBuilder<AuditLotEntry> builder)
    {
        builder.ToTable("AuditLot").HasKey(e => new { e.AuditId, e.Number });
        builder.Property(e => e.Number).HasMaxLength(40);
        builder.HasIndex(e => e.ApplicationId).IsUnique();
    }
}

internal sealed class AuditCaseConfiguration : IEntityTypeConfiguration<AuditCase>
{
    public void Configure(EntityTypeBuilder<AuditCase> builder)
    {
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.Ticket).HasMaxLength(64);
        builder.HasIndex(c => new { c.AuditId, c.CredentialId }).IsUnique();
        builder.HasIndex(c => c.ApplicationId).IsUnique();
        builder.HasIndex(c => new { c.BoardId, c.State, c.DueOn });
        builder.HasIndex(c => c.ApplicantId);
        builder.HasOne(c => c.Audit).WithMany().HasForeignKey(c => c.AuditId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(c => c.Board).WithMany().HasForeignKey(c => c.BoardId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(c => c.Credential).WithMany().HasForeignKey(c => c.CredentialId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(c => c.Applicant).WithMany().HasForeignKey(c => c.ApplicantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Items).WithOne().HasForeignKey(i => i.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AuditItemConfiguration : IEntityTypeConfiguration<AuditItem>
{
    public void Configure(EntityTypeBuilder<AuditItem> builder)
    {
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.Property(i => i.Note).HasMaxLength(1000);
        builder.Property(i => i.Reason).HasMaxLength(1000);
        builder.HasIndex(i => new { i.CaseId, i.EvidenceItemId }).IsUnique();
        builder.HasIndex(i => i.DocumentId);
    }
}
