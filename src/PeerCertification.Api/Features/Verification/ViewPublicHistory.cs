using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Verification;

/// <summary>Anybody reads what was done with a credential and from which day it holds, as known at an instant: what verifications of every day and instant tell together, and never why.</summary>
public static class ViewPublicHistory
{
    public sealed record Query(string Number, DateTime? KnownAtUtc) : IQuery<Response>;

    /// <param name="BoardOnHold">Why the board's data is not to be relied on, or null; told as of now, whatever instant is asked for.</param>
    public sealed record Response(string Number, DateTime KnownAtUtc, VerificationAnswer.Hold? BoardOnHold, IReadOnlyList<Item> Acts);

    /// <param name="VacatesSequence">The act that this one takes back.</param>
    /// <param name="Endorsement">The code of the endorsement that the act adds or ends, or null.</param>
    /// <param name="IsPrimary">Whether the endorsement that it adds is the primary one.</param>
    /// <param name="IsInForce">False for an act that was taken back, and for the act that takes it back.</param>
    public sealed record Item(int Sequence, CredentialActKind Kind, DateOnly EffectiveOn, DateOnly? UntilOn, int? VacatesSequence, string? Endorsement, bool IsPrimary, DateTime RecordedAtUtc, bool IsInForce);

    internal sealed class Handler(PublicRegister register, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var knownAt = query.KnownAtUtc ?? now;
            var number = CredentialNumber.Read(query.Number);
            if ((number.Refusal ?? VerificationReach.Refuse(null, knownAt, now)) is { } refusal)
            {
                return refusal;
            }

            if (await register.Find(number.Value, cancellationToken) is not { } found)
            {
                return new Refusal("credential.not_found", "The number is well formed, but no credential of this registry has it.");
            }

            if (CredentialTimeline.Known(found.Acts, knownAt) is not { Count: > 0 } known)
            {
                return new Refusal("credential.not_known_then", $"The registry recorded this credential after {knownAt:yyyy-MM-ddTHH:mm:ssZ}; ask with a later knownAt.");
            }

            var inForce = CredentialTimeline.InForce(known).Select(a => a.Sequence).ToHashSet();
            return new Response(found.Number, knownAt, found.Type.Board.Hold is { } hold ? new(hold.Reason, hold.SinceUtc) : null, [.. known.Select(a => new Item(a.Sequence, a.Kind, a.EffectiveOn, a.UntilOn, a.VacatesSequence, a.Endorsement, a.IsPrimary, a.RecordedAtUtc, inForce.Contains(a.Sequence)))]);
        }
    }

    internal static async Task<IResult> Endpoint(string number, IsoInstant? knownAt, string? purpose, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var answered = await mediator.Send(new Query(number, knownAt?.Utc), cancellationToken);
        return await LookupLog.Give(response.HttpContext, answered, LookupWay.History, new(number, null, knownAt?.Utc), purpose, static h => [new LookedUp(h.Number, null, h.KnownAtUtc, nameof(LookupWay.History))], cancellationToken);
    }
}
