using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>Somebody forgot their password and asks for a link to set another. The answer never tells whether the address has an account.</summary>
public static class AskForPasswordReset
{
    public sealed record Command(string Email) : ICommand<Response>;

    public sealed record Request(string Email);

    public sealed record Response(string Next);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Email).MailAddress();
    }

    internal sealed class Handler(UserManager<Account> accounts, Outbox outbox, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        private static readonly Response Answer = new("If this address has an account, we have sent a link to it.");

        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            // An account of an outside issuer has no password; the issuer resets what it signs in with.
            if (await accounts.FindByEmailAsync(command.Email) is { EmailConfirmed: true, PasswordHash: not null } account)
            {
                outbox.Write(MessageKind.PasswordToReset, account.Email!, new { email = account.Email, token = await accounts.GeneratePasswordResetTokenAsync(account) });
                history.Record(RegistryEvent.PasswordResetAsked, new About(SubjectId: account.Id));
            }

            return Answer;
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Email), cancellationToken)).ToHttp(answer => Results.Accepted(value: answer));
}
