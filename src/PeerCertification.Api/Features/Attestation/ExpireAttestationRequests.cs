using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Attestation;

/// <summary>The clock writes down that links have run out. They stopped working by themselves; this makes lists and indexes say so.</summary>
public static class ExpireAttestationRequests
{
    public sealed record Command(DateTime AtUtc) : ICommand<Response>;

    public sealed record Response(int Count);

    internal sealed class Handler(RegistryContext db, CurrentAct act, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var states = AttestationLifecycle.Open.ToList();
            var due = db.AttestationRequests.Where(r => states.Contains(r.State) && r.ExpiresAtUtc <= command.AtUtc);

            // Two statements however many are due: the history is written from the rows that the second one then closes.
            var (happened, clockActs, now, opened) = (RegistryEvent.AttestationExpired.ToString(), CurrentAct.ByClock, clock.UtcNow(), command.AtUtc);
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "History" ("AtUtc", "Actor", "Permission", "Act", "Event", "ApplicantId", "SubjectId")
                SELECT {now}, {clockActs}, {act.Permission}, {act.Name}, {happened}, r."ApplicantId", r."Id"
                FROM "AttestationRequests" AS r
                WHERE r."State" IN ('Created', 'Sent', 'Opened') AND r."ExpiresAtUtc" <= {opened}
                ORDER BY r."Id"
                """,
                cancellationToken);
            return new Response(await due.ExecuteUpdateAsync(
                set => set.SetProperty(r => r.State, AttestationState.Expired).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken));
        }
    }
}
