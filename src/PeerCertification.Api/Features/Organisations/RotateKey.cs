using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Organisations;

/// <summary>An owner has a key followed by another with the same name and scopes. The old one goes on for some hours, so that programs can change over.</summary>
public static class RotateKey
{
    public sealed record Command(Guid OrganisationId, Guid KeyId, int ValidDays, int OverlapHours) : ICommand<Response>;

    /// <param name="ValidDays">How long the new one is good, 1 to 400 days.</param>
    /// <param name="OverlapHours">How long the old one goes on, 0 to 168 hours, and never longer than it would have.</param>
    public sealed record Request(int ValidDays = 365, int OverlapHours = 24);

    /// <param name="Key">The new key itself, shown in this answer and never again.</param>
    /// <param name="OldExpiresAtUtc">From when on the old one is not good.</param>
    public sealed record Response(Guid Id, string Key, string Prefix, DateTime ExpiresAtUtc, Guid FollowsId, DateTime OldExpiresAtUtc) : IShownOnce;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.ValidDays).InclusiveBetween(1, KeyRules.MostDays);
            RuleFor(c => c.OverlapHours).InclusiveBetween(0, KeyRules.MostOverlapHours);
        }
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await organisations.OwnAsOwner(command.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            if (await db.OrganisationKeys.SingleOrDefaultAsync(k => k.Id == command.KeyId && k.OrganisationId == command.OrganisationId, cancellationToken) is not { } old)
            {
                return new Refusal("api_key.not_found", "The organisation has no key with this id.");
            }

            var now = clock.UtcNow();
            var isFollowed = await db.OrganisationKeys.AnyAsync(k => k.FollowsId == old.Id, cancellationToken);
            if (KeyRules.RefuseRotating(KeyRules.IsGood(old.ExpiresAtUtc, old.RevokedAtUtc, now), isFollowed) is { } refusal)
            {
                return refusal;
            }

            var text = KeyText.New();
            var key = new OrganisationKey
            {
                Id = Ids.New(clock),
                OrganisationId = old.OrganisationId,
                Name = old.Name,
                Prefix = text.Prefix,
                Hash = text.Hash,
                Scopes = [.. old.Scopes],
                IssuedAtUtc = now,
                IssuedByAccountId = caller.RequiredAccountId,
                ExpiresAtUtc = now.AddDays(command.ValidDays),
                FollowsId = old.Id,
                Version = 1,
            };
            db.OrganisationKeys.Add(key);
            old.ExpiresAtUtc = KeyRules.EndAfterRotation(old.ExpiresAtUtc, now, command.OverlapHours);
            old.Version++;
            history.Record(RegistryEvent.OrganisationKeyRotated, new About(SubjectId: old.OrganisationId), before: new { Key = old.Id, old.Prefix, old.ExpiresAtUtc }, after: new { Key = key.Id, key.Prefix, key.ExpiresAtUtc });
            return new Response(key.Id, text.Raw, key.Prefix, key.ExpiresAtUtc, old.Id, old.ExpiresAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid keyId, Request request, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return (await mediator.Send(new Command(organisationId, keyId, request.ValidDays, request.OverlapHours), cancellationToken))
            .ToHttp(key => Results.Created($"/api/v1/organisations/{organisationId}/keys", key));
    }
}
