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

/// <summary>Somebody takes the authenticator app off their account, with a code of it or a recovery code. Every session so far ends.</summary>
public static class RemoveSecondFactor
{
    /// <summary>Not a command: a refused guess has to be remembered, see <see cref="GuessCount"/>.</summary>
    public sealed record Command(string Code) : IRequest<Outcome<Done>>;

    public sealed record Request(string Code);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Code).NotEmpty().IsPlainText(20);
    }

    internal sealed class Handler(UserManager<Account> accounts, SecondFactor secondFactor, GuessCount guesses, Caller caller, History history)
        : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await accounts.OwnAccount(caller);
            if (SecondFactorLifecycle.Table.Decide(await secondFactor.StateOf(account), SecondFactorAct.Remove).Refusal is { } refusal)
            {
                return refusal;
            }

            if (!await guesses.Take(account, cancellationToken) || !await secondFactor.Accepts(account, command.Code))
            {
                return SecondFactor.CodeWrong;
            }

            // Saved together with the removal.
            history.Record(RegistryEvent.SecondFactorRemoved, new About(SubjectId: account.Id));
            if ((await secondFactor.Remove(account, cancellationToken)).AsRefusal() is { } failed)
            {
                return failed;
            }

            await guesses.Forgive(account, cancellationToken);
            return Done.Value;
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Code), cancellationToken)).ToHttp(_ => Results.NoContent());
}
