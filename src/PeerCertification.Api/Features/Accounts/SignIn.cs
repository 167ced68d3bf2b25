using System.Security.Claims;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>Somebody signs in with e-mail address and password and, where set up, a code of their authenticator app or a recovery code.</summary>
public static class SignIn
{
    /// <summary>Not a command: a refused guess has to be remembered, see <see cref="GuessCount"/>.</summary>
    public sealed record Command(string Email, string Password, string? Code) : IRequest<Outcome<ClaimsPrincipal>>;

    public sealed record Request(string Email, string Password, string? Code = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).NotEmpty().IsPlainText(256);
            RuleFor(c => c.Password).NotEmpty().MaximumLength(256);
            RuleFor(c => c.Code).IsPlainText(20);
        }
    }

    internal sealed class Handler(UserManager<Account> accounts, SignInManager<Account> signIns, SecondFactor secondFactor, GuessCount guesses)
        : IRequestHandler<Command, Outcome<ClaimsPrincipal>>
    {
        public async Task<Outcome<ClaimsPrincipal>> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await accounts.FindByEmailAsync(command.Email);
            var password = Verify(account, command.Password);
            var mayGuess = account is not null && await guesses.Take(account, cancellationToken);
            var passwordIs = await password;
            if (account is not { EmailConfirmed: true } || !mayGuess || passwordIs == PasswordVerificationResult.Failed)
            {
                return new Refusal("account.sign_in_refused", "E-mail address or password is wrong, the address is not confirmed, or the account is closed for a quarter of an hour after five wrong guesses.");
            }

            if (account.TwoFactorEnabled && command.Code is null)
            {
                await guesses.TakeBack(account, cancellationToken);
                return new Refusal("account.second_factor_code_needed", "Send the code that the authenticator app shows, or one of the recovery codes, as code.");
            }

            if (account.TwoFactorEnabled && !await secondFactor.Accepts(account, command.Code!))
            {
                return new Refusal("account.second_factor_code_wrong", "The code is not one that the app shows now and that was not used before, nor an unused recovery code.");
            }

            if (passwordIs == PasswordVerificationResult.SuccessRehashNeeded)
            {
                account.PasswordHash = accounts.PasswordHasher.HashPassword(account, command.Password);
            }

            await guesses.Forgive(account, cancellationToken);
            var principal = await signIns.CreateUserPrincipalAsync(account);
            return account.TwoFactorEnabled ? SecondFactor.Shown(principal) : principal;
        }

        /// <summary>
        /// Hashes the password once, for an address without an account too, so that the time does not tell. It is done beside the counting of the
        /// guess, which is quicker and only where there is an account.
        /// </summary>
        private Task<PasswordVerificationResult> Verify(Account? account, string password)
        {
            var (hasher, hash) = (accounts.PasswordHasher, account?.PasswordHash);
            return Task.Run(() =>
            {
                if (hash is not null)
                {
                    return hasher.VerifyHashedPassword(account!, hash, password);
                }

                hasher.HashPassword(new Account(), password);
                return PasswordVerificationResult.Failed;
            });
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Email, request.Password, request.Code), cancellationToken))
            .ToHttp(principal => Results.SignIn(principal, authenticationScheme: IdentityConstants.BearerScheme));
}
