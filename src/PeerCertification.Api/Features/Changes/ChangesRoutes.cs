using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Changes;

/// <summary>What organisations are told: which credentials they watch, and what changed of them. Writing it down is a job: see Jobs/JobSchedule.cs.</summary>
internal static class ChangesRoutes
{
    private const string Number = "NCPRSS-1234567-Q";

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    internal static void MapChanges(this IEndpointRouteBuilder api)
    {
        var watches = api.MapGroup("/organisations/{organisationId:guid}/watches").WithTags("Changes");

        watches.MapPost("/", WatchCredentials.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters)
            .Produces<WatchCredentials.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(WatchCredentials))
            .WithSummary($"Watch up to {WatchCredentials.MostAtOnce} more credentials")
            .WithExample(new WatchCredentials.Request([Number, "no number"]), new WatchCredentials.Response(1, 12, [new(2, "credential.number_malformed", "A number is a prefix, seven digits and one check character, as in NCPRSS-4821937-L.")], 40));

        watches.MapGet("/", ListWatches.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters)
            .Produces<ListWatches.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListWatches))
            .WithSummary("List the credentials that the organisation watches")
            .WithExample(answer: new ListWatches.Response([new(Number, Noon)]));

        watches.MapDelete("/{number}", EndWatch.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters)
            .Produces<EndWatch.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(EndWatch))
            .WithSummary("No longer watch a credential")
            .WithExample(answer: new EndWatch.Response(Number, true));

        api.MapGet("/changes", ReadChanges.Endpoint).WithTags("Changes").RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Changes)
            .Produces<ReadChanges.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(410).ProducesProblem(422).WithName(nameof(ReadChanges))
            .WithSummary("Read what changed of the credentials that the organisation watches, in order, after the last change that was read")
            .WithExample(answer: new ReadChanges.Response([new(41, Number, StandingChangeKind.Suspended, Standing.Active, Standing.Suspended, new(2026, 3, 14), null, new(2027, 12, 31), false, Noon)], 41));
    }
}
