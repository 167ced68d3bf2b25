using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Providers;

/// <summary>Somebody who was asked joins a provider with the link of the message. The link is used up by it.</summary>
public static class JoinProvider
{
    public sealed record Command(string Token) : ICommand<Response>;

    public sealed record Request(string Token);

    public sealed record Response(Guid Id, string Name);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Token).NotEmpty().IsPlainText(100);
    }

    internal sealed class Handler(RegistryContext db, ProviderAccess providers, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (hash, now) = (LinkToken.HashOf(command.Token), clock.UtcNow());
            var invitation = await db.ProviderInvitations.SingleOrDefaultAsync(i => i.TokenHash == hash && i.JoinedAtUtc == null && i.ExpiresAtUtc > now, cancellationToken);
            if (invitation is null)
            {
                return new Refusal("provider.invitation_not_good", "This link is wrong, was used, or has run out. Ask the provider for a new one.");
            }

            if ((await providers.Own(invitation.ProviderId, cancellationToken)).Refusal is null)
            {
                return new Refusal("provider.already_member", "You are a member of this provider already.");
            }

            invitation.JoinedAtUtc = now;
            invitation.Version++;
            db.ProviderMembers.Add(new ProviderMember { Id = Ids.New(clock), ProviderId = invitation.ProviderId, AccountId = caller.RequiredAccountId, JoinedAtUtc = now });
            history.Record(RegistryEvent.ProviderMemberJoined, new About(SubjectId: invitation.ProviderId), after: new { Invitation = invitation.Id });
            var name = await db.TrainingProviders.Where(p => p.Id == invitation.ProviderId).Select(p => p.Name).SingleAsync(cancellationToken);
            return new Response(invitation.ProviderId, name);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Token), cancellationToken)).ToHttp(Results.Ok);
}
