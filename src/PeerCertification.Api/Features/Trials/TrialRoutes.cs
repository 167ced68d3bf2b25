using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Requirements.Publication;
using PeerCertification.Domain.Requirements.Trials;

namespace PeerCertification.Api.Features.Trials;

/// <summary>What rules would do, before they are rules.</summary>
internal static class TrialRoutes
{
    private static readonly Guid Trial = new("0198c0de-0000-7000-8000-000000000021");

    private static readonly Guid File = new("0198c0de-0000-7000-8000-000000000022");

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    private static readonly JsonElement SomeRules = JsonElement.Parse("""
        {
          "board": "ncc-ap", "credentialType": "NCPRSS", "publicTitle": "National Certified Peer Recovery Support Specialist", "numberPrefix": "NCPRSS",
          "version": 3, "effectiveFrom": "2036-07-01", "decidingDate": "Receipt", "period": { "months": 24, "source": "board" },
          "topics": { "ethics": "Ethics" }, "sources": { "board": { "title": "Order of the board", "date": "2036-03-14" } },
          "root": { "element": "minutes", "id": "practice", "label": "250 hours of practice", "source": "board", "kind": "Practice", "atLeast": "250h" }
        }
        """);

    internal static void MapTrials(this IEndpointRouteBuilder api)
    {
        var trials = api.MapGroup("/boards/{board}/credential-types/{type}/requirement-set-trials").WithTags("Trials");

        trials.MapPost("/", TryRequirementSet.Endpoint).RequirePermission(Permission.PublishRequirementSets)
            .WithMetadata(new RequestSizeLimitAttribute(DocumentBounds.MostBytes + (64 * 1024))).Accepts<JsonElement>(isOptional: true, "application/json")
            .Produces<TryRequirementSet.Response>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).WithName(nameof(TryRequirementSet))
            .WithSummary("Try a document, or without a body the draft in the making, on the board's open applications and active credentials")
            .WithExample(SomeRules, new TryRequirementSet.Response(Trial, "ncc-ap", "NCPRSS", TrialState.Queued, Noon));

        trials.MapGet("/{trialId:guid}", ViewTrial.Endpoint).RequirePermission(Permission.PublishRequirementSets)
            .Produces<ViewTrial.Response>().ProducesProblem(404).WithName(nameof(ViewTrial))
            .WithSummary("See how far a trial has come and what came out")
            .WithExample(answer: new ViewTrial.Response(
                Trial, TrialState.Done, Noon, Noon, new DateOnly(2026, 3, 14), 310, 310, null,
                new TrialResult(new TrialCounts(10, 2, 0, 7, 1, 0), new TrialCounts(300, 40, 0, 250, 5, 5), [new TrialRequirement("practice", "250 hours of practice", 42, 0)])));

        trials.MapGet("/{trialId:guid}/files", ListTrialFiles.Endpoint).RequirePermission(Permission.ReadBoardFiles)
            .Produces<ListTrialFiles.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListTrialFiles))
            .WithSummary("See which files come out otherwise in a trial")
            .WithExample(answer: new ListTrialFiles.Response([new(File, TriedKind.Credential, "NCPRSS-4821937-F", Becomes.Unmet, ["practice"])]));

        trials.MapPost("/{trialId:guid}/cancellation", CancelTrial.Endpoint).RequirePermission(Permission.PublishRequirementSets)
            .Produces<CancelTrial.Response>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(CancelTrial))
            .WithSummary("Stop a trial that has no answer yet")
            .WithExample(answer: new CancelTrial.Response(Trial, TrialState.Cancelled));
    }
}
