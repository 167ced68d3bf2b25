using System.Text.Json;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Features.Histories;

/// <summary>What an auditor of a board may read.</summary>
internal static class HistoryRoutes
{
    private static readonly HistoryLine Line = new(
        4711, new(2026, 3, 14, 15, 4, 5, DateTimeKind.Utc), Guid.Empty, "Account", "ActOnCredentials", "SuspendCredential", "CredentialSuspended",
        Guid.Empty, Guid.Empty, null, Guid.Empty, null, "Complaint 2026-17 under inquiry.", JsonElement.Parse("""{"standing":"Active"}"""), JsonElement.Parse("""{"standing":"Suspended"}"""));

    internal static void MapHistories(this IEndpointRouteBuilder api)
    {
        var histories = api.MapGroup("").WithTags("History");

        histories.MapGet("/applications/{id:guid}/history", ReadApplicationHistory.Endpoint).RequirePermission(Permission.ReadHistory)
            .Produces<ReadApplicationHistory.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ReadApplicationHistory))
            .WithSummary("Read what happened to an application").WithExample(answer: new ReadApplicationHistory.Response([Line]));

        histories.MapGet("/credentials/{number}/history", ReadCredentialHistory.Endpoint).RequirePermission(Permission.ReadHistory)
            .Produces<ReadCredentialHistory.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ReadCredentialHistory))
            .WithSummary("Read what happened to a credential").WithExample(answer: new ReadCredentialHistory.Response([Line]));

        histories.MapGet("/applicants/{id:guid}/history", ReadPersonHistory.Endpoint).RequirePermission(Permission.ReadHistory)
            .Produces<ReadPersonHistory.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ReadPersonHistory))
            .WithSummary("Read what happened to a person at your board").WithExample(answer: new ReadPersonHistory.Response([Line]));
    }
}
