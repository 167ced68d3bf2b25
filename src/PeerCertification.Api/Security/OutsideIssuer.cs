using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Tokens;

namespace PeerCertification.Api.Security;

/// <summary>Section <c>Authentication:Oidc</c>: an OpenID Connect issuer whose tokens are good here, beside the registry's own.</summary>
public sealed class OidcSettings
{
    /// <summary>The issuer's address, under which its discovery document is found. Without it only the registry's own tokens are good.</summary>
    public string? Authority { get; set; }

    /// <summary>What the tokens must be made out to. Required where an authority is named.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim that names roles, each as <c>Reviewer@ncc-ap</c>, <c>Applicant</c> or <c>Operator</c>.</summary>
    public string GrantClaim { get; set; } = "peer_certification_roles";
}

/// <summary>Takes the tokens of an outside issuer, when one is configured.</summary>
internal static class OutsideIssuer
{
    /// <summary>Marks a caller who came with a token of the issuer.</summary>
    internal const string AuthenticationType = "OutsideIssuer";

    private const string EitherToken = "EitherToken";

    /// <summary>Keys are public, so only signatures of a key pair count: with a shared secret anybody who knows the key could sign.</summary>
    private static readonly string[] Signatures =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    internal static bool Sent(ClaimsPrincipal principal) => principal.Identity?.AuthenticationType == AuthenticationType;

    internal static void AddRegistryTokens(this IServiceCollection services, OidcSettings oidc, IHostEnvironment environment)
    {
        services.AddSingleton(oidc);
        var tokens = services.AddAuthentication(oidc.Authority is null ? IdentityConstants.BearerScheme : EitherToken)
            .AddBearerToken(IdentityConstants.BearerScheme, o =>
            {
                o.TimeProvider = TimeProvider.System;
                o.ForwardDefaultSelector = http => OrganisationKeys.Sent(http) ? OrganisationKeys.SchemeName : PageSession.Suits(http) ? PageSession.SchemeName : null;
            })
            .AddScheme<AuthenticationSchemeOptions, OrganisationKeys>(OrganisationKeys.SchemeName, null)
            .AddPageSessions(environment);
        if (oidc.Authority is null)
        {
            return;
        }

        tokens.AddPolicyScheme(EitherToken, null, o => o.ForwardDefaultSelector = http => HasThreeParts(http) && !PageSession.Suits(http) ? JwtBearerDefaults.AuthenticationScheme : IdentityConstants.BearerScheme);
        tokens.AddJwtBearer(o =>
        {
            o.Authority = oidc.Authority;
            o.Audience = oidc.Audience;
            o.RequireHttpsMetadata = !environment.IsDevelopment();
            o.MapInboundClaims = false;
            o.TokenValidationParameters.AuthenticationType = AuthenticationType;
            o.TokenValidationParameters.ValidAlgorithms = Signatures;
            o.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        });
    }

    /// <summary>A JSON Web Token has three parts; a token of the registry has no points in it.</summary>
    private static bool HasThreeParts(HttpContext http) => http.Request.Headers.Authorization is [{ } header] && header.Count(c => c == '.') == 2;
}
