using System.Security.Claims;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>Somebody signs in with e-mail address and password and, where set up, the code of their authenticator app.</summary>
public static class SignIn
{
    public sealed record Command(string Email, string Password, string? Code) : ICommand<ClaimsPrincipal>;

    public sealed record Request(string Email, string Password, string? Code = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).NotEmpty().MaximumLength(256);
            RuleFor(c => c.Password).NotEmpty().MaximumLength(256);
            RuleFor(c => c.Code).MaximumLength(20);
        }
    }

    internal sealed class Handler(UserManager<Account> accounts, SignInManager<Account> signIns) : IRequestHandler<Command, Outcome<ClaimsPrincipal>>
    {
        public async Task<Outcome<ClaimsPrincipal>> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await accounts.FindByEmailAsync(command.Email);
            if (account is null || !(await signIns.CheckPasswordSignInAsync(account, command.Password, lockoutOnFailure: true)).Succeeded)
            {
                return new Refusal("account.sign_in_refused", "E-mail address or password is wrong, the address is not confirmed, or the account is locked for now.");
            }

            return await signIns.CreateUserPrincipalAsync(account);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Email, request.Password, request.Code), cancellationToken))
            .ToHttp(principal => Results.SignIn(principal, authenticationScheme: IdentityConstants.BearerScheme));
}
