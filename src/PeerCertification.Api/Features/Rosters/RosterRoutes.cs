using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Rosters;

/// <summary>Who was at which course: posted by the provider, matched by number and name, confirmed with a code, or matched by a board.</summary>
internal static class RosterRoutes
{
    private const string Number = "NCPRSS-1234567-Q";

    private const string Code = "u1Jt0mJ9c8yV2nq3sX4wP5eR6tY7uI8oP9aS0dF1gH2";

    private static readonly Guid Roster = new("0198c0de-0000-7000-8000-000000000041");

    private static readonly Guid Row = new("0198c0de-0000-7000-8000-000000000042");

    private static readonly Guid Other = new("0198c0de-0000-7000-8000-000000000043");

    private static readonly DateOnly Day = new(2026, 2, 10);

    private static readonly DateTime Noon = new(2026, 2, 11, 16, 0, 0, DateTimeKind.Utc);

    private static readonly PostedRoster Posted = new(
        Roster, 2, 1, [new(1, Row, AttendanceState.Matched, null), new(2, Other, AttendanceState.Waiting, Code)], [new(3, "number", "credential.check_character_wrong", "The last character does not fit the rest: the number was mistyped.")]);

    private const string SomeFile = $"number,familyName,role,minutes\r\n{Number},Lopez,Learner,360\r\n,Reed,Teacher,\r\n";

    internal static void MapRosters(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/providers/{providerId:guid}").WithTags("Rosters");

        own.MapPost("/courses/{courseId:guid}/rosters", PostRoster.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<PostedRoster>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(PostRoster))
            .WithSummary("Post who was at a session of a course; good rows are kept, bad rows reported")
            .WithExample(new PostRoster.Request(Day, [new("Lopez", Number), new("Reed", null, CourseRole.Teacher)]), Posted);

        own.MapPost("/courses/{courseId:guid}/rosters/{day}", ImportRoster.Endpoint).RequirePermission(Permission.KeepProvider)
            .WithMetadata(new RequestSizeLimitAttribute(ImportRoster.LongestBytes + (64 * 1024))).Accepts<string>("text/csv")
            .Produces<PostedRoster>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).WithName(nameof(ImportRoster))
            .WithSummary("Post who was at a session of a course from a CSV file with the columns number, familyName, role and minutes")
            .WithExample(SomeFile, Posted);

        own.MapGet("/rosters/{rosterId:guid}", ViewRoster.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<ViewRoster.Response>().ProducesProblem(404).WithName(nameof(ViewRoster))
            .WithSummary("See a roster as it was posted, and which rows are matched")
            .WithExample(answer: new ViewRoster.Response(Roster, Other, Day, Day, "", [new(Row, AttendanceState.Matched, Number, "Lopez", CourseRole.Learner, 180, null, Noon, 2)]));

        own.MapGet("/attendance", ListWaitingAttendance.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<ListWaitingAttendance.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListWaitingAttendance))
            .WithSummary("List the posted rows that nobody is matched with yet")
            .WithExample(answer: new ListWaitingAttendance.Response([new(Row, Roster, Other, "Ethics for peers", Day, null, "Reed", CourseRole.Teacher, 180, Noon, 1)]));

        own.MapPost("/attendance/{rowId:guid}/correction", CorrectAttendance.Endpoint).RequirePermission(Permission.KeepProvider).RequireIfMatch()
            .Produces<CorrectAttendance.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(CorrectAttendance))
            .WithSummary("Correct a posted row with another one, which takes its place")
            .WithExample(new CorrectAttendance.Request("Lopez", "She left at noon.", Number, Minutes: 90), new CorrectAttendance.Response(Other, Row, AttendanceState.Matched, null, 2));

        var board = api.MapGroup("/boards/{board}/attendance").WithTags("Rosters");

        board.MapGet("/", ListBoardAttendance.Endpoint).RequirePermission(Permission.ReviewApplications)
            .Produces<ListBoardAttendance.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListBoardAttendance))
            .WithSummary("List the rows of rosters that nobody is matched with yet, of providers whom the board approved on the day")
            .WithExample(answer: new ListBoardAttendance.Response([new(Row, "Capital Recovery Academy", "Ethics for peers", Day, Number, "Reed", CourseRole.Learner, 180, Noon, 1)]));

        board.MapPost("/{rowId:guid}/match", MatchAttendance.Endpoint).RequirePermission(Permission.ReviewApplications).RequireIfMatch()
            .Produces<MatchAttendance.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(MatchAttendance))
            .WithSummary("Say whose a waiting row is, with a reason")
            .WithExample(new MatchAttendance.Request(Number, "She married; her new name is on file."), new MatchAttendance.Response(Row, AttendanceState.Matched, 2));

        api.MapPost("/attendance/confirm", ConfirmAttendance.Endpoint).WithTags("Rosters").RequirePermission(Permission.KeepOwnRecord)
            .Produces<ConfirmAttendance.Response>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).WithName(nameof(ConfirmAttendance))
            .WithSummary("Confirm with a code that you were at a course")
            .WithExample(new ConfirmAttendance.Request(Code), new ConfirmAttendance.Response(Other, "Ethics for peers", "Capital Recovery Academy", Day, CourseRole.Learner, 180));
    }
}
