using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Features.Expiry;

/// <summary>Credentials that are about to end. Flagging them is a job: see Jobs/JobSchedule.cs.</summary>
internal static class ExpiryRoutes
{
    internal static void MapExpiry(this IEndpointRouteBuilder api) =>
        api.MapGet("/boards/{board}/expiring", ListFlagged.Endpoint).WithTags("Expiry").RequirePermission(Permission.ReadBoardFiles)
            .Produces<ListFlagged.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListFlagged))
            .WithSummary("List the credentials of a board that end within its lead times, the first to end first")
            .WithExample(null, new ListFlagged.Response([new ListFlagged.Row("NCPRSS-4821937-K", "NCPRSS", "Ana Reyes", new DateOnly(2026, 5, 30), 90, new DateOnly(2026, 3, 1))]));
}
