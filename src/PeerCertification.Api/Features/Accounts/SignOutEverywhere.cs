using MediatR;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>Somebody ends every session of their account, on every device, at once.</summary>
public static class SignOutEverywhere
{
    public sealed record Command : ICommand<Done>;

    internal sealed class Handler(UserManager<Account> accounts, Caller caller, History history) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await accounts.OwnAccount(caller);
            if ((AccountFields.RefuseOutsider(account) ?? (await accounts.UpdateSecurityStampAsync(account)).AsRefusal()) is { } refusal)
            {
                return refusal;
            }

            history.Record(RegistryEvent.SignedOutEverywhere, new About(SubjectId: account.Id));
            return Done.Value;
        }
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(), cancellationToken)).ToHttp(_ => Results.NoContent());
}
