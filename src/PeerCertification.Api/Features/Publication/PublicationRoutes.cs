using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Features.Publication;

/// <summary>How a board changes its rules: one administrator drafts and proposes, another publishes.</summary>
internal static class PublicationRoutes
{
    private static readonly Guid Draft = new("0198c0de-0000-7000-8000-000000000011");

    private static readonly Guid Person = new("0198c0de-0000-7000-8000-000000000012");

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    private static readonly DateOnly Midyear = new(2026, 7, 1);

    private static readonly Dictionary<string, string[]> NoProblems = [];

    private static readonly Dictionary<string, string[]> OneProblem = new() { ["practice"] = ["\"atLeast\" is missing; it must be an amount of time with its unit, such as \"60h\", \"45m\" or \"1h30m\"."] };

    /// <summary>The smallest document that rules can be.</summary>
    private static readonly JsonElement SomeRules = JsonElement.Parse("""
        {
          "board": "ncc-ap", "credentialType": "NCPRSS", "publicTitle": "National Certified Peer Recovery Support Specialist", "numberPrefix": "NCPRSS",
          "version": 3, "effectiveFrom": "2036-07-01", "decidingDate": "Receipt", "period": { "months": 24, "source": "board" },
          "topics": { "ethics": "Ethics" }, "sources": { "board": { "title": "Order of the board", "date": "2036-03-14" } },
          "root": { "element": "minutes", "id": "practice", "label": "250 hours of practice", "source": "board", "kind": "Practice", "atLeast": "250h" }
        }
        """);

    private static readonly HistoryLine Line = new(
        4711, Noon, Person, "Account", "PublishRequirementSets", "PublishRequirementSet", "RequirementSetPublished",
        Guid.Empty, null, null, null, Draft, null, JsonElement.Parse("""{"state":"Proposed"}"""), JsonElement.Parse("""{"state":"Published","requirementSet":3}"""));

    internal static void MapPublication(this IEndpointRouteBuilder api)
    {
        var sets = api.MapGroup("/boards/{board}/credential-types/{type}/requirement-sets").WithTags("Publication");

        sets.MapPost("/check", CheckRequirementSet.Endpoint).RequirePermission(Permission.PublishRequirementSets).TakesDocument()
            .Produces<CheckRequirementSet.Response>().ProducesProblem(404).ProducesProblem(422).WithName(nameof(CheckRequirementSet))
            .WithSummary("Learn everything that is wrong with a document before it becomes rules")
            .WithExample(SomeRules, new CheckRequirementSet.Response(false, "requirement_set.invalid", OneProblem, []));

        sets.MapPut("/draft", DraftRequirementSet.Endpoint).RequirePermission(Permission.PublishRequirementSets).TakesDocument().TakeIfMatch()
            .Produces<DraftRequirementSet.Response>().Produces<DraftRequirementSet.Response>(201).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(DraftRequirementSet))
            .WithSummary("Begin the next version of a credential's rules, or replace what is in the making")
            .WithExample(SomeRules, new DraftRequirementSet.Response(Draft, RequirementSetState.Draft, NoProblems, true, 1));

        sets.MapGet("/draft", ViewRequirementSetDraft.Endpoint).RequirePermission(Permission.PublishRequirementSets)
            .Produces<ViewRequirementSetDraft.Response>().ProducesProblem(404).WithName(nameof(ViewRequirementSetDraft))
            .WithSummary("Read the version that is in the making")
            .WithExample(answer: new ViewRequirementSetDraft.Response(Draft, RequirementSetState.Draft, Person, Noon, null, MovedApplications.None, null, NoProblems, SomeRules, 1));

        sets.MapPost("/draft/proposal", ProposeRequirementSet.Endpoint).RequirePermission(Permission.PublishRequirementSets).RequireIfMatch()
            .Produces<ProposeRequirementSet.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(ProposeRequirementSet))
            .WithSummary("Submit a draft for publication and say which open applications move to it")
            .WithExample(
                new ProposeRequirementSet.Request("Order of 14 March: 250 hours.", MovedApplications.ReceivedFrom, new DateOnly(2026, 3, 1)),
                new ProposeRequirementSet.Response(Draft, RequirementSetState.Proposed, 3, Midyear, MovedApplications.ReceivedFrom, new DateOnly(2026, 3, 1), 2));

        sets.MapPost("/draft/publication", PublishRequirementSet.Endpoint).RequirePermission(Permission.PublishRequirementSets).RequireIfMatch()
            .Produces<PublishRequirementSet.Response>(201).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(PublishRequirementSet))
            .WithSummary("Publish, as a second administrator, what a first one proposed")
            .WithExample(answer: new PublishRequirementSet.Response(
                "ncc-ap", "NCPRSS", 3, Midyear, null, "5f1a0c8e4b7d2936a1c4e8f07b6d5932c1e0a9f8d7c6b5a493827160f5e4d3c2", [new(2, new DateOnly(2026, 6, 30))], 12));

        sets.MapPost("/draft/withdrawal", WithdrawRequirementSetDraft.Endpoint).RequirePermission(Permission.PublishRequirementSets).RequireIfMatch()
            .Produces<WithdrawRequirementSetDraft.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(WithdrawRequirementSetDraft))
            .WithSummary("Give up the version that is in the making")
            .WithExample(new WithdrawRequirementSetDraft.Request("The order was vacated."), new WithdrawRequirementSetDraft.Response(Draft, RequirementSetState.Withdrawn, 3));

        sets.MapGet("/history", ReadRequirementSetHistory.Endpoint).RequirePermission(Permission.ReadHistory)
            .Produces<ReadRequirementSetHistory.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ReadRequirementSetHistory))
            .WithSummary("Read who changed a credential's rules").WithExample(answer: new ReadRequirementSetHistory.Response([Line]));
    }

    /// <summary>The body is a requirement-set document, read as text: what is published is what was sent, byte for byte.</summary>
    private static RouteHandlerBuilder TakesDocument(this RouteHandlerBuilder route) =>
        route.WithMetadata(new RequestSizeLimitAttribute(DocumentBounds.MostBytes + (64 * 1024))).Accepts<JsonElement>("application/json")
            .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415);
}
