using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Organisations;

/// <summary>A member sees the organisation, who else acts for it, and which invitations are open.</summary>
public static class ViewOrganisation
{
    public sealed record Query(Guid OrganisationId) : IQuery<Response>;

    /// <param name="YourRole">What you are to it.</param>
    /// <param name="YourDigest">How often a message says to you that something changed.</param>
    public sealed record Response(
        Guid Id, string Name, OrganisationKind Kind, IReadOnlyList<string> States, DateTime RegisteredAtUtc, OrganisationRole YourRole, DigestEvery YourDigest, IReadOnlyList<Member> Members, IReadOnlyList<Invitation> Invitations);

    /// <param name="Email">Null for an account of an outside issuer that gave no address.</param>
    /// <param name="IsYou">Whether it is your own membership.</param>
    public sealed record Member(Guid Id, string? Email, OrganisationRole Role, DateTime JoinedAtUtc, bool IsYou);

    public sealed record Invitation(Guid Id, OrganisationRole Role, DateTime InvitedAtUtc, DateTime ExpiresAtUtc);

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, Caller caller, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await organisations.Own(query.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var (organisation, now, me) = (own.Value.Organisation, clock.UtcNow(), caller.RequiredAccountId);
            var digest = await db.OrganisationMembers.Where(m => m.OrganisationId == organisation.Id && m.AccountId == me && m.EndedAtUtc == null).Select(m => m.Digest).SingleAsync(cancellationToken);
            var members = await db.OrganisationMembers.Where(m => m.OrganisationId == organisation.Id && m.EndedAtUtc == null).OrderBy(m => m.Id)
                .Select(m => new Member(m.Id, db.Users.Where(u => u.Id == m.AccountId).Select(u => u.Email).Single(), m.Role, m.JoinedAtUtc, m.AccountId == me))
                .ToListAsync(cancellationToken);
            var invitations = await db.OrganisationInvitations.Where(i => i.OrganisationId == organisation.Id && i.JoinedAtUtc == null && i.ExpiresAtUtc > now).OrderBy(i => i.Id)
                .Select(i => new Invitation(i.Id, i.Role, i.InvitedAtUtc, i.ExpiresAtUtc))
                .ToListAsync(cancellationToken);
            return new Response(organisation.Id, organisation.Name, organisation.Kind, organisation.States, organisation.RegisteredAtUtc, own.Value.Role!.Value, digest, members, invitations);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(organisationId), cancellationToken)).ToHttp(Results.Ok);
}
