using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class TrainingProviderConfiguration : IEntityTypeConfiguration<TrainingProvider>
{
    public void Configure(EntityTypeBuilder<TrainingProvider> builder)
    {
        builder.ToTable("TrainingProviders");
        builder.Property(p => p.Name).HasMaxLength(200);
    }
}

internal sealed class ProviderMemberConfiguration : IEntityTypeConfiguration<ProviderMember>
{
    public void Configure(EntityTypeBuilder<ProviderMember> builder)
    {
        builder.ToTable("ProviderMembers");
        builder.HasIndex(m => new { m.ProviderId, m.AccountId }).IsUnique().HasFilter("\"EndedAtUtc\" IS NULL");
        builder.HasIndex(m => m.AccountId);
        builder.HasOne(m => m.Provider).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProviderInvitationConfiguration : IEntityTypeConfiguration<ProviderInvitation>
{
    public void Configure(EntityTypeBuilder<ProviderInvitation> builder)
    {
        builder.ToTable("ProviderInvitations");
        builder.Property(i => i.TokenHash).HasMaxLength(64);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.HasIndex(i => i.TokenHash).IsUnique();
        builder.HasIndex(i => new { i.ProviderId, i.ExpiresAtUtc });
        builder.HasOne<TrainingProvider>().WithMany().HasForeignKey(i => i.ProviderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CourseConfiguration : IEntityTypeConfiguration<Course>
{
    public void Configure(EntityTypeBuilder<Course> builder)
    {
        builder.ToTable("Courses");
        builder.Property(c => c.Title).HasMaxLength(200);
        builder.Property(c => c.Topics).HasConversion(
            topics => JsonSerializer.Serialize(topics, RegistryJson.Options),
            json => JsonSerializer.Deserialize<IReadOnlyList<TopicMinutes>>(json, RegistryJson.Options)!,
            new ValueComparer<IReadOnlyList<TopicMinutes>>((one, other) => ReferenceEquals(one, other), topics => topics.Count, topics => topics));
        builder.HasOne(c => c.Provider).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TrainingApprovalConfiguration : IEntityTypeConfiguration<TrainingApproval>
{
    public void Configure(EntityTypeBuilder<TrainingApproval> builder)
    {
        builder.ToTable("TrainingApprovals");
        builder.PrimitiveCollection(a => a.Tags);
        builder.Property(a => a.Reason).HasMaxLength(1000);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => new { a.BoardId, a.ProviderId }).IsUnique().HasFilter("\"State\" = 'Requested' AND \"CourseId\" IS NULL").HasDatabaseName("IX_TrainingApprovals_OneOpenOfProvider");
        builder.HasIndex(a => new { a.BoardId, a.CourseId }).IsUnique().HasFilter("\"State\" = 'Requested' AND \"CourseId\" IS NOT NULL").HasDatabaseName("IX_TrainingApprovals_OneOpenOfCourse");
        builder.HasIndex(a => new { a.ProviderId, a.BoardId, a.FromOn });
        builder.HasIndex(a => new { a.CourseId, a.BoardId, a.FromOn });
        builder.HasIndex(a => new { a.BoardId, a.State, a.Id });
        builder.HasOne(a => a.Board).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(a => a.Provider).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(a => a.Course).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RosterConfiguration : IEntityTypeConfiguration<Roster>
{
    public void Configure(EntityTypeBuilder<Roster> builder)
    {
        builder.ToTable("Rosters");
        builder.Property(r => r.Session).HasMaxLength(40);
        builder.HasIndex(r => new { r.CourseId, r.Day, r.Session }).IsUnique();
        builder.HasOne(r => r.Course).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RosterRowConfiguration : IEntityTypeConfiguration<RosterRow>
{
    public void Configure(EntityTypeBuilder<RosterRow> builder)
    {
        builder.ToTable("RosterRows");
        builder.Property(r => r.CredentialNumber).HasMaxLength(24);
        builder.Property(r => r.CodeHash).HasMaxLength(64);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => new { r.RosterId, r.CredentialNumber }).IsUnique().HasFilter("\"State\" IN ('Waiting', 'Matched')").HasDatabaseName("IX_RosterRows_OneOfNumber");
        builder.HasIndex(r => new { r.RosterId, r.ApplicantId }).IsUnique().HasFilter("\"State\" = 'Matched'").HasDatabaseName("IX_RosterRows_OneOfPerson");
        builder.HasIndex(r => r.CodeHash).IsUnique();
        builder.HasIndex(r => r.SupersedesId).IsUnique();
        builder.HasIndex(r => r.Id).HasFilter("\"State\" = 'Waiting'").HasDatabaseName("IX_RosterRows_Waiting");
        builder.HasOne(r => r.Roster).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RosterRow>().WithOne().HasForeignKey<RosterRow>(r => r.SupersedesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Applicant>().WithMany().HasForeignKey(r => r.ApplicantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<EvidenceItem>().WithMany().HasForeignKey(r => r.EvidenceItemId).OnDelete(DeleteBehavior.Restrict);
    }
}
