using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Organisations;

/// <summary>An owner makes a key good for nothing, at once.</summary>
public static class RevokeKey
{
    public sealed record Command(Guid OrganisationId, Guid KeyId) : ICommand<Response>;

    public sealed record Response(Guid Id, DateTime RevokedAtUtc);

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await organisations.OwnAsOwner(command.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            if (await db.OrganisationKeys.SingleOrDefaultAsync(k => k.Id == command.KeyId && k.OrganisationId == command.OrganisationId, cancellationToken) is not { } key)
            {
                return new Refusal("api_key.not_found", "The organisation has no key with this id.");
            }

            if (key.RevokedAtUtc is not null)
            {
                return new Refusal("api_key.ended", "This key was revoked already.");
            }

            var now = clock.UtcNow();
            key.RevokedAtUtc = now;
            key.Version++;
            history.Record(RegistryEvent.OrganisationKeyRevoked, new About(SubjectId: key.OrganisationId), before: new { Key = key.Id, key.Prefix, key.ExpiresAtUtc });
            return new Response(key.Id, now);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid keyId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, keyId), cancellationToken)).ToHttp(Results.Ok);
}
