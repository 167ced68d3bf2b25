using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.ContinuingEducation;

/// <summary>What a holder has done toward the next renewal, and what is left to do.</summary>
internal static class ContinuingEducationRoutes
{
    private static readonly Guid Entry = new("0198c0de-0000-7000-8000-000000000051");

    private static readonly Finding Asked = new(
        "renewal-training", "20 hours of continuing education", "Order of the board (2026-02-27)", false, 180, 1200, FindingUnit.Minutes, "Add 17 hours of training.", [new(Entry, 180)], [], []);

    internal static void MapContinuingEducation(this IEndpointRouteBuilder api) =>
        api.MapGroup("/me/credentials/{number}/continuing-education").WithTags("Continuing education").MapGet("/", ViewLedger.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<ViewLedger.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ViewLedger))
            .WithSummary("See the continuing education of each period: what is done, what counts, what is owed by when")
            .WithExample(answer: new ViewLedger.Response("NCPRSS-1234567-Q", "NCPRSS", "ncc-ap", new DateOnly(2026, 3, 14),
            [
                new(
                    new(new(2026, 1, 1), new(2027, 12, 31)), 2, null, new(2027, 12, 31), false, [new("renewal-training", "20 hours of continuing education", 180, 1200, 1020)], 0, 1020, 0, Asked,
                    [new(Entry, EvidenceKind.Training, "Ethics for peers", "Capital Recovery Academy", TrainingMode.InPerson, CourseRole.Learner, [new("ethics", 180)], new(2026, 2, 10), EvidenceState.Attested, false, true, true, 180, 180, ["renewal-training"], [])]),
            ]));
}
