using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Jobs;

/// <summary>The clock deletes the answers that were kept for repeated requests, after thirty days.</summary>
public static class ForgetIdempotencyKeys
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public sealed record Command : ICommand<Response>;

    public sealed record Response(int Forgotten);

    internal sealed class Handler(RegistryContext db, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var before = clock.UtcNow() - Kept;
            return new Response(await db.IdempotencyRecords.Where(r => r.AtUtc < before).ExecuteDeleteAsync(cancellationToken));
        }
    }
}
