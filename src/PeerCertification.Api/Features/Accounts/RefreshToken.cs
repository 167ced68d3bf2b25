using System.Security.Claims;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>A program that is signed in gets new tokens before, or after, its access token has run out.</summary>
public static class RefreshToken
{
    public sealed record Query(string Token) : IQuery<ClaimsPrincipal>;

    public sealed record Request(string RefreshToken);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Token).NotEmpty().IsPlainText(4000);
    }

    internal sealed class Handler(SignInManager<Account> signIns, IOptionsMonitor<BearerTokenOptions> tokens) : IRequestHandler<Query, Outcome<ClaimsPrincipal>>
    {
        public async Task<Outcome<ClaimsPrincipal>> Handle(Query query, CancellationToken cancellationToken)
        {
            var options = tokens.Get(IdentityConstants.BearerScheme);
            var ticket = options.RefreshTokenProtector.Unprotect(query.Token);
            if (!(ticket?.Properties.ExpiresUtc > options.TimeProvider!.GetUtcNow()) || await signIns.ValidateSecurityStampAsync(ticket.Principal) is not { } account)
            {
                return new Refusal("account.refresh_refused", "The refresh token is wrong or too old, or the account was signed out; sign in again.");
            }

            var principal = await signIns.CreateUserPrincipalAsync(account);
            return SecondFactor.WasShown(ticket.Principal) ? SecondFactor.Shown(principal) : principal;
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(request.RefreshToken), cancellationToken))
            .ToHttp(principal => Results.SignIn(principal, authenticationScheme: IdentityConstants.BearerScheme));
}
