using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Organisations;

/// <summary>An owner takes an invitation back before it is used; its link works no longer.</summary>
public static class WithdrawOrganisationInvitation
{
    public sealed record Command(Guid OrganisationId, Guid InvitationId) : ICommand<Response>;

    public sealed record Response(Guid Id, DateTime ExpiresAtUtc);

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await organisations.OwnAsOwner(command.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var now = clock.UtcNow();
            var invitation = await db.OrganisationInvitations.SingleOrDefaultAsync(
                i => i.Id == command.InvitationId && i.OrganisationId == command.OrganisationId && i.JoinedAtUtc == null && i.ExpiresAtUtc > now, cancellationToken);
            if (invitation is null)
            {
                return new Refusal("organisation.invitation_not_found", "The organisation has no open invitation with this id.");
            }

            invitation.ExpiresAtUtc = now;
            invitation.Version++;
            history.Record(RegistryEvent.OrganisationInvitationWithdrawn, new About(SubjectId: command.OrganisationId), before: new { Invitation = invitation.Id });
            return new Response(invitation.Id, now);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid invitationId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, invitationId), cancellationToken)).ToHttp(Results.Ok);
}
