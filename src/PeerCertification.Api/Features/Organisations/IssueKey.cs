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

/// <summary>An owner gives a program of the organisation a key. It is shown in this answer and never again.</summary>
public static class IssueKey
{
    public sealed record Command(Guid OrganisationId, string Name, IReadOnlyList<KeyScope> Scopes, int ValidDays) : ICommand<Response>;

    /// <param name="ValidDays">How long it is good, 1 to 400 days.</param>
    public sealed record Request(string Name, IReadOnlyList<KeyScope> Scopes, int ValidDays = 365);

    /// <param name="Key">The key itself. Keep it where secrets are kept.</param>
    /// <param name="Prefix">How it begins; by this it is told from others.</param>
    public sealed record Response(Guid Id, string Key, string Prefix, IReadOnlyList<KeyScope> Scopes, DateTime ExpiresAtUtc) : IShownOnce;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).NotEmpty().IsName(100);
            RuleFor(c => c.Scopes).NotEmpty().Must(scopes => scopes.All(Enum.IsDefined) && scopes.Distinct().Count() == scopes.Count).WithMessage("Name each scope once.");
            RuleFor(c => c.ValidDays).InclusiveBetween(1, KeyRules.MostDays);
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

            var now = clock.UtcNow();
            if (await db.OrganisationKeys.CountAsync(k => k.OrganisationId == command.OrganisationId && k.RevokedAtUtc == null && k.ExpiresAtUtc > now, cancellationToken) >= KeyRules.MostKeys)
            {
                return new Refusal("api_key.too_many", $"The organisation has {KeyRules.MostKeys} keys that are good; revoke one first.");
            }

            var text = KeyText.New();
            var key = new OrganisationKey
            {
                Id = Ids.New(clock),
                OrganisationId = command.OrganisationId,
                Name = command.Name.Trim(),
                Prefix = text.Prefix,
                Hash = text.Hash,
                Scopes = [.. command.Scopes.Order()],
                IssuedAtUtc = now,
                IssuedByAccountId = caller.RequiredAccountId,
                ExpiresAtUtc = now.AddDays(command.ValidDays),
                Version = 1,
            };
            db.OrganisationKeys.Add(key);
            history.Record(RegistryEvent.OrganisationKeyIssued, new About(SubjectId: command.OrganisationId), after: new { Key = key.Id, key.Prefix, key.Scopes, key.ExpiresAtUtc });
            return new Response(key.Id, text.Raw, key.Prefix, key.Scopes, key.ExpiresAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Request request, HttpResponse response, IMediator mediator, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return (await mediator.Send(new Command(organisationId, request.Name, request.Scopes, request.ValidDays), cancellationToken))
            .ToHttp(key => Results.Created($"/api/v1/organisations/{organisationId}/keys", key));
    }
}
