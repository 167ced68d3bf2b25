using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Documents;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>The clock deletes roster files that ended a month ago, with their answers. What was asked stays in the lookups. Each is deleted from the store first, so that no row is gone while its answers are there.</summary>
public static class ForgetRosterFiles
{
    public sealed record Command : IRequest<Outcome<Response>>;

    public sealed record Response(int Forgotten);

    internal sealed class Handler(RegistryContext db, WriteGate gate, IDocumentStore store, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var before = clock.UtcNow().AddDays(-RosterFileRules.DaysKept);
            var old = await db.RosterFiles.AsNoTracking().Where(f => f.IsTidied && f.EndedAtUtc < before).ToListAsync(cancellationToken);
            foreach (var file in old)
            {
                store.Delete(file.AnswersName(file.AnswersOf));
                using var turn = await gate.EnterAsync(cancellationToken);
                await db.RosterFiles.Where(f => f.Id == file.Id).ExecuteDeleteAsync(cancellationToken);
            }

            return new Response(old.Count);
        }
    }
}
