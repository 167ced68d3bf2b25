using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class CredentialConfiguration : IEntityTypeConfiguration<Credential>
{
    public void Configure(EntityTypeBuilder<Credential> builder)
    {
        builder.Property(c => c.Number).HasMaxLength(24);
        builder.Property(c => c.NameAsPrinted).HasMaxLength(200);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.ToldSequence).HasDefaultValue(0);
        builder.Property(c => c.NextChangeOn).HasDefaultValue(Credential.AtOnce);
        builder.HasIndex(c => new { c.NextChangeOn, c.BoardId });
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => c.ApplicationId).IsUnique();
        builder.HasIndex(c => c.ApplicantId);
        builder.HasOne<Applicant>().WithMany().HasForeignKey(c => c.ApplicantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(c => c.Board).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(c => c.CredentialType).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Acts).WithOne().HasForeignKey(a => a.CredentialId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.PrintedNames).WithOne().HasForeignKey(n => n.CredentialId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Periods).WithOne(p => p.Credential).HasForeignKey(p => p.CredentialId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>On SQLite the table is its own index (<c>WITHOUT ROWID</c>), so that a number is one way to the row and not two; the migration says so.</summary>
internal sealed class PublicRecordConfiguration : IEntityTypeConfiguration<PublicRecord>
{
    public void Configure(EntityTypeBuilder<PublicRecord> builder)
    {
        builder.HasKey(r => r.Number);
        builder.Property(r => r.Number).HasMaxLength(24);
    }
}

internal sealed class CredentialActConfiguration : IEntityTypeConfiguration<CredentialActRow>
{
    public void Configure(EntityTypeBuilder<CredentialActRow> builder)
    {
        builder.ToTable("CredentialActs").HasKey(a => new { a.CredentialId, a.Sequence });
        builder.Property(a => a.Reason).HasMaxLength(1000);
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.Endorsement).HasMaxLength(100);
    }
}

internal sealed class CredentialPeriodConfiguration : IEntityTypeConfiguration<CredentialPeriod>
{
    public void Configure(EntityTypeBuilder<CredentialPeriod> builder)
    {
        builder.ToTable("CredentialPeriods");
        builder.Property(p => p.AfterEnd).HasMaxLength(4000);
        builder.Property(p => p.ExtensionId).HasMaxLength(100);
        builder.HasIndex(p => new { p.CredentialId, p.OpenedBySequence }).IsUnique();
        builder.HasIndex(p => p.EndsOn);
    }
}

internal sealed class PrintedNameConfiguration : IEntityTypeConfiguration<PrintedName>
{
    public void Configure(EntityTypeBuilder<PrintedName> builder)
    {
        builder.HasKey(n => new { n.CredentialId, n.Sequence, n.FamilyKey });
        builder.Property(n => n.FamilyKey).HasMaxLength(NameKeys.Longest);
        builder.Property(n => n.GivenKey).HasMaxLength(NameKeys.Longest);
        builder.HasIndex(n => new { n.BoardId, n.FamilyKey, n.GivenKey });
    }
}

internal sealed class PostedRenewalConfiguration : IEntityTypeConfiguration<PostedRenewal>
{
    public void Configure(EntityTypeBuilder<PostedRenewal> builder)
    {
        builder.HasIndex(p => new { p.CredentialId, p.PeriodStartsOn });
        builder.HasOne<Credential>().WithMany().HasForeignKey(p => p.CredentialId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Application>().WithMany().HasForeignKey(p => p.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class HiddenHolderConfiguration : IEntityTypeConfiguration<HiddenHolder>
{
    public void Configure(EntityTypeBuilder<HiddenHolder> builder)
    {
        builder.HasKey(h => new { h.ApplicantId, h.BoardId });
        builder.HasOne<Applicant>().WithMany().HasForeignKey(h => h.ApplicantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Board>().WithMany().HasForeignKey(h => h.BoardId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RestrictionConfiguration : IEntityTypeConfiguration<Restriction>
{
    public void Configure(EntityTypeBuilder<Restriction> builder)
    {
        builder.Property(r => r.Text).HasMaxLength(1000);
        builder.HasIndex(r => r.CredentialId);
        builder.HasOne<Credential>().WithMany().HasForeignKey(r => r.CredentialId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ExpiryFlagConfiguration : IEntityTypeConfiguration<ExpiryFlag>
{
    public void Configure(EntityTypeBuilder<ExpiryFlag> builder)
    {
        builder.HasKey(f => new { f.PeriodId, f.LeadDays });
        builder.HasIndex(f => new { f.FlaggedOn, f.PeriodId });
        builder.HasOne(f => f.Period).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StandingChangeConfiguration : IEntityTypeConfiguration<StandingChangeRow>
{
    public void Configure(EntityTypeBuilder<StandingChangeRow> builder)
    {
        builder.ToTable("StandingChanges").HasKey(c => c.Number);
        builder.Property(c => c.Number).ValueGeneratedNever();
        builder.Property(c => c.Endorsement).HasMaxLength(100);
        builder.HasIndex(c => new { c.CredentialId, c.ActSequence, c.EffectiveOn, c.Kind }).IsUnique().HasFilter("\"RestrictionId\" IS NULL AND \"Endorsement\" IS NULL").HasDatabaseName("IX_StandingChanges_Once");
        builder.HasIndex(c => new { c.CredentialId, c.ActSequence, c.EffectiveOn, c.Kind, c.Endorsement }).IsUnique().HasFilter("\"Endorsement\" IS NOT NULL").HasDatabaseName("IX_StandingChanges_EndorsementOnce");
        builder.HasIndex(c => new { c.RestrictionId, c.Kind }).IsUnique().HasFilter("\"RestrictionId\" IS NOT NULL").HasDatabaseName("IX_StandingChanges_RestrictionOnce");
        builder.HasIndex(c => c.NumberedAtUtc);
        builder.HasOne(c => c.Credential).WithMany().HasForeignKey(c => c.CredentialId).OnDelete(DeleteBehavior.Restrict);
    }
}
