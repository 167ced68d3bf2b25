using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Changes;

/// <summary>What organisations are told: what changed of the people of the rosters that they watch. Writing it down is a job: see Jobs/JobSchedule.cs.</summary>
internal static class ChangesRoutes
{
    private const string Number = "NCPRSS-1234567-Q";

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    internal static void MapChanges(this IEndpointRouteBuilder api)
    {
        api.MapPut("/organisations/{organisationId:guid}/digest", ChooseDigest.Endpoint).WithTags("Changes").RequirePermission(Permission.KeepOrganisation)
            .Produces<ChooseDigest.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ChooseDigest))
            .WithSummary("Choose how often a message says to you that something changed: daily, weekly or not at all")
            .WithExample(new ChooseDigest.Request(DigestEvery.Weekly), new ChooseDigest.Response(DigestEvery.Weekly, new(2026, 3, 16)));

        api.MapGet("/changes", ReadChanges.Endpoint).WithTags("Changes").RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Changes)
            .Produces<ReadChanges.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(410).ProducesProblem(422).WithName(nameof(ReadChanges))
            .WithSummary("Read what changed of the people of the rosters that the organisation watches, in order, after the last change that was read")
            .WithExample(answer: new ReadChanges.Response([new(41, Number, StandingChangeKind.Suspended, Standing.Active, Standing.Suspended, new(2026, 3, 14), null, new(2027, 12, 31), false, Noon)], 41));
    }
}
