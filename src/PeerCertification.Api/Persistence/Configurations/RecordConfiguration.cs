using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class HistoryEntryConfiguration : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.ToTable("History").HasKey(h => h.Sequence);
        builder.Property(h => h.Actor).HasMaxLength(40);
        builder.Property(h => h.Permission).HasMaxLength(60);
        builder.Property(h => h.Act).HasMaxLength(60);
        builder.Property(h => h.Event).HasMaxLength(60);
        builder.HasIndex(h => new { h.ApplicantId, h.Sequence });
        builder.HasIndex(h => new { h.ApplicationId, h.Sequence });
        builder.HasIndex(h => new { h.CredentialId, h.Sequence });
        builder.HasIndex(h => new { h.BoardId, h.Sequence });
    }
}

internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("Outbox");
        builder.Property(m => m.Kind).HasMaxLength(60);
        builder.Property(m => m.LastError).HasMaxLength(500);
        builder.HasIndex(m => new { m.NextAttemptAtUtc, m.Id }).HasFilter("\"State\" = 'Waiting'");
        builder.HasIndex(m => new { m.PeriodId, m.LeadDays }).IsUnique().HasFilter("\"PeriodId\" IS NOT NULL");
    }
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.HasKey(r => new { r.AccountId, r.Key });
        builder.Property(r => r.Key).HasMaxLength(100);
        builder.Property(r => r.Act).HasMaxLength(60);
        builder.Property(r => r.RequestHash).HasMaxLength(64);
        builder.HasIndex(r => r.AtUtc);
    }
}

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.Property(r => r.Job).HasMaxLength(60);
        builder.HasIndex(r => new { r.Job, r.ForDay });
        builder.HasIndex(r => r.Job).IsUnique().HasFilter("\"Outcome\" = 'Running'").HasDatabaseName("IX_JobRuns_OneRunning");
    }
}

internal sealed class JobPauseConfiguration : IEntityTypeConfiguration<JobPause>
{
    public void Configure(EntityTypeBuilder<JobPause> builder)
    {
        builder.HasKey(p => p.Job);
        builder.Property(p => p.Job).HasMaxLength(60);
        builder.Property(p => p.Why).HasMaxLength(500);
    }
}

internal sealed class PreparationConfiguration : IEntityTypeConfiguration<Preparation>
{
    public void Configure(EntityTypeBuilder<Preparation> builder)
    {
        builder.HasKey(p => p.Sha256);
        builder.Property(p => p.Sha256).HasMaxLength(64);
    }
}
