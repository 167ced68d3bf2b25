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

/// <summary>An owner asks somebody else to act for the organisation. A link goes to the address; whether it has an account is not looked at.</summary>
public static class InviteToOrganisation
{
    private const int MostOpen = 20;

    private const int LinkDays = 14;

    public sealed record Command(Guid OrganisationId, string Email, OrganisationRole Role) : ICommand<Response>;

    public sealed record Request(string Email, OrganisationRole Role = OrganisationRole.Member);

    public sealed record Response(Guid Id, OrganisationRole Role, DateTime ExpiresAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).MailAddress();
            RuleFor(c => c.Role).IsInEnum();
        }
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, History history, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await organisations.OwnAsOwner(command.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var now = clock.UtcNow();
            if (await db.OrganisationInvitations.CountAsync(i => i.OrganisationId == command.OrganisationId && i.JoinedAtUtc == null && i.ExpiresAtUtc > now, cancellationToken) >= MostOpen)
            {
                return new Refusal("organisation.too_many_invitations", $"{MostOpen} invitations are open; withdraw some, or wait until they are used or have run out.");
            }

            var token = LinkToken.New();
            var invitation = new OrganisationInvitation
            {
                Id = Ids.New(clock),
                OrganisationId = command.OrganisationId,
                Role = command.Role,
                TokenHash = token.Hash,
                InvitedAtUtc = now,
                ExpiresAtUtc = now.AddDays(LinkDays),
                Version = 1,
            };
            db.OrganisationInvitations.Add(invitation);
            outbox.Write(MessageKind.OrganisationInvited, command.Email, new { Invitation = invitation.Id, Token = token.Raw });
            history.Record(RegistryEvent.OrganisationMemberInvited, new About(SubjectId: command.OrganisationId), after: new { Invitation = invitation.Id, invitation.Role, invitation.ExpiresAtUtc });
            return new Response(invitation.Id, invitation.Role, invitation.ExpiresAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, request.Email, request.Role), cancellationToken)).ToHttp(invitation => Results.Created($"/api/v1/organisations/{organisationId}", invitation));
}
