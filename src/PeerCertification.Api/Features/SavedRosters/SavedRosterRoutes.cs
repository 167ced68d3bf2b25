using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>Whom an organisation relies on, kept under a name: who was on it when, how they stand, and what changed.</summary>
internal static class SavedRosterRoutes
{
    private const string Number = "NCPRSS-1234567-Q";

    private static readonly Guid Roster = new("0198c0de-0000-7000-8000-000000000071");

    private static readonly Guid Entry = new("0198c0de-0000-7000-8000-000000000072");

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    private static readonly DateOnly Day = new(2026, 3, 14);

    private static readonly VerificationAnswer Answer = new(
        Number, "NCPRSS", "National Certified Peer Recovery Support Specialist",
        new("ncc-ap", "National Certification Commission for Addiction Professionals"), "Ana Ruiz",
        Day, Noon, Standing.Active, StandingCause.ActsAndPeriod, "Active on 14 March 2026; the period ends with 31 December 2027.",
        null, new(2026, 1, 1), new(new(2026, 1, 1), new(2027, 12, 31), null), [], [], [],
        new(2026, 1, 1, 15, 0, 0, DateTimeKind.Utc), null, null, Noon, "Registry of Certified Peer Specialists");

    internal static void MapSavedRosters(this IEndpointRouteBuilder api)
    {
        var rosters = api.MapGroup("/organisations/{organisationId:guid}/rosters").WithTags("Saved rosters");

        rosters.MapPost("/", SaveRoster.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters)
            .Produces<SaveRoster.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(SaveRoster))
            .WithSummary("Begin a roster of the organisation")
            .WithExample(new SaveRoster.Request("Albany clinic"), new SaveRoster.Response(Roster, "Albany clinic", Noon));

        rosters.MapGet("/", ListSavedRosters.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters)
            .Produces<ListSavedRosters.Response>().ProducesProblem(404).WithName(nameof(ListSavedRosters))
            .WithSummary("List the organisation's rosters, with how many are on each today")
            .WithExample(answer: new ListSavedRosters.Response([new(Roster, "Albany clinic", Noon, 12, true)]));

        MapOne(rosters.MapGroup("/{savedRosterId:guid}"));
    }

    private static void MapOne(RouteGroupBuilder roster)
    {
        roster.MapPost("/people", AddToRoster.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters)
            .WithMetadata(new RequestSizeLimitAttribute(AddToRoster.LongestBytes + (64 * 1024))).Accepts<AddToRoster.Request>("application/json", AddToRoster.Csv)
            .Produces<AddToRoster.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).WithName(nameof(AddToRoster))
            .WithSummary("Put up to 5,000 people on a roster from a day on, as JSON or as a CSV file with the columns number and reference (fromOn=yyyy-MM-dd)")
            .WithExample(
                new AddToRoster.Request(Day, [new(Number, "S-17")]),
                new AddToRoster.Response(1, [new(2, "credential.check_character_wrong", "The last character does not fit the others; a character was mistyped.")]),
                $"number,reference\r\n{Number},S-17\r\n");

        roster.MapPost("/people/remove", TakeOffRoster.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters)
            .Produces<TakeOffRoster.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(TakeOffRoster))
            .WithSummary("Take people off a roster, with the last day that they are on it; a last day that has not passed is moved, and a stay that would begin later is taken back")
            .WithExample(new TakeOffRoster.Request(Day, [Number]), new TakeOffRoster.Response(1, []));

        roster.MapPut("/watch", WatchRoster.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters)
            .Produces<WatchRoster.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(WatchRoster))
            .WithSummary("Be told what changes of the people of a roster from now on, or no longer")
            .WithExample(new WatchRoster.Request(true), new WatchRoster.Response(Roster, true, 40));

        roster.MapGet("/", ViewSavedRoster.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters).RequireRateLimiting(RequestLimits.Verification)
            .Produces<ViewSavedRoster.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ViewSavedRoster))
            .WithSummary("See who is on a roster on a day, and how each stands then")
            .WithExample(answer: new ViewSavedRoster.Response(Roster, "Albany clinic", true, Day, [new(Entry, Number, "S-17", Day, null, Answer)]));

        roster.MapGet("/changes", ViewRosterChanges.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters).RequireRateLimiting(RequestLimits.Verification)
            .Produces<ViewRosterChanges.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ViewRosterChanges))
            .WithSummary("See of whom on a roster something else is told today than at the end of an earlier day (since=yyyy-MM-dd)")
            .WithExample(answer: new ViewRosterChanges.Response(new(2026, 2, 1), Day, 12, Entry, [new(Entry, Number, "S-17", Standing.Suspended, ["standing"], Answer)], []));

        roster.MapGet("/export", ExportSavedRoster.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Rosters).RequireRateLimiting(RequestLimits.Roster)
            .Produces<string>(200, "text/csv").ProducesProblem(400).ProducesProblem(404).WithName(nameof(ExportSavedRoster))
            .WithSummary("Take a roster on a day as a CSV file for an accreditor: who, what, when, source")
            .WithExample(answer: "", answerFile: ExportSavedRoster.Header + ExportSavedRoster.Write(new ExportSavedRoster.Line(Number, "S-17", Day, null, Answer)));
    }
}
