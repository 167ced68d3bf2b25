using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class BoardConfiguration : IEntityTypeConfiguration<Board>
{
    public void Configure(EntityTypeBuilder<Board> builder)
    {
        builder.Property(b => b.Code).HasMaxLength(40);
        builder.Property(b => b.Name).HasMaxLength(200);
        builder.Property(b => b.TimeZone).HasMaxLength(60);
        builder.Property(b => b.State).HasMaxLength(2);
        builder.PrimitiveCollection(b => b.Tags);
        builder.Property(b => b.OnHoldSinceUtc).IsConcurrencyToken();
        builder.Property(b => b.HoldReason).HasMaxLength(500);
        builder.Property(b => b.ReminderPlanVersion).IsConcurrencyToken();
        builder.Ignore(b => b.Zone);
        builder.HasIndex(b => b.Code).IsUnique();
        builder.HasMany(b => b.LeadTimes).WithOne().HasForeignKey(l => l.BoardId);
    }
}

internal sealed class BoardHolidayConfiguration : IEntityTypeConfiguration<BoardHoliday>
{
    public void Configure(EntityTypeBuilder<BoardHoliday> builder)
    {
        builder.HasKey(h => new { h.BoardId, h.Day });
        builder.Property(h => h.Name).HasMaxLength(100);
        builder.HasOne<Board>().WithMany().HasForeignKey(h => h.BoardId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BoardLeadTimeConfiguration : IEntityTypeConfiguration<BoardLeadTime>
{
    public void Configure(EntityTypeBuilder<BoardLeadTime> builder)
    {
        builder.ToTable("BoardLeadTimes").HasKey(l => new { l.BoardId, l.Days });
        builder.Property(l => l.ByEmail).HasDefaultValue(true).HasSentinel(true);
    }
}

internal sealed class CredentialTypeConfiguration : IEntityTypeConfiguration<CredentialType>
{
    public void Configure(EntityTypeBuilder<CredentialType> builder)
    {
        builder.Property(t => t.Code).HasMaxLength(20);
        builder.Property(t => t.PublicTitle).HasMaxLength(200);
        builder.Property(t => t.NumberPrefix).HasMaxLength(14);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasIndex(t => new { t.BoardId, t.Code }).IsUnique();
        builder.HasIndex(t => t.NumberPrefix).IsUnique();
        builder.HasOne(t => t.Board).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RequirementSetVersionConfiguration : IEntityTypeConfiguration<RequirementSetVersion>
{
    public void Configure(EntityTypeBuilder<RequirementSetVersion> builder)
    {
        builder.ToTable("RequirementSets");
        builder.Property(s => s.Sha256).HasMaxLength(64);
        builder.HasIndex(s => new { s.CredentialTypeId, s.Number }).IsUnique();
        builder.HasOne(s => s.CredentialType).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RequirementSetDraftConfiguration : IEntityTypeConfiguration<RequirementSetDraft>
{
    public void Configure(EntityTypeBuilder<RequirementSetDraft> builder)
    {
        builder.ToTable("RequirementSetDrafts");
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasIndex(d => d.CredentialTypeId).IsUnique().HasFilter("\"State\" IN ('Draft', 'Proposed')").HasDatabaseName("IX_RequirementSetDrafts_OneOpen");
        builder.HasOne(d => d.CredentialType).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RequirementSetVersion>().WithMany().HasForeignKey(d => d.RequirementSetVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RuleTrialConfiguration : IEntityTypeConfiguration<RuleTrial>
{
    public void Configure(EntityTypeBuilder<RuleTrial> builder)
    {
        builder.ToTable("RuleTrials");
        builder.Property(t => t.State).IsConcurrencyToken();
        builder.Property(t => t.Error).HasMaxLength(500);
        builder.HasIndex(t => t.CredentialTypeId).IsUnique().HasFilter("\"State\" IN ('Queued', 'Running')").HasDatabaseName("IX_RuleTrials_OneOpen");
        builder.HasOne(t => t.CredentialType).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RuleTrialFileConfiguration : IEntityTypeConfiguration<RuleTrialFile>
{
    public void Configure(EntityTypeBuilder<RuleTrialFile> builder)
    {
        builder.ToTable("RuleTrialFiles").HasKey(f => new { f.RuleTrialId, f.SubjectId });
        builder.PrimitiveCollection(f => f.RequirementIds);
        builder.HasOne<RuleTrial>().WithMany().HasForeignKey(f => f.RuleTrialId).OnDelete(DeleteBehavior.Cascade);
    }
}
