using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Eligibility;

/// <summary>What somebody could apply for.</summary>
internal static class EligibilityRoutes
{
    internal static void MapEligibility(this IEndpointRouteBuilder api) =>
        api.MapGet("/me/eligibility", ViewEligibility.Endpoint).RequirePermission(Permission.ApplyForCredential).WithTags("Eligibility")
            .Produces<ViewEligibility.Response>().ProducesProblem(400).ProducesProblem(409).WithName(nameof(ViewEligibility))
            .WithSummary("See what of every open credential one's entries meet, the nearest first")
            .WithExample(answer: new ViewEligibility.Response("NY",
            [
                new(
                    "ncc-ap",
                    "National Certification Commission for Addiction Professionals",
                    "US",
                    "NCPRSS",
                    "National Certified Peer Recovery Support Specialist",
                    2,
                    false,
                    60,
                    1,
                    [
                        new("training-ethics", "6 hours on ethics in the last six years", 300, 360, FindingUnit.Minutes, "Log 1 hour more.", null),
                        new("exam", "The NCPRSS exam of NCC AP, passed", 0, 1, FindingUnit.Count, "Pass the exam NCPRSS.", null),
                    ]),
            ]));
}
