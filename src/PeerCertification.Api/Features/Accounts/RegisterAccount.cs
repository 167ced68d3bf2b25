using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>Somebody asks for an account. The answer never tells whether the address has one; only a message to the address does.</summary>
public static class RegisterAccount
{
    public sealed record Command(string Email, string Password) : ICommand<Response>;

    public sealed record Request(string Email, string Password);

    public sealed record Response(string Next);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).MailAddress();
            RuleFor(c => c.Password).NewPassword();
        }
    }

    internal sealed class Handler(UserManager<Account> accounts, RegistryContext db, Outbox outbox, History history, TimeProvider clock)
        : IRequestHandler<Command, Outcome<Response>>
    {
        private static readonly Response Answer = new("Open the link in the message that we have sent to this address.");

        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var refusal = await accounts.FindByEmailAsync(command.Email) switch
            {
                null => await Register(command),
                { EmailConfirmed: false } unconfirmed => await RegisterAgain(unconfirmed, command.Password),
                var taken => TellOwner(taken, command.Password),
            };
            return refusal is null ? Answer : refusal;
        }

        private async Task<Refusal?> Register(Command command)
        {
            var account = new Account { Id = Ids.New(clock), UserName = command.Email, Email = command.Email, RegisteredAtUtc = clock.UtcNow() };
            var result = await accounts.CreateAsync(account, command.Password);
            if (result.Succeeded)
            {
                db.Grants.Add(new Grant { Id = Ids.New(clock), AccountId = account.Id, Role = Role.Applicant, GrantedAtUtc = clock.UtcNow() });
                await SendLink(account, RegistryEvent.AccountRegistered);
            }

            return result.AsRefusal();
        }

        /// <summary>
        /// The later password counts and earlier links die with the stamp: whoever registers somebody else's address first must not
        /// have their password confirmed by the owner's click.
        /// </summary>
        private async Task<Refusal?> RegisterAgain(Account account, string password)
        {
            account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
            var result = await accounts.UpdateSecurityStampAsync(account);
            if (result.Succeeded)
            {
                await SendLink(account, RegistryEvent.AccountRegisteredAgain);
            }

            return result.AsRefusal();
        }

        private Refusal? TellOwner(Account account, string password)
        {
            // Hashed for nothing, so that the time does not tell that the address is taken.
            accounts.PasswordHasher.HashPassword(account, password);
            outbox.Write(MessageKind.AddressAlreadyRegistered, account.Email!, new { email = account.Email });
            history.Record(RegistryEvent.TakenAddressTried, new About(SubjectId: account.Id));
            return null;
        }

        private async Task SendLink(Account account, RegistryEvent happened)
        {
            outbox.Write(MessageKind.AddressToConfirm, account.Email!, new { email = account.Email, token = await accounts.GenerateEmailConfirmationTokenAsync(account) });
            history.Record(happened, new About(SubjectId: account.Id));
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Email, request.Password), cancellationToken)).ToHttp(answer => Results.Accepted(value: answer));
}
