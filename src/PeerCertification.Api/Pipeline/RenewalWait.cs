using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Pipeline;

/// <summary>
/// Records on a credential that a complete renewal waits for the board, and that it waits no longer, where the rules keep the standing meanwhile:
/// as acts, so that any day and any instant can be answered from them.
/// </summary>
public sealed class RenewalWait(RegistryContext db, RenewalFiles renewals, Caller caller, History history, TimeProvider clock)
{
    public void Begin(Application file, Credential credential) =>
        Record(file, credential, CredentialActKind.AwaitRenewal, RegistryEvent.RenewalAwaited, "A complete renewal came in time.");

    /// <summary>Ends the wait for a renewal that was denied or taken back. Where nothing waits, nothing happens.</summary>
    public async Task End(Application file, CancellationToken cancellationToken)
    {
        if (file.CredentialId is not { } id || await renewals.Of(id, cancellationToken) is not { } credential || !Waits(credential))
        {
            return;
        }

        Record(file, credential, CredentialActKind.EndAwait, RegistryEvent.RenewalNoLongerAwaited, "The renewal waits no longer.");
    }

    private static bool Waits(Credential credential) =>
        CredentialTimeline.RenewalWaits(CredentialTimeline.InForce(CredentialActRow.Read(credential.Acts, credential.Periods)));

    private void Record(Application file, Credential credential, CredentialActKind kind, RegistryEvent raises, string reason)
    {
        var act = new CredentialAct(credential.Acts.Max(a => a.Sequence) + 1, kind, clock.TodayAt(credential.Board.Zone), clock.UtcNow());
        db.CredentialActs.Add(CredentialActRow.Of(credential.Id, act, reason, caller.AccountId));
        credential.NoteChange();
        history.Record(raises, new About(file.BoardId, file.ApplicantId, file.Id, credential.Id), after: new { act.Sequence, act.EffectiveOn });
    }
}
