using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Providers;

/// <summary>
/// A member ends a membership of the provider, another's or their own. Invitations that are open die with it, so that whoever was sent away comes
/// back by none that they wrote to themselves. The last one stays: nobody could invite the next.
/// </summary>
public static class EndMembership
{
    public sealed record Command(Guid ProviderId, Guid MemberId) : ICommand<Response>;

    public sealed record Response(Guid Id, DateTime EndedAtUtc);

    internal sealed class Handler(RegistryContext db, ProviderAccess providers, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await providers.Own(command.ProviderId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var members = await db.ProviderMembers.Where(m => m.ProviderId == command.ProviderId && m.EndedAtUtc == null).ToListAsync(cancellationToken);
            if (members.Find(m => m.Id == command.MemberId) is not { } member)
            {
                return new Refusal("provider.member_not_found", "The provider has no member with this id.");
            }

            if (members.Count == 1)
            {
                return new Refusal("provider.last_member", "This is the provider's last member; invite another one first.");
            }

            var now = clock.UtcNow();
            member.EndedAtUtc = now;
            foreach (var invitation in await db.ProviderInvitations.Where(i => i.ProviderId == command.ProviderId && i.JoinedAtUtc == null && i.ExpiresAtUtc > now).ToListAsync(cancellationToken))
            {
                invitation.ExpiresAtUtc = now;
                invitation.Version++;
            }

            history.Record(RegistryEvent.ProviderMemberLeft, new About(SubjectId: command.ProviderId), before: new { Member = member.Id, member.AccountId });
            return new Response(member.Id, now);
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, Guid memberId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(providerId, memberId), cancellationToken)).ToHttp(Results.Ok);
}
