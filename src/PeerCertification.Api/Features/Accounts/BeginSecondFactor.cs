using MediatR;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Accounts;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>Somebody gets a new key to put into their authenticator app. Nothing is guarded by it until a code of it is confirmed.</summary>
public static class BeginSecondFactor
{
    public sealed record Command : ICommand<Response>;

    /// <param name="Key">To type into the app.</param>
    /// <param name="Uri">The same key, for a QR code.</param>
    public sealed record Response(string Key, string Uri) : IShownOnce;

    internal sealed class Handler(UserManager<Account> accounts, SecondFactor secondFactor, Caller caller, History history)
        : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await accounts.OwnAccount(caller);
            if ((AccountFields.RefuseOutsider(account) ?? SecondFactorLifecycle.Table.Decide(await secondFactor.StateOf(account), SecondFactorAct.Begin).Refusal) is { } refusal)
            {
                return refusal;
            }

            var key = await secondFactor.Begin(account, cancellationToken);
            history.Record(RegistryEvent.SecondFactorBegun, new About(SubjectId: account.Id));
            return new Response(key, SecondFactor.UriFor(account, key));
        }
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(), cancellationToken)).ToHttp(Results.Ok);
}
