using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Accounts;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>Somebody shows that their authenticator app has the key. From then on signing in takes a code; every session so far ends.</summary>
public static class ConfirmSecondFactor
{
    private const int RecoveryCodes = 10;

    public sealed record Command(string Code) : ICommand<Response>;

    public sealed record Request(string Code);

    /// <param name="RecoveryCodes">Each signs in once in place of the app. They are shown here and never again.</param>
    public sealed record Response(IReadOnlyList<string> RecoveryCodes);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Code).NotEmpty().IsPlainText(20);
    }

    internal sealed class Handler(UserManager<Account> accounts, SecondFactor secondFactor, Caller caller, History history)
        : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await accounts.OwnAccount(caller);
            if (SecondFactorLifecycle.Table.Decide(await secondFactor.StateOf(account), SecondFactorAct.Confirm).Refusal is { } refusal)
            {
                return refusal;
            }

            if (!await secondFactor.AcceptsAppCode(account, command.Code))
            {
                return SecondFactor.CodeWrong;
            }

            if ((await accounts.SetTwoFactorEnabledAsync(account, enabled: true)).AsRefusal() is { } failed)
            {
                return failed;
            }

            history.Record(RegistryEvent.SecondFactorConfirmed, new About(SubjectId: account.Id));
            return new Response([.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []]);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Code), cancellationToken)).ToHttp(Results.Ok);
}
