using System.Text.Json;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Persistence;

/// <summary>The one model, stored in SQLite or in PostgreSQL.</summary>
public abstract class RegistryContext(DbContextOptions options) : IdentityUserContext<Account, Guid>(options)
{
    public DbSet<Board> Boards => Set<Board>();

    public DbSet<BoardHoliday> BoardHolidays => Set<BoardHoliday>();

    public DbSet<CredentialType> CredentialTypes => Set<CredentialType>();

    public DbSet<RequirementSetVersion> RequirementSets => Set<RequirementSetVersion>();

    public DbSet<RequirementSetDraft> RequirementSetDrafts => Set<RequirementSetDraft>();

    public DbSet<RuleTrial> RuleTrials => Set<RuleTrial>();

    public DbSet<RuleTrialFile> RuleTrialFiles => Set<RuleTrialFile>();

    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<Applicant> Applicants => Set<Applicant>();

    public DbSet<SensitiveRecord> SensitiveRecords => Set<SensitiveRecord>();

    public DbSet<SensitiveRead> SensitiveReads => Set<SensitiveRead>();

    public DbSet<EvidenceItem> Evidence => Set<EvidenceItem>();

    public DbSet<StoredDocument> Documents => Set<StoredDocument>();

    public DbSet<AttestationRequest> AttestationRequests => Set<AttestationRequest>();

    public DbSet<TrainingProvider> TrainingProviders => Set<TrainingProvider>();

    public DbSet<ProviderMember> ProviderMembers => Set<ProviderMember>();

    public DbSet<ProviderInvitation> ProviderInvitations => Set<ProviderInvitation>();

    public DbSet<Course> Courses => Set<Course>();

    public DbSet<TrainingApproval> TrainingApprovals => Set<TrainingApproval>();

    public DbSet<Roster> Rosters => Set<Roster>();

    public DbSet<RosterRow> RosterRows => Set<RosterRow>();

    public DbSet<Application> Applications => Set<Application>();

    public DbSet<ApplicationItem> ApplicationItems => Set<ApplicationItem>();

    public DbSet<BoardQuestion> BoardQuestions => Set<BoardQuestion>();

    public DbSet<ConflictDeclaration> ConflictDeclarations => Set<ConflictDeclaration>();

    public DbSet<RequirementWaiver> RequirementWaivers => Set<RequirementWaiver>();

    public DbSet<Recommendation> Recommendations => Set<Recommendation>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<PostedRenewal> PostedRenewals => Set<PostedRenewal>();

    public DbSet<RenewalAudit> RenewalAudits => Set<RenewalAudit>();

    public DbSet<AuditLotEntry> AuditLot => Set<AuditLotEntry>();

    public DbSet<AuditCase> AuditCases => Set<AuditCase>();

    public DbSet<AuditItem> AuditItems => Set<AuditItem>();

    public DbSet<FeeLineRow> FeeLines => Set<FeeLineRow>();

    public DbSet<FeeReconciliation> FeeReconciliations => Set<FeeReconciliation>();

    public DbSet<Credential> Credentials => Set<Credential>();

    public DbSet<CredentialActRow> CredentialActs => Set<CredentialActRow>();

    public DbSet<PublicRecord> PublicRecords => Set<PublicRecord>();

    public DbSet<CredentialPeriod> CredentialPeriods => Set<CredentialPeriod>();

    public DbSet<PrintedName> PrintedNames => Set<PrintedName>();

    public DbSet<HiddenHolder> HiddenHolders => Set<HiddenHolder>();

    public DbSet<Restriction> Restrictions => Set<Restriction>();

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<OrganisationMember> OrganisationMembers => Set<OrganisationMember>();

    public DbSet<OrganisationInvitation> OrganisationInvitations => Set<OrganisationInvitation>();

    public DbSet<OrganisationKey> OrganisationKeys => Set<OrganisationKey>();

