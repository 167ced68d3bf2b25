using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>The owner of an address sets another password with the token of the link. Every session ends; a closed account is open again.</summary>
public static class ResetPassword
{
    public sealed record Command(string Email, string Token, string Password) : ICommand<Done>;

    public sealed record Request(string Email, string Token, string Password);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).MailAddress();
            RuleFor(c => c.Token).NotEmpty().IsPlainText(2000);
            RuleFor(c => c.Password).NewPassword();
        }
    }

    internal sealed class Handler(UserManager<Account> accounts, History history) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            // Nobody's account takes no token, and takes as long to say so.
            var account = await accounts.FindByEmailAsync(command.Email) ?? new Account();
            (account.AccessFailedCount, account.LockoutEnd) = (0, null);
            if ((await accounts.ResetPasswordAsync(account, command.Token, command.Password)).AsRefusal() is { } refusal)
            {
                return refusal;
            }

            history.Record(RegistryEvent.PasswordReset, new About(SubjectId: account.Id));
            return Done.Value;
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Email, request.Token, request.Password), cancellationToken)).ToHttp(_ => Results.NoContent());
}
