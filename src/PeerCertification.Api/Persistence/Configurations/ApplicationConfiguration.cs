using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class DecisionClockWarningConfiguration : IEntityTypeConfiguration<DecisionClockWarning>
{
    public void Configure(EntityTypeBuilder<DecisionClockWarning> builder)
    {
        builder.HasKey(w => new { w.ApplicationId, w.DeadlineId });
        builder.Property(w => w.DeadlineId).HasMaxLength(100);
        builder.HasOne<Application>().WithMany().HasForeignKey(w => w.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ApplicationConfiguration : IEntityTypeConfiguration<Application>
{
    private const string IsOpen = "\"State\" IN ('Draft', 'Submitted', 'InReview', 'AwaitingApplicant', 'AwaitingThirdParty', 'Recommended')";

    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Property(a => a.Kind).HasDefaultValue(ApplicationKind.First);
        builder.PrimitiveCollection(a => a.PersonNeeded).ElementType().HasConversion<string>();
        builder.HasOne<Credential>().WithMany().HasForeignKey(a => a.CredentialId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(a => a.Applicant).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(a => a.Board).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(a => a.CredentialType).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RequirementSetVersion>().WithMany().HasForeignKey(a => a.RequirementSetVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.Items).WithOne().HasForeignKey(i => i.ApplicationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.BoardId, a.State, a.ReceivedOn, a.Id });
        builder.HasIndex(a => new { a.State, a.TouchedAtUtc });
        builder.HasIndex(a => new { a.ApplicantId, a.CredentialTypeId }).IsUnique()
            .HasFilter(IsOpen)
            .HasDatabaseName("IX_Applications_OneOpen");
        builder.HasIndex(a => new { a.CredentialId, a.PeriodStartsOn }).IsUnique().HasFilter(IsOpen).HasDatabaseName("IX_Applications_OneRenewal");
    }
}

internal sealed class ApplicationItemConfiguration : IEntityTypeConfiguration<ApplicationItem>
{
    public void Configure(EntityTypeBuilder<ApplicationItem> builder)
    {
        builder.Property(i => i.JudgementReason).HasMaxLength(1000);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.HasIndex(i => new { i.ApplicationId, i.EvidenceItemId }).IsUnique();
        builder.HasOne<EvidenceItem>().WithMany().HasForeignKey(i => i.EvidenceItemId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BoardQuestionConfiguration : IEntityTypeConfiguration<BoardQuestion>
{
    public void Configure(EntityTypeBuilder<BoardQuestion> builder)
    {
        builder.Property(q => q.Message).HasMaxLength(2000);
        builder.Property(q => q.Answer).HasMaxLength(2000);
        builder.HasIndex(q => q.ApplicationId).IsUnique().HasFilter("\"AnsweredAtUtc\" IS NULL").HasDatabaseName("IX_BoardQuestions_OneOpen");
        builder.HasOne<Application>().WithMany().HasForeignKey(q => q.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ConflictDeclarationConfiguration : IEntityTypeConfiguration<ConflictDeclaration>
{
    public void Configure(EntityTypeBuilder<ConflictDeclaration> builder)
    {
        builder.HasKey(c => new { c.ApplicationId, c.AccountId });
        builder.Property(c => c.Reason).HasMaxLength(1000);
        builder.HasOne<Application>().WithMany().HasForeignKey(c => c.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RequirementWaiverConfiguration : IEntityTypeConfiguration<RequirementWaiver>
{
    public void Configure(EntityTypeBuilder<RequirementWaiver> builder)
    {
        builder.Property(w => w.RequirementId).HasMaxLength(100);
        builder.Property(w => w.Reason).HasMaxLength(1000);
        builder.Property(w => w.WithdrawalReason).HasMaxLength(1000);
        builder.HasIndex(w => new { w.ApplicationId, w.RequirementId }).IsUnique().HasFilter("\"WithdrawnAtUtc\" IS NULL").HasDatabaseName("IX_RequirementWaivers_OneStanding");
        builder.HasOne<Application>().WithMany().HasForeignKey(w => w.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RecommendationConfiguration : IEntityTypeConfiguration<Recommendation>
{
    public void Configure(EntityTypeBuilder<Recommendation> builder)
    {
        builder.Property(r => r.Note).HasMaxLength(2000);
        builder.HasIndex(r => new { r.ApplicationId, r.RecommendedAtUtc });
        builder.HasOne<Application>().WithMany().HasForeignKey(r => r.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DecisionConfiguration : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.Property(d => d.Note).HasMaxLength(2000);
        builder.Property(d => d.DecidedByRule).HasMaxLength(100);
        builder.ToTable(table => table.HasCheckConstraint("CK_Decisions_ByPersonOrRule", "(\"DecidedByAccountId\" IS NULL) <> (\"DecidedByRule\" IS NULL)"));
        builder.PrimitiveCollection(d => d.Grounds).ElementType().HasConversion<string>();
        builder.HasIndex(d => d.ApplicationId).IsUnique();
        builder.HasOne<Application>().WithMany().HasForeignKey(d => d.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}
