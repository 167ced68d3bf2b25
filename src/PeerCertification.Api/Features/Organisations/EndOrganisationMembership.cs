using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Organisations;

/// <summary>
/// An owner ends somebody's membership, or a member their own. Invitations that are open die with it, so that whoever was sent away comes back by
/// none that they wrote to themselves. Keys go on: they are the organisation's, and an owner revokes what the person may have copied.
/// </summary>
public static class EndOrganisationMembership
{
    public sealed record Command(Guid OrganisationId, Guid MemberId) : ICommand<Response>;

    public sealed record Response(Guid Id, DateTime EndedAtUtc);

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await organisations.Own(command.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var members = await db.OrganisationMembers.Where(m => m.OrganisationId == command.OrganisationId && m.EndedAtUtc == null).ToListAsync(cancellationToken);
            if (members.Find(m => m.Id == command.MemberId) is not { } member)
            {
                return new Refusal("organisation.member_not_found", "The organisation has no member with this id.");
            }

            var owners = members.Count(m => m.Role == OrganisationRole.Owner);
            if (OrganisationMembership.RefuseEnding(own.Value.Role!.Value, member.AccountId == caller.RequiredAccountId, member.Role, owners) is { } refusal)
            {
                return refusal;
            }

            var now = clock.UtcNow();
            member.EndedAtUtc = now;
            foreach (var invitation in await db.OrganisationInvitations.Where(i => i.OrganisationId == command.OrganisationId && i.JoinedAtUtc == null && i.ExpiresAtUtc > now).ToListAsync(cancellationToken))
            {
                invitation.ExpiresAtUtc = now;
                invitation.Version++;
            }

            history.Record(RegistryEvent.OrganisationMemberLeft, new About(SubjectId: command.OrganisationId), before: new { Member = member.Id, member.AccountId, member.Role });
            return new Response(member.Id, now);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid memberId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, memberId), cancellationToken)).ToHttp(Results.Ok);
}
