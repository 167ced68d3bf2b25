using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Review;

public abstract partial class ListQueueTests(RegistryApi api) : RegistryTest(api)
{
    private const string Queue = "/api/v1/boards/ncc-ap/applications";

    public sealed class OnSqlite(SqliteRegistry api) : ListQueueTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ListQueueTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task The_queue_tells_what_was_submitted_and_what_it_waits_for()
    {
        var file = await Api.ASubmittedFile(new DateOnly(2026, 2, 3), "Quinn Queue");
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");

        var row = (await Rows(reviewer, Queue)).Single(r => r.GetProperty("id").GetGuid() == file.Id);

        Assert.Equal("Quinn Queue", row.GetProperty("applicantName").GetString());
        Assert.Equal("NCPRSS", row.GetProperty("credentialType").GetString());
        Assert.Equal("Submitted", row.GetProperty("state").GetString());
        Assert.Equal("2026-02-03", row.GetProperty("receivedOn").GetString());
        Assert.False(row.GetProperty("hasConflict").GetBoolean());
    }

    [Theory]
    [InlineData("ReceivedOn")]
    [InlineData("Touched")]
    public async Task Every_file_comes_once_and_in_order_over_pages_of_two(string sort)
    {
        DateOnly[] days = [new(2024, 5, 4), new(2024, 5, 2), new(2024, 5, 2), new(2024, 5, 2), new(2024, 5, 1)];
        var files = new List<Guid>();
        foreach (var day in days)
        {
            var file = await Api.ASubmittedFile(day);
            await Api.TheFileIs(file, ApplicationState.Withdrawn);
            files.Add(file.Id);
        }

        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        var seen = new List<JsonElement>();
        for (var page = $"{Queue}?state=Withdrawn&limit=2&sort={sort}"; page is not null;)
        {
            var answer = await reviewer.GetAsync(page, Token);
            seen.AddRange((await Answered(answer)).GetProperty("applications").EnumerateArray());
            page = answer.Headers.TryGetValues("Link", out var links) ? NextLink().Match(links.Single()).Groups[1].Value : null;
        }

        var ids = seen.Select(r => r.GetProperty("id").GetGuid()).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.Superset(files.ToHashSet(), ids.ToHashSet());
        Assert.Equal(seen.Select(r => r.GetProperty("receivedOn").GetString()).Order(StringComparer.Ordinal), seen.Select(r => r.GetProperty("receivedOn").GetString()));
    }

    [Fact]
    public async Task The_queue_filters_by_state_waiting_reason_and_type()
    {
        var waiting = await Api.ASubmittedFile();
        var plain = await Api.ASubmittedFile();
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        await Answered(await Api.Act(reviewer, waiting, "review"));
        await Answered(await Api.Act(reviewer, waiting, "questions", new { waitingReason = "Clarification", message = "Which center was it?" }));

        Assert.Equal((true, false), await Has("?state=AwaitingApplicant"));
        Assert.Equal((true, false), await Has("?waitingReason=Clarification"));
        Assert.Equal((false, false), await Has("?waitingReason=ExamResult"));
        Assert.Equal((false, true), await Has("?state=Submitted"));
        Assert.Equal((true, true), await Has("?credentialType=NCPRSS"));
        Assert.Equal((false, false), await Has("?credentialType=PR"));

        async Task<(bool Waiting, bool Plain)> Has(string filter)
        {
            var ids = (await Rows(reviewer, Queue + filter + "&limit=100")).Select(r => r.GetProperty("id").GetGuid()).ToList();
            return (ids.Contains(waiting.Id), ids.Contains(plain.Id));
        }
    }

    [Fact]
    public async Task Drafts_decided_files_and_the_callers_own_are_not_in_the_queue()
    {
        var applicant = await Api.AnApplicant();
        var draft = await Api.ADraft(applicant);
        var denied = await Api.ASubmittedFile();
        await Api.TheFileIs(denied, ApplicationState.Denied);
        var (own, officer) = await Api.AFileOfStaff(Role.Officer);

        var ids = (await Rows(officer, Queue + "?limit=100")).Select(r => r.GetProperty("id").GetGuid()).ToList();

        Assert.DoesNotContain(draft, ids);
        Assert.DoesNotContain(denied.Id, ids);
        Assert.DoesNotContain(own.Id, ids);
        Assert.Contains(own.Id, (await Rows(await Api.SignedInAs(Role.Officer, "ncc-ap"), Queue + "?limit=100")).Select(r => r.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task A_file_with_a_declared_conflict_is_shown_but_marked()
    {
        var file = await Api.ASubmittedFile();
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        await Answered(await reviewer.PostAsJsonAsync($"{file.Path}/conflicts", new { reason = "My sister" }, Token));

        var row = (await Rows(reviewer, Queue + "?limit=100")).Single(r => r.GetProperty("id").GetGuid() == file.Id);

        Assert.True(row.GetProperty("hasConflict").GetBoolean());
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?state=Draft")]
    [InlineData("?after=nonsense")]
    [InlineData("?after=1.2.3")]
    public async Task A_filter_that_makes_no_sense_is_refused(string filter) =>
        await Refused(await (await Api.SignedInAs(Role.Reviewer, "ncc-ap")).GetAsync(Queue + filter, Token), "request.invalid");

    [Fact]
    public async Task Another_boards_queue_is_not_there()
    {
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");

        await Refused(await reviewer.GetAsync("/api/v1/boards/icrc/applications", Token), "board.not_found");
        await Refused(await reviewer.GetAsync("/api/v1/boards/nowhere/applications", Token), "board.not_found");
    }

    private static async Task<List<JsonElement>> Rows(HttpClient client, string address) =>
        [.. (await Answered(await client.GetAsync(address, Token))).GetProperty("applications").EnumerateArray()];

    [GeneratedRegex("<(.*)>; rel=\"next\"")]
    private static partial Regex NextLink();
}
