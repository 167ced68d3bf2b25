using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class ApplicantConfiguration : IEntityTypeConfiguration<Applicant>
{
    public void Configure(EntityTypeBuilder<Applicant> builder)
    {
        builder.Property(a => a.LegalName).HasMaxLength(200);
        builder.Property(a => a.PreferredName).HasMaxLength(200);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => a.AccountId).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SensitiveRecordConfiguration : IEntityTypeConfiguration<SensitiveRecord>
{
    public void Configure(EntityTypeBuilder<SensitiveRecord> builder)
    {
        builder.HasKey(s => s.ApplicantId);
        builder.HasOne<Applicant>().WithOne().HasForeignKey<SensitiveRecord>(s => s.ApplicantId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SensitiveReadConfiguration : IEntityTypeConfiguration<SensitiveRead>
{
    public void Configure(EntityTypeBuilder<SensitiveRead> builder)
    {
        builder.Property(r => r.Act).HasMaxLength(60);
        builder.Property(r => r.Why).HasMaxLength(500);
        builder.HasIndex(r => new { r.ApplicantId, r.Id });
    }
}
