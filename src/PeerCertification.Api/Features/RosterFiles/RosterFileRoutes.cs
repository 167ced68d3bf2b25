using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>Rosters that are too long to be answered while one waits.</summary>
internal static class RosterFileRoutes
{
    /// <summary>The server stops well above the limit, so that it is the registry that says what is too large.</summary>
    private const long StopReadingAt = RosterFileRules.LongestBytes + (2 * 1024 * 1024);

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    private static readonly RosterFileProgress Queued = new(new("0198c0de-0000-7000-8000-000000000081"), RosterFileState.Queued, Noon, null, new(2026, 3, 14), Noon, "Monthly check", 250_000, 0, 0, null, null);

    private static readonly AnsweredRow Row = new(1, null, "credential.not_found", "The number is well formed, but no credential of this registry has it.");

    internal static void MapRosterFiles(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/rosters/files").WithTags("Roster files");

        files.MapPost("/", SendRosterFile.Endpoint).RequirePermission(Permission.VerifyRosters).AllowKeys(KeyScope.Rosters).RequireRateLimiting(RequestLimits.Roster)
            .WithMetadata(new RequestSizeLimitAttribute(StopReadingAt)).Accepts<string>(AnsweredRow.Csv)
            .Produces<RosterFileProgress>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).WithName(nameof(SendRosterFile))
            .WithSummary("Send a roster of up to 1,000,000 credentials as a CSV file with the column number, to be answered in the background; one at a time")
            .WithExample(answer: Queued, requestFile: "number\r\nNCPRSS-1234567-Q\r\n");

        files.MapGet("/", ListRosterFiles.Endpoint).RequirePermission(Permission.VerifyRosters).AllowKeys(KeyScope.Rosters)
            .Produces<ListRosterFiles.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListRosterFiles))
            .WithSummary("List the roster files that one sent, or with X-Organisation those of an organisation, the latest first")
            .WithExample(answer: new ListRosterFiles.Response([Queued]));

        files.MapGet("/{rosterFileId:guid}", ViewRosterFile.Endpoint).RequirePermission(Permission.VerifyRosters).AllowKeys(KeyScope.Rosters)
            .Produces<RosterFileProgress>().ProducesProblem(404).WithName(nameof(ViewRosterFile))
            .WithSummary("See how far a roster file has come")
            .WithExample(answer: Queued with { State = RosterFileState.Running, RowsDone = 125_000, RowsRefused = 12 });

        files.MapGet("/{rosterFileId:guid}/answers", FetchRosterAnswers.Endpoint).RequirePermission(Permission.VerifyRosters).AllowKeys(KeyScope.Rosters).RequireRateLimiting(RequestLimits.Roster)
            .Produces<AnsweredRow>(200, AnsweredRow.Ndjson, AnsweredRow.Csv).ProducesProblem(404).ProducesProblem(409).WithName(nameof(FetchRosterAnswers))
            .WithSummary("Take the answers to a finished roster file, in the order of its rows, as NDJSON or, with Accept: text/csv, as CSV")
            .WithExample(answer: Row, answerFile: AnsweredRow.CsvHeader + Row.AsCsv());

        files.MapDelete("/{rosterFileId:guid}", CancelRosterFile.Endpoint).RequirePermission(Permission.VerifyRosters).AllowKeys(KeyScope.Rosters)
            .Produces<RosterFileProgress>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(CancelRosterFile))
            .WithSummary("Stop a roster file that is not answered yet")
            .WithExample(answer: Queued with { State = RosterFileState.Cancelled, EndedAtUtc = Noon });
    }
}
