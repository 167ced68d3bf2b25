using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.TrainingApprovals;

public abstract class TrainingApprovalTests(RegistryApi api) : RegistryTest(api)
{
    private const string Board = TrainingWorld.Board;

    public sealed class OnSqlite(SqliteRegistry api) : TrainingApprovalTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : TrainingApprovalTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task An_officer_approves_a_provider_and_its_members_are_told()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var provider = await Api.AProvider(member: await Api.Client(email));
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var asked = await provider.Asks();
        var seen = await Answered(await officer.GetAsync($"/api/v1/boards/{Board}/training-approvals/{asked}", Token));
        Assert.Equal(("Requested", "jo.mills@example.test"), (seen.GetProperty("state").GetString(), seen.GetProperty("contactEmail").GetString()));

        var approved = await officer.Approves(Board, asked, "2026-04-01", "2028-03-31", ["nycb-approved"]);

        Assert.Equal(("Approved", "2026-04-01", 2), (approved.GetProperty("state").GetString(), approved.GetProperty("fromOn").GetString(), approved.GetProperty("version").GetInt32()));
        var own = (await Answered(await provider.Client.GetAsync($"{provider.Path}/approvals", Token))).GetProperty("approvals")[0];
        Assert.Equal(("Approved", "2028-03-31"), (own.GetProperty("state").GetString(), own.GetProperty("untilOn").GetString()));
        await Api.MailHasLeft();
        Assert.Contains("approved it from 2026-04-01 to 2028-03-31.", Assert.Single(await Api.MailTo(email)).Text, StringComparison.Ordinal);
        Assert.Equal(["TrainingApprovalRequested", "TrainingApproved"], await Api.Stored(db => db.History.Where(h => h.SubjectId == asked).OrderBy(h => h.Sequence).Select(h => h.Event).ToListAsync(Token)));
    }

    [Fact]
    public async Task Only_an_officer_of_that_board_decides()
    {
        var provider = await Api.AProvider();
        var asked = await provider.Asks();
        foreach (var act in new[] { "approval", "refusal", "withdrawal" })
        {
            var body = new { fromOn = "2026-04-01", reason = "x" };
            object sent = act switch { "approval" => new { body.fromOn }, "refusal" => new { body.reason }, _ => body };
            await Refused(await (await Api.SignedInAs(Role.Reviewer, Board)).PostIfMatch(TrainingWorld.Approval(Board, asked, act), 1, sent), "access.not_permitted");
            await Refused(await provider.Client.PostIfMatch(TrainingWorld.Approval(Board, asked, act), 1, sent), "access.not_permitted");
            await Refused(await (await Api.SignedInAs(Role.Officer, "icrc")).PostIfMatch(TrainingWorld.Approval(Board, asked, act), 1, sent), "board.not_found");
            await Refused(await (await Api.SignedInAs(Role.Officer, "icrc")).PostIfMatch(TrainingWorld.Approval("icrc", asked, act), 1, sent), "training_approval.not_found");
        }
    }

    [Fact]
    public async Task Nobody_decides_on_the_provider_that_they_belong_to()
    {
        var email = await Api.AnAccount(Role.Officer, Board);
        await Api.Stored(async db =>
        {
            var account = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(Token);
            db.Grants.Add(new Grant { Id = Guid.CreateVersion7(), AccountId = account, Role = Role.Applicant });
            return await db.SaveChangesAsync(Token);
        });
        var both = await Api.Client(email);
        var asked = await (await Api.AProvider(member: both)).Asks();

        await Refused(await both.PostIfMatch(TrainingWorld.Approval(Board, asked, "approval"), 1, new { fromOn = "2026-04-01" }), "training_approval.own_provider");
    }

    [Fact]
    public async Task Of_two_who_answer_at_once_one_is_told_that_the_request_moved_on()
    {
        for (var round = 0; round < 3; round++)
        {
            var asked = await (await Api.AProvider()).Asks();
            var (one, other) = (await Api.SignedInAs(Role.Officer, Board), await Api.SignedInAs(Role.Officer, Board));

            var answers = await Task.WhenAll(
                one.PostIfMatch(TrainingWorld.Approval(Board, asked, "approval"), 1, new { fromOn = "2026-04-01" }),
                other.PostIfMatch(TrainingWorld.Approval(Board, asked, "refusal"), 1, new { reason = "No teacher." }));

            Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
            await Refused(Assert.Single(answers, a => a.StatusCode != HttpStatusCode.OK), "precondition.stale");
            Assert.Equal(1, await Api.Stored(db => db.History.CountAsync(h => h.SubjectId == asked && h.Event != "TrainingApprovalRequested", Token)));
        }
    }

    [Fact]
    public async Task A_request_is_answered_once()
    {
        var provider = await Api.AProvider();
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var asked = await provider.Asks();
        var refused = await Answered(await officer.PostIfMatch(TrainingWorld.Approval(Board, asked, "refusal"), 1, new { reason = "No teacher is named." }));
        Assert.Equal("Refused", refused.GetProperty("state").GetString());

        await Refused(await officer.PostIfMatch(TrainingWorld.Approval(Board, asked, "approval"), 2, new { fromOn = "2026-04-01" }), "training_approval.act_not_allowed");
        await Refused(await provider.Client.PostIfMatch($"{provider.Path}/approvals/{asked}/retraction", 2), "training_approval.act_not_allowed");
        Assert.Equal("No teacher is named.", (await Answered(await provider.Client.GetAsync($"{provider.Path}/approvals", Token))).GetProperty("approvals")[0].GetProperty("reason").GetString());
        await provider.Asks(); // a second try
    }

    [Fact]
    public async Task One_request_is_open_at_a_time_until_it_is_retracted()
    {
        var provider = await Api.AProvider();
        var both = await Task.WhenAll(Ask(), Ask());
        Assert.Single(both, a => a.StatusCode == HttpStatusCode.Created);
        await Refused(Assert.Single(both, a => a.StatusCode != HttpStatusCode.Created), "training_approval.already_requested");

        var asked = (await Answered(await provider.Client.GetAsync($"{provider.Path}/approvals", Token))).GetProperty("approvals")[0].GetProperty("id").GetGuid();
        Assert.Equal("Retracted", (await Answered(await provider.Client.PostIfMatch($"{provider.Path}/approvals/{asked}/retraction", 1))).GetProperty("state").GetString());
        await provider.Asks();

        Task<HttpResponseMessage> Ask() => provider.Client.PostAsJsonAsync($"{provider.Path}/approvals", new { board = Board }, Token);
    }

    [Fact]
    public async Task A_course_comes_after_its_provider_and_a_board_must_exist()
    {
        var provider = await Api.AProvider();
        await Refused(await provider.Client.PostAsJsonAsync($"{provider.Path}/approvals", new { board = Board, courseId = provider.Course }, Token), "training_approval.provider_first");
        await Refused(await provider.Client.PostAsJsonAsync($"{provider.Path}/approvals", new { board = "nowhere" }, Token), "board.not_found");
        await Refused(await provider.Client.PostAsJsonAsync($"{provider.Path}/approvals", new { board = Board, courseId = (await Api.AProvider()).Course }, Token), "course.not_found");
    }

    [Fact]
    public async Task An_approval_ends_after_it_begins_and_brings_no_word_that_is_reserved()
    {
        var asked = await (await Api.AProvider()).Asks();
        var officer = await Api.SignedInAs(Role.Officer, Board);

        await Refused(await officer.PostIfMatch(TrainingWorld.Approval(Board, asked, "approval"), 1, new { fromOn = "2026-04-01", untilOn = "2026-03-31" }), "training_approval.ends_before_start");
        await Refused(await officer.PostIfMatch(TrainingWorld.Approval(Board, asked, "approval"), 1, new { fromOn = "2026-04-01", tags = new[] { "Approved" } }), "request.invalid");
        await Refused(await officer.PostIfMatch(TrainingWorld.Approval(Board, asked, "approval"), 7, new { fromOn = "2026-04-01" }), "precondition.stale");
        Assert.Equal("2026-04-01", (await officer.Approves(Board, asked, "2026-04-01", "2026-04-01")).GetProperty("untilOn").GetString()); // one day long
    }

    [Fact]
    public async Task An_approval_is_withdrawn_from_today_to_its_last_day()
    {
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var asked = await (await Api.AProvider()).Asks();
        await officer.Approves(Board, asked, "2026-01-01", "2026-12-31");
        var path = TrainingWorld.Approval(Board, asked, "withdrawal");

        await Refused(await officer.PostIfMatch(path, 2, new { fromOn = "2026-02-28", reason = "x" }), "training_approval.withdrawal_in_the_past");
        await Refused(await officer.PostIfMatch(path, 2, new { fromOn = "2027-01-01", reason = "x" }), "training_approval.ended_by_then");
        Assert.Equal("Withdrawn", (await Answered(await officer.PostIfMatch(path, 2, new { fromOn = "2026-03-01", reason = "x" }))).GetProperty("state").GetString());
        await Refused(await officer.PostIfMatch(path, 3, new { fromOn = "2026-03-01", reason = "x" }), "training_approval.act_not_allowed");
    }

    [Theory]
    [InlineData("2026-01-31", false)] // the day before
    [InlineData("2026-02-01", true)] // the first day
    [InlineData("2026-03-31", true)] // the last day
    [InlineData("2026-04-01", false)] // the day after
    public async Task Anybody_sees_which_courses_are_approved_on_a_day(string on, bool listed)
    {
        var provider = await Api.AnApprovedProvider("2026-02-01", "2026-03-31");

        Assert.Equal(listed, (await Courses($"on={on}")).Contains(provider.Course));
    }

    [Fact]
    public async Task A_course_is_listed_only_while_its_provider_is_approved_and_at_that_board()
    {
        var provider = await Api.AProvider();
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var asked = await provider.Asks();
        await officer.Approves(Board, await provider.Asks(course: provider.Course), "2026-01-01");
        Assert.DoesNotContain(provider.Course, await Courses("on=2026-03-10"));

        await officer.Approves(Board, asked, "2026-01-01");
        await Answered(await officer.PostIfMatch(TrainingWorld.Approval(Board, asked, "withdrawal"), 2, new { fromOn = "2026-03-11", reason = "x" }));

        Assert.Contains(provider.Course, await Courses("on=2026-03-10"));
        Assert.DoesNotContain(provider.Course, await Courses("on=2026-03-11"));
        Assert.Contains(provider.Course, await Courses("")); // today
        Assert.DoesNotContain(provider.Course, await Courses("on=2026-03-10", "icrc"));
    }

    [Fact]
    public async Task The_list_of_courses_comes_in_pages()
    {
        var expected = new[] { (await Api.AnApprovedProvider("2031-05-01", "2031-05-01")).Course, (await Api.AnApprovedProvider("2031-05-01", "2031-05-01")).Course, (await Api.AnApprovedProvider("2031-05-01", "2031-05-01")).Course };
        var first = await Api.CreateClient().GetAsync($"/api/v1/boards/{Board}/courses?on=2031-05-01&limit=2", Token);
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];
        var rest = await Api.CreateClient().GetAsync(next, Token);

        Assert.Equal(expected, (await Ids(first)).Concat(await Ids(rest)));
        Assert.False(rest.Headers.Contains("Link"));
        await Refused(await Api.CreateClient().GetAsync($"/api/v1/boards/{Board}/courses?limit=101", Token), "request.invalid");
        await Refused(await Api.CreateClient().GetAsync("/api/v1/boards/nowhere/courses", Token), "board.not_found");
    }

    private static async Task<List<Guid>> Ids(HttpResponseMessage answer) => [.. (await Answered(answer)).GetProperty("courses").EnumerateArray().Select(c => c.GetProperty("id").GetGuid())];

    private async Task<List<Guid>> Courses(string query, string board = Board) => await Ids(await Api.CreateClient().GetAsync($"/api/v1/boards/{board}/courses?limit=100&{query}", Token));
}
