using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>A lead time of a credential as it was flagged.</summary>
public sealed record Flag(string Number, int LeadDays, DateOnly FlaggedOn);

/// <summary>A notice to its holder, whether or not it was delivered.</summary>
public sealed record Notice(string Number, int LeadDays);

/// <summary>Boards of their own, credentials with any history, and the sweep over them.</summary>
public static class ExpiryWorld
{
    private static readonly ConditionalWeakTable<RegistryApi, Task<HttpClient>> Operators = [];

    private static int _boards;

    /// <summary>The code of a new board with a credential type of its own; lead times are 90, 60, 30 and 7 days unless said.</summary>
    public static Task<string> ABoard(this RegistryApi api, string zone = "America/New_York", params int[] leadDays) => api.Stored(async db =>
    {
        var (id, nth) = (Guid.CreateVersion7(), Interlocked.Increment(ref _boards));
        var leads = leadDays is [] ? [90, 60, 30, 7] : leadDays;
        db.Boards.Add(new Board { Id = id, Code = $"board-{nth}", Name = $"Board {nth}", TimeZone = zone, LeadTimes = [.. leads.Select(d => new BoardLeadTime { BoardId = id, Days = d })] });
        db.CredentialTypes.Add(new CredentialType { Id = Guid.CreateVersion7(), BoardId = id, Code = "PSX", PublicTitle = "Peer specialist", NumberPrefix = $"PSX{(char)('A' + (nth / 26))}{(char)('A' + (nth % 26))}" });
        await db.SaveChangesAsync();
        return $"board-{nth}";
    });

    /// <summary>The number of a credential in its first period, which ends on a day.</summary>
    public static Task<string> ACredentialEnding(this RegistryApi api, string board, DateOnly endsOn) =>
        api.ACredentialWith(board, new CredentialAct(1, CredentialActKind.Issue, endsOn.AddDays(-729), DateTime.UtcNow, Opens: new Period(endsOn.AddDays(-729), endsOn)));

    /// <summary>The number of a credential with these acts, its holder having an account.</summary>
    public static Task<string> ACredentialWith(this RegistryApi api, string board, params IReadOnlyCollection<CredentialAct> acts) => api.Stored(async db =>
    {
        var type = await db.CredentialTypes.SingleAsync(t => t.Board.Code == board && t.Code == "PSX");
        var (account, applicant, credential) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        db.Users.Add(new Account { Id = account, UserName = $"{account:N}@example.test", Email = $"{account:N}@example.test" });
        db.Applicants.Add(new Applicant { Id = applicant, AccountId = account, LegalName = "Ana Maria Reyes", CreatedAtUtc = DateTime.UtcNow });
        string? number;
        while ((number = CredentialNumber.Compose(type.NumberPrefix, ++type.LastSerial)) is null)
        {
        }

        db.Credentials.Add(new Credential
        {
            Id = credential,
            Number = number,
            ApplicantId = applicant,
            BoardId = type.BoardId,
            CredentialTypeId = type.Id,
            NameAsPrinted = "Ana Reyes",
            Acts = [.. acts.Select(a => CredentialActRow.Of(credential, a, "As the test needs it.", recordedByAccountId: null))],
            Periods = [.. acts.Where(a => a.Opens is not null).Select(a => new CredentialPeriod { Id = Guid.CreateVersion7(), CredentialId = credential, OpenedBySequence = a.Sequence, StartsOn = a.Opens!.StartsOn, EndsOn = a.Opens.EndsOn })],
        });
        await db.SaveChangesAsync();
        return number;
    });

    /// <summary>An operator asks for a run of a job.</summary>
    public static async Task<HttpResponseMessage> AsksForARun(this RegistryApi api, string job, DateOnly? day = null) =>
        await (await Operators.GetValue(api, a => a.SignedInAs(Role.Operator))).PostAsJsonAsync($"/api/v1/jobs/{job}/runs", new { day });

    /// <summary>The sweep has run, for today or for a past day.</summary>
    public static async Task HasSwept(this RegistryApi api, DateOnly? day = null)
    {
        var answer = await api.AsksForARun("FlagExpiringCredentials", day);
        Assert.Contains("\"Succeeded\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>What is flagged of a board's credentials, longest lead time first.</summary>
    public static Task<List<Flag>> Flags(this RegistryApi api, string board) => api.Stored(db =>
        db.ExpiryFlags.Where(f => f.Period.Credential.Board.Code == board).OrderBy(f => f.Period.Credential.Number).ThenByDescending(f => f.LeadDays)
            .Select(f => new Flag(f.Period.Credential.Number, f.LeadDays, f.FlaggedOn)).ToListAsync());

    /// <summary>What the holders of a board's credentials are or were to be told.</summary>
    public static Task<List<Notice>> Notices(this RegistryApi api, string board) => api.Stored(db =>
        (from message in db.Outbox
         join period in db.CredentialPeriods on message.PeriodId equals period.Id
         join applicant in db.Applicants on period.Credential.ApplicantId equals applicant.Id
         where period.Credential.Board.Code == board && message.Kind == "CredentialExpiring" && message.RecipientAccountId == applicant.AccountId
         orderby period.Credential.Number, message.LeadDays descending
         select new Notice(period.Credential.Number, message.LeadDays!.Value)).ToListAsync());
}
