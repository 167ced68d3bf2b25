using System.Text.Json;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Pipeline;

/// <summary>What an event is about. Leave out what does not apply.</summary>
public sealed record About(Guid? BoardId = null, Guid? ApplicantId = null, Guid? ApplicationId = null, Guid? CredentialId = null, Guid? SubjectId = null);

/// <summary>Appends to the history, in the transaction of the act. Before and after never hold sensitive values.</summary>
public sealed class History(RegistryContext db, Caller caller, CurrentAct act, TimeProvider clock)
{
    /// <param name="byRule">Whether the rules decided it, and no person.</param>
    public void Record(RegistryEvent happened, About about, string? why = null, object? before = null, object? after = null, bool byRule = false) =>
        db.History.Add(new HistoryEntry
        {
            AtUtc = clock.UtcNow(),
            ActorAccountId = byRule ? null : caller.AccountId,
            Actor = byRule ? CurrentAct.ByRule : Actor(),
            Permission = act.Permission,
            Act = act.Name,
            Event = happened.ToString(),
            BoardId = about.BoardId,
            ApplicantId = about.ApplicantId,
            ApplicationId = about.ApplicationId,
            CredentialId = about.CredentialId,
            SubjectId = about.SubjectId,
            Why = why,
            Before = before is null ? null : JsonSerializer.Serialize(before, RegistryJson.Options),
            After = after is null ? null : JsonSerializer.Serialize(after, RegistryJson.Options),
        });

    private string Actor() => act.Actor
        ?? (caller.AccountId is not null ? "Account" : caller.Key is not null ? "Key" : act.Permission == CurrentAct.ByClock ? CurrentAct.ByClock : "Anonymous");
}
