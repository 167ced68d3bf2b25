using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Changes;

/// <summary>The clock deletes the changes that were numbered three years ago and before. The newest stays whatever its age, since the next number follows it.</summary>
public static class ForgetStandingChanges
{
    public sealed record Command : ICommand<Response>;

    public sealed record Response(int Forgotten);

    internal sealed class Handler(RegistryContext db, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var before = clock.UtcNow().AddYears(-StandingChangeLog.YearsKept);
            var firstKept = await db.StandingChanges.Where(c => c.NumberedAtUtc >= before).MinAsync(c => (long?)c.Number, cancellationToken)
                ?? await db.StandingChanges.MaxAsync(c => (long?)c.Number, cancellationToken);
            return new Response(await db.StandingChanges.Where(c => c.Number < firstKept).ExecuteDeleteAsync(cancellationToken));
        }
    }
}
