using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>The clock deletes what was answered to tries of some weeks ago. Up to which change a webhook has come stays.</summary>
public static class ForgetWebhookTries
{
    public sealed record Command : ICommand<Response>;

    public sealed record Response(int Forgotten);

    internal sealed class Handler(RegistryContext db, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var before = clock.UtcNow().AddDays(-WebhookRules.TriesKeptDays);
            return new Response(await db.WebhookTries.Where(t => t.AtUtc < before).ExecuteDeleteAsync(cancellationToken));
        }
    }
}