    public DbSet<StandingChangeRow> StandingChanges => Set<StandingChangeRow>();

    public DbSet<SavedRoster> SavedRosters => Set<SavedRoster>();

    public DbSet<SavedRosterEntry> SavedRosterEntries => Set<SavedRosterEntry>();

    public DbSet<RosterFile> RosterFiles => Set<RosterFile>();

    public DbSet<Lookup> Lookups => Set<Lookup>();

    public DbSet<LookupBundle> LookupBundles => Set<LookupBundle>();

    public DbSet<HeldReceipt> HeldReceipts => Set<HeldReceipt>();

    public DbSet<ReceiptCorrection> ReceiptCorrections => Set<ReceiptCorrection>();

    public DbSet<OrganisationChange> OrganisationChanges => Set<OrganisationChange>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookTry> WebhookTries => Set<WebhookTry>();

    public DbSet<ReceiptKey> ReceiptKeys => Set<ReceiptKey>();

    public DbSet<ExpiryFlag> ExpiryFlags => Set<ExpiryFlag>();

    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    public DbSet<InboxMessage> Inbox => Set<InboxMessage>();

    public DbSet<MessageTemplate> MessageTemplates => Set<MessageTemplate>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<JobPause> JobPauses => Set<JobPause>();

    public DbSet<DecisionClockWarning> DecisionClockWarnings => Set<DecisionClockWarning>();

    public DbSet<Preparation> Preparations => Set<Preparation>();

    /// <summary>Saves, and with it writes anew what the public may know of a credential (<see cref="PublicRecord"/>), in one transaction.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changed = PublicRecord.Changed(ChangeTracker);
        if (changed.Count == 0)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var written = await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, cancellationToken); // else the second would send it again
        await PublicRecord.Renew(this, changed, cancellationToken);
        await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (own is not null)
        {
            await own.CommitAsync(cancellationToken);
        }

        return written;
    }

    /// <summary>For what is no credential's; the other way to save writes the public record too.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => PublicRecord.Changed(ChangeTracker).Count == 0
        ? base.SaveChanges(acceptAllChangesOnSuccess)
        : throw new NotSupportedException("Save what belongs to a credential by SaveChangesAsync.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<EvidenceDetail>().HaveConversion<DetailConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(RegistryContext).Assembly);
    }

    /// <summary>SQLite forgets that an instant is UTC; this remembers it.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(v => v.ToUniversalTime(), v => DateTime.SpecifyKind(v, DateTimeKind.Utc));

    private sealed class DetailConverter() : ValueConverter<EvidenceDetail, string>(v => JsonSerializer.Serialize(v, RegistryJson.Options), v => JsonSerializer.Deserialize<EvidenceDetail>(v, RegistryJson.Options)!);
}

public sealed class SqliteRegistryContext : RegistryContext
{
    /// <summary>
    /// What is saved outside of a command goes into a transaction as well, even a single row. The driver waits for a busy file when a transaction
    /// begins or ends, but not when it leaves a statement that returns rows and commits by itself: there it says that the database is locked.
    /// </summary>
    public SqliteRegistryContext(DbContextOptions<SqliteRegistryContext> options) : base(options) => Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
}

public sealed class PostgresRegistryContext(DbContextOptions<PostgresRegistryContext> options) : RegistryContext(options)
{
    /// <summary>The beginnings of names are compared letter by letter, as SQLite does, whatever language the database is set to.</summary>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<PrintedName>().Property(n => n.FamilyKey).UseCollation("C");
        builder.Entity<PrintedName>().Property(n => n.GivenKey).UseCollation("C");
    }
}

internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteRegistryContext>
{
    public SqliteRegistryContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteRegistryContext>().UseSqlite("Data Source=design.db").Options);
}

internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresRegistryContext>
{
    public PostgresRegistryContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresRegistryContext>().UseNpgsql("Host=localhost").Options);
}
