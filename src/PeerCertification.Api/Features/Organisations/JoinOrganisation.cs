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

/// <summary>Somebody who was asked joins an organisation with the link of the message. The link is used up by it.</summary>
public static class JoinOrganisation
{
    public sealed record Command(string Token) : ICommand<Response>;

    public sealed record Request(string Token);

    public sealed record Response(Guid Id, string Name, OrganisationRole Role);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Token).NotEmpty().IsPlainText(100);
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (hash, now) = (LinkToken.HashOf(command.Token), clock.UtcNow());
            var invitation = await db.OrganisationInvitations.SingleOrDefaultAsync(i => i.TokenHash == hash && i.JoinedAtUtc == null && i.ExpiresAtUtc > now, cancellationToken);
            if (invitation is null)
            {
                return new Refusal("organisation.invitation_not_good", "This link is wrong, was used, was withdrawn or has run out. Ask the organisation for a new one.");
            }

            if ((await organisations.Own(invitation.OrganisationId, cancellationToken)).Refusal is null)
            {
                return new Refusal("organisation.already_member", "You are a member of this organisation already.");
            }

            invitation.JoinedAtUtc = now;
            invitation.Version++;
            db.OrganisationMembers.Add(new OrganisationMember { Id = Ids.New(clock), OrganisationId = invitation.OrganisationId, AccountId = caller.RequiredAccountId, Role = invitation.Role, JoinedAtUtc = now });
            history.Record(RegistryEvent.OrganisationMemberJoined, new About(SubjectId: invitation.OrganisationId), after: new { Invitation = invitation.Id, invitation.Role });
            var name = await db.Organisations.Where(o => o.Id == invitation.OrganisationId).Select(o => o.Name).SingleAsync(cancellationToken);
            return new Response(invitation.OrganisationId, name, invitation.Role);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Token), cancellationToken)).ToHttp(Results.Ok);
}
