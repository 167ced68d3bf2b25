using System.Text.Json;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Boards;

/// <summary>What anybody may know of the boards: who they are, what they award, by which rules.</summary>
internal static class BoardRoutes
{
    private const string SomeSha256 = "5f1a0c8e4b7d2936a1c4e8f07b6d5932c1e0a9f8d7c6b5a493827160f5e4d3c2";

    internal static void MapBoards(this IEndpointRouteBuilder api)
    {
        var boards = api.MapGroup("/boards").WithTags("Boards");

        boards.MapGet("/", ListBoards.Endpoint).AllowAnyone()
            .Produces<ListBoards.Response>().ProducesProblem(400).WithName(nameof(ListBoards))
            .WithSummary("List the boards of the registry")
            .WithExample(answer: new ListBoards.Response([new("ncc-ap", "National Certification Commission for Addiction Professionals", "America/New_York", "US", null)]));

        boards.MapGet("/{board}/holidays", ListHolidays.Endpoint).AllowAnyone()
            .Produces<ListHolidays.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListHolidays))
            .WithSummary("List the days of a year on which a board is closed, and the federal holidays on which it is open")
            .WithExample(answer: new ListHolidays.Response("ncc-ap", 2026, [new(new(2026, 7, 3), "Independence Day", ListHolidays.KeptBy.Federal, false), new(new(2026, 11, 27), "Day after Thanksgiving", ListHolidays.KeptBy.Board, false)]));

        boards.MapPut("/{board}/holidays/{day}", KeepHoliday.Endpoint).RequirePermission(Permission.PublishRequirementSets)
            .Produces<KeepHoliday.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(KeepHoliday))
            .WithSummary("Say that the board is closed on a day, or open on a federal holiday")
            .WithExample(new KeepHoliday.Request("Day after Thanksgiving"), new KeepHoliday.Response(new(2026, 11, 27), "Day after Thanksgiving", false));

        boards.MapDelete("/{board}/holidays/{day}", RemoveHoliday.Endpoint).RequirePermission(Permission.PublishRequirementSets)
            .Produces<RemoveHoliday.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(RemoveHoliday))
            .WithSummary("Take back what the board said of a day")
            .WithExample(answer: new RemoveHoliday.Response(new(2026, 11, 27)));

        boards.MapPost("/{board}/confirmations", ConfirmBoardData.Endpoint).RequirePermission(Permission.PublishRequirementSets)
            .Produces<ConfirmBoardData.Response>().ProducesProblem(404).WithName(nameof(ConfirmBoardData))
            .WithSummary("Say that what the registry holds of the board's credentials is right as of now; every public answer tells when that was")
            .WithExample(answer: new ConfirmBoardData.Response("ncc-ap", new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc)));

        boards.MapPost("/{board}/hold", HoldBoard.Endpoint).RequirePermission(Permission.HoldBoard)
            .Produces<HoldBoard.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(HoldBoard))
            .WithSummary("Say that the board's data is not to be relied on for the time being; every public answer about its credentials then says so")
            .WithExample(new HoldBoard.Request("Records of March are being entered again."), new HoldBoard.Response("ncc-ap", "Records of March are being entered again.", new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc)));

        boards.MapPost("/{board}/hold/end", EndBoardHold.Endpoint).RequirePermission(Permission.HoldBoard)
            .Produces<EndBoardHold.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(EndBoardHold))
            .WithSummary("Say that the board's data is to be relied on again")
            .WithExample(new EndBoardHold.Request("The records are entered."), new EndBoardHold.Response("ncc-ap"));

        boards.MapGet("/{board}/credential-types", ListCredentialTypes.Endpoint).AllowAnyone()
            .Produces<ListCredentialTypes.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListCredentialTypes))
            .WithSummary("List what a board awards")
            .WithExample(answer: new ListCredentialTypes.Response([new("NCPRSS", "National Certified Peer Recovery Support Specialist", "NCPRSS", 2, Openness.Open)]));

        boards.MapGet("/{board}/credential-types/{type}/requirement-sets", ListRequirementSets.Endpoint).AllowAnyone()
            .Produces<ListRequirementSets.Response>().ProducesProblem(404).WithName(nameof(ListRequirementSets))
            .WithSummary("List the published versions of a credential's rules")
            .WithExample(answer: new ListRequirementSets.Response([new(2, new DateOnly(2018, 1, 1), null, true, SomeSha256, Openness.Open)]));

        boards.MapGet("/{board}/credential-types/{type}/requirement-sets/{version:int}", ViewRequirementSet.Endpoint).AllowAnyone()
            .Produces<ViewRequirementSet.Response>().ProducesProblem(404).WithName(nameof(ViewRequirementSet))
            .WithSummary("Read one version of a credential's rules as it was published")
            .WithExample(answer: new ViewRequirementSet.Response("ncc-ap", "NCPRSS", 2, new DateOnly(2018, 1, 1), null, true, SomeSha256, Openness.Open, JsonSerializer.SerializeToElement(new { board = "ncc-ap", credentialType = "NCPRSS", version = 2 })));

        boards.MapGet("/{board}/credential-types/{type}/requirement-sets/compare", CompareRequirementSets.Endpoint).AllowAnyone()
            .Produces<CompareRequirementSets.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(CompareRequirementSets))
            .WithSummary("Read what differs between two published versions of a credential's rules")
            .WithExample(answer: new CompareRequirementSets.Response(
                "ncc-ap",
                "NCPRSS",
                new(1, new DateOnly(2015, 1, 1), new DateOnly(2017, 12, 31)),
                new(2, new DateOnly(2018, 1, 1), null),
                [new("practice", ChangeKind.Changed, "250 hours of practice", [new("at least", "200 hours", "250 hours", "At least: 200 hours before, 250 hours now.")])]));
    }
}
