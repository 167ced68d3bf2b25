using Microsoft.AspNetCore.Authentication.BearerToken;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>Getting an account, proving who one is, leaving.</summary>
internal static class AccountRoutes
{
    private const string Email = "ana@example.test";

    private const string Password = "correct horse battery staple";

    private static readonly object Tokens = new { tokenType = "Bearer", accessToken = "CfDJ8…", expiresIn = 3600, refreshToken = "CfDJ8…" };

    internal static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Accounts");

        accounts.MapPost("", RegisterAccount.Endpoint).AllowAnyone().RequireRateLimiting(RequestLimits.SignIn)
            .Produces<RegisterAccount.Response>(202).ProducesProblem(400).ProducesProblem(409).WithName(nameof(RegisterAccount))
            .WithSummary("Ask for an account; a link comes by e-mail")
            .WithExample(new RegisterAccount.Request(Email, Password), new RegisterAccount.Response("Open the link in the message that we have sent to this address."));

        accounts.MapPost("/confirm-address", ConfirmAddress.Endpoint).AllowAnyone().RequireRateLimiting(RequestLimits.SignIn)
            .Produces(204).ProducesProblem(400).ProducesProblem(409).WithName(nameof(ConfirmAddress))
            .WithSummary("Confirm an e-mail address with the token of the link")
            .WithExample(new ConfirmAddress.Request(Email, "CfDJ8…"));

        accounts.MapPost("/sign-in", SignIn.Endpoint).AllowAnyone().RequireRateLimiting(RequestLimits.SignIn)
            .Produces<AccessTokenResponse>().ProducesProblem(400).ProducesProblem(401).WithName(nameof(SignIn))
            .WithSummary("Sign in and get a bearer token")
            .WithExample(new SignIn.Request(Email, Password, "123456"), Tokens);

        accounts.MapPost("/refresh", RefreshToken.Endpoint).AllowAnyone()
            .Produces<AccessTokenResponse>().ProducesProblem(400).ProducesProblem(401).WithName(nameof(RefreshToken))
            .WithSummary("Get new tokens for a refresh token")
            .WithExample(new RefreshToken.Request("CfDJ8…"), Tokens);

        accounts.MapPost("/forgotten-password", AskForPasswordReset.Endpoint).AllowAnyone().RequireRateLimiting(RequestLimits.SignIn)
            .Produces<AskForPasswordReset.Response>(202).ProducesProblem(400).ProducesProblem(409).WithName(nameof(AskForPasswordReset))
            .WithSummary("Ask for a link to set another password")
            .WithExample(new AskForPasswordReset.Request(Email), new AskForPasswordReset.Response("If this address has an account, we have sent a link to it."));

        accounts.MapPost("/reset-password", ResetPassword.Endpoint).AllowAnyone().RequireRateLimiting(RequestLimits.SignIn)
            .Produces(204).ProducesProblem(400).ProducesProblem(409).WithName(nameof(ResetPassword))
            .WithSummary("Set another password with the token of the link; ends every session")
            .WithExample(new ResetPassword.Request(Email, "CfDJ8…", "another long password"));

        var own = accounts.MapGroup("/me");

        own.MapGet("", ViewOwnAccount.Endpoint).RequireAccount()
            .Produces<ViewOwnAccount.Response>().WithName(nameof(ViewOwnAccount))
            .WithSummary("See one's own account and the roles that work now")
            .WithExample(answer: new ViewOwnAccount.Response(Guid.Parse("019a0000-0000-7000-8000-000000000001"), Email, new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc), HasSecondFactor: true, NeedsSecondFactor: false, [new(Role.Reviewer, "ncc-ap")]));

        own.MapPost("/sign-out-everywhere", SignOutEverywhere.Endpoint).RequireAccount()
            .Produces(204).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).WithName(nameof(SignOutEverywhere))
            .WithSummary("End every session of one's account at once")
            .WithExample();

        own.MapPost("/second-factor", BeginSecondFactor.Endpoint).RequireAccount()
            .Produces<BeginSecondFactor.Response>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).WithName(nameof(BeginSecondFactor))
            .WithSummary("Get a key for an authenticator app")
            .WithExample(answer: new BeginSecondFactor.Response("JBSWY3DPEHPK3PXP", "otpauth://totp/Peer%20Certification:ana%40example.test?secret=JBSWY3DPEHPK3PXP&issuer=Peer%20Certification&digits=6"));

        own.MapPost("/second-factor/confirm", ConfirmSecondFactor.Endpoint).RequireAccount()
            .Produces<ConfirmSecondFactor.Response>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).WithName(nameof(ConfirmSecondFactor))
            .WithSummary("Show that the app has the key; gives recovery codes once and ends every session")
            .WithExample(new ConfirmSecondFactor.Request("123456"), new ConfirmSecondFactor.Response(["2B4CD-6FGH8"]));

        own.MapPost("/second-factor/remove", RemoveSecondFactor.Endpoint).RequireAccount()
            .Produces(204).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).WithName(nameof(RemoveSecondFactor))
            .WithSummary("Take the authenticator app off one's account; ends every session")
            .WithExample(new RemoveSecondFactor.Request("123456"));
    }
}
