using Microsoft.AspNetCore.Authentication.BearerToken;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>Getting an account, proving who one is, leaving.</summary>
internal static class AccountRoutes
{
    internal static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Accounts");

        accounts.MapPost("/sign-in", SignIn.Endpoint).AllowAnyone()
            .RequireRateLimiting(RequestLimits.SignIn)
            .Produces<AccessTokenResponse>().ProducesProblem(400).ProducesProblem(401).WithName(nameof(SignIn))
            .WithSummary("Sign in and get a bearer token")
            .WithExample(new SignIn.Request("ana@example.test", "correct horse battery staple"), new { tokenType = "Bearer", accessToken = "CfDJ8…", expiresIn = 3600, refreshToken = "CfDJ8…" });
    }
}
