using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Verification;

/// <summary>What anybody may ask about a credential.</summary>
internal static class VerificationRoutes
{
    internal static void MapVerification(this IEndpointRouteBuilder api)
    {
        var verifications = api.MapGroup("/verifications").WithTags("Verification").RequireRateLimiting(RequestLimits.Verification);

        verifications.MapGet("/{number}", VerifyCredential.Endpoint).AllowAnyone()
            .Produces<VerifyCredential.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(VerifyCredential))
            .WithSummary("Verify a credential as of a day (on=yyyy-MM-dd), and as the registry knew it at an instant (knownAt=yyyy-MM-ddTHH:mm:ssZ)")
            .WithExample(answer: new VerifyCredential.Response(
                "NCPRSS-1234567-Q", "NCPRSS", "National Certified Peer Recovery Support Specialist",
                new("ncc-ap", "National Certification Commission for Addiction Professionals"), "Ana Ruiz",
                new(2026, 3, 14), new(2026, 3, 15, 9, 30, 0, DateTimeKind.Utc), Standing.Active, "Active on 14 March 2026; the period ends with 31 December 2027.",
                null, new(2026, 1, 1), new(new(2026, 1, 1), new(2027, 12, 31), null), [],
                new(2026, 1, 1, 15, 0, 0, DateTimeKind.Utc), new(2026, 3, 15, 9, 30, 0, DateTimeKind.Utc), "Registry of Certified Peer Specialists"));
    }
}
