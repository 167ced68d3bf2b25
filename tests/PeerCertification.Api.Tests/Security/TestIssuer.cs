using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PeerCertification.Api.Tests.Security;

/// <summary>An OpenID Connect issuer of the test's own, with its discovery document and key set on a loopback port.</summary>
public sealed class TestIssuer : IDisposable
{
    internal const string Audience = "peer-certification";

    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly ECDsa _otherCurve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly WebApplication _server;

    public TestIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        var key = _curve.ExportParameters(includePrivateParameters: false);
        _server.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Address, jwks_uri = $"{Address}/keys" }));
        _server.MapGet("/keys", () => Results.Json(new
        {
            keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = "published", x = Base64UrlEncoder.Encode(key.Q.X), y = Base64UrlEncoder.Encode(key.Q.Y) } },
        }));
        _server.Start();
    }

    internal string Address => _server.Urls.First();

    /// <summary>A token that is good in every way but the one asked for.</summary>
    internal string Token(string subject, string[] roles, string? issuer = null, string audience = Audience, TimeSpan? expiresIn = null, bool knownKey = true, string[]? methods = null, string? email = null)
    {
        var expires = DateTime.UtcNow + (expiresIn ?? TimeSpan.FromMinutes(5));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience,
            NotBefore = expires - TimeSpan.FromMinutes(10),
            Expires = expires,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = subject,
                ["peer_certification_roles"] = roles,
                ["amr"] = methods ?? ["pwd"],
                ["email"] = email ?? "",
                ["email_verified"] = email is not null,
            },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(knownKey ? _curve : _otherCurve) { KeyId = knownKey ? "published" : "other" }, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public void Dispose()
    {
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _curve.Dispose();
        _otherCurve.Dispose();
    }
}
