using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Providers;

/// <summary>A member asks somebody else to act for the provider. A link goes to the address; whether it has an account is not looked at.</summary>
public static class InviteMember
{
    private const int MostOpen = 20;

    private const int LinkDays = 14;

    public sealed record Command(Guid ProviderId, string Email) : ICommand<Response>;

    public sealed record Request(string Email);

    public sealed record Response(Guid Id, DateTime ExpiresAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Email).MailAddress();
    }

    internal sealed class Handler(RegistryContext db, ProviderAccess providers, History history, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await providers.Own(command.ProviderId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var now = clock.UtcNow();
            if (await db.ProviderInvitations.CountAsync(i => i.ProviderId == command.ProviderId && i.JoinedAtUtc == null && i.ExpiresAtUtc > now, cancellationToken) >= MostOpen)
            {
                return new Refusal("provider.too_many_invitations", $"{MostOpen} invitations are open; wait until some are used or have run out.");
            }

            var token = LinkToken.New();
            var invitation = new ProviderInvitation { Id = Ids.New(clock), ProviderId = command.ProviderId, TokenHash = token.Hash, ExpiresAtUtc = now.AddDays(LinkDays), Version = 1 };
            db.ProviderInvitations.Add(invitation);
            outbox.Write(MessageKind.ProviderInvited, command.Email, new { Invitation = invitation.Id, Token = token.Raw });
            history.Record(RegistryEvent.ProviderMemberInvited, new About(SubjectId: command.ProviderId), after: new { Invitation = invitation.Id, invitation.ExpiresAtUtc });
            return new Response(invitation.Id, invitation.ExpiresAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(providerId, request.Email), cancellationToken)).ToHttp(invitation => Results.Created($"/api/v1/providers/{providerId}", invitation));
}
