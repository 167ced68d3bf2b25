using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Applications;

/// <summary>ViewApplication and ListOwnApplications; AnswerBoard, WithdrawApplication and AbandonDrafts: what becomes of an application before it is decided.</summary>
public abstract class RunningApplicationTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : RunningApplicationTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RunningApplicationTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task The_applicant_sees_how_it_stands_and_what_the_board_asked()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ASubmittedApplication(applicant);
        var version = await Api.TheFileIs(id, ApplicationState.AwaitingApplicant);

        var answer = await View(applicant.Client, id);
        var application = await Answered(answer);

        Assert.Equal($"\"v{version}\"", answer.Headers.ETag?.Tag);
        Assert.Equal("AwaitingApplicant", application.GetProperty("state").GetString());
        Assert.Equal("MoreEvidence", application.GetProperty("waitingReason").GetString());
        Assert.Equal("2026-03-01", application.GetProperty("receivedOn").GetString());
        Assert.Equal(2, application.GetProperty("requirementSet").GetInt32());
        var question = Assert.Single(application.GetProperty("questions").EnumerateArray());
        Assert.Contains("certificate", question.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, application.GetProperty("decision").ValueKind);
    }

    [Fact]
    public async Task Staff_of_the_board_see_it_from_submission_on_unless_they_declared_a_conflict()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ADraft(applicant);
        var email = await Api.AnAccount(Role.Reviewer, "ncc-ap");
        var reviewer = await Api.Client(email);
        await Refused(await View(reviewer, id), "application.not_found");

        Assert.True((await applicant.Client.PostIfMatch($"/api/v1/applications/{id}/submission", 1)).IsSuccessStatusCode);
        Assert.Equal("Ana Ruiz", (await Answered(await View(reviewer, id))).GetProperty("applicant").GetString());

        await Api.Stored(async db =>
        {
            var accountId = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(Token);
            db.ConflictDeclarations.Add(new ConflictDeclaration { ApplicationId = id, AccountId = accountId, Reason = "My cousin", DeclaredAtUtc = DateTime.UtcNow });
            return await db.SaveChangesAsync(Token);
        });
        await Refused(await View(reviewer, id), "application.not_found");
        await Answered(await View(await Api.SignedInAs(Role.Auditor, "ncc-ap"), id));
    }

    [Fact]
    public async Task Nobody_else_sees_it()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ASubmittedApplication(applicant);

        await Refused(await View((await Api.AnApplicant()).Client, id), "application.not_found");
        await Refused(await View(await Api.SignedInAs(Role.Officer, "icrc"), id), "application.not_found");
        await Refused(await View(await Api.SignedInAs(Role.Operator), id), "application.not_found");
        await Refused(await View(Api.CreateClient(), id), "access.sign_in_needed");
        await Refused(await View(applicant.Client, Guid.NewGuid()), "application.not_found");
    }

    [Fact]
    public async Task A_draft_that_was_withdrawn_never_comes_before_the_board()
    {
        var applicant = await Api.AnApplicant();
        var id = await Api.ADraft(applicant);
        await Answered(await Withdraw(applicant.Client, id, 1));

        await Refused(await View(await Api.SignedInAs(Role.Reviewer, "ncc-ap"), id), "application.not_found");
    }

    [Fact]
    public async Task An_applicant_lists_her_own_page_by_page_the_latest_first()
    {
        var applicant = await Api.AnApplicant();
        var first = await Api.ADraft(applicant);
        await Answered(await Withdraw(applicant.Client, first, 1));
        var second = await Api.ADraft(applicant);
        await Api.ADraft(await Api.AnApplicant());

        var answer = await applicant.Client.GetAsync("/api/v1/applications?limit=1", Token);
        var next = answer.Headers.GetValues("Link").Single();
        Assert.EndsWith("; rel=\"next\"", next, StringComparison.Ordinal);
        var rest = await applicant.Client.GetAsync(next[1..next.IndexOf('>', StringComparison.Ordinal)], Token);

        Assert.Equal([second], await Listed(answer));
        Assert.Equal([first], await Listed(rest));
        await Refused(await applicant.Client.GetAsync("/api/v1/applications?limit=101", Token), "request.invalid");
        await Refused(await (await Api.SignedInAs(Role.Reviewer, "ncc-ap")).GetAsync("/api/v1/applications", Token), "access.not_permitted");
    }

    [Fact]
    public async Task An_answer_brings_the_file_back_to_review_with_what_was_logged_since()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ASubmittedApplication(applicant);
        var version = await Api.TheFileIs(id, ApplicationState.AwaitingApplicant);
        var added = (await Api.Logs(applicant, [ApplicationWorld.Training("ethics", 60)])).Single();

        var answer = await Answer(applicant.Client, id, version);
        var body = await Answered(answer);

        Assert.Equal("InReview", body.GetProperty("state").GetString());
        Assert.Equal(1, body.GetProperty("entriesAdded").GetInt32());
        Assert.Equal($"\"v{version + 1}\"", answer.Headers.ETag?.Tag);
        Assert.Equal(32, await Api.Stored(db => db.ApplicationItems.CountAsync(i => i.ApplicationId == id, Token)));
        Assert.True(await Api.Stored(db => db.ApplicationItems.AnyAsync(i => i.ApplicationId == id && i.EvidenceItemId == added, Token)));
        var application = await Answered(await View(applicant.Client, id));
        Assert.Equal(JsonValueKind.Null, application.GetProperty("waitingReason").ValueKind);
        Assert.Equal("It is there now.", application.GetProperty("questions")[0].GetProperty("answer").GetString());
    }

    [Fact]
    public async Task There_is_nothing_to_answer_where_the_board_has_not_asked()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ASubmittedApplication(applicant);

        await Refused(await Answer(applicant.Client, id, 2), "application.act_not_allowed");
        await Refused(await Answer(applicant.Client, id, 1), "precondition.stale");
        await Refused(await Answer(applicant.Client, id, 2, ""), "request.invalid");
        await Refused(await Answer((await Api.AnApplicant()).Client, id, 2), "application.not_found");
        await Refused(await Answer(await Api.SignedInAs(Role.Reviewer, "ncc-ap"), id, 2), "access.not_permitted");
    }

    [Theory]
    [InlineData(ApplicationState.Submitted)]
    [InlineData(ApplicationState.AwaitingApplicant)]
    [InlineData(ApplicationState.Recommended)]
    public async Task An_application_may_be_withdrawn_until_it_is_decided_and_another_begun(ApplicationState state)
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ASubmittedApplication(applicant);
        var version = await Api.TheFileIs(id, state);

        var withdrawn = await Answered(await Withdraw(applicant.Client, id, version, "I am moving."));

        Assert.Equal("Withdrawn", withdrawn.GetProperty("state").GetString());
        Assert.Equal("I am moving.", await Api.Stored(db => db.History.Where(h => h.ApplicationId == id && h.Event == "ApplicationWithdrawn").Select(h => h.Why).SingleAsync(Token)));
        Assert.NotEqual(id, await Api.ADraft(applicant));
    }

    [Theory]
    [InlineData(ApplicationState.Approved)]
    [InlineData(ApplicationState.Denied)]
    [InlineData(ApplicationState.Withdrawn)]
    public async Task What_is_decided_or_withdrawn_is_not_withdrawn(ApplicationState state)
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ASubmittedApplication(applicant);
        var version = await Api.TheFileIs(id, state);

        await Refused(await Withdraw(applicant.Client, id, version), "application.act_not_allowed");
    }

    [Fact]
    public async Task Nobody_withdraws_for_another_and_nobody_what_they_have_not_seen()
    {
        var applicant = await Api.AnApplicant();
        var id = await Api.ADraft(applicant);

        await Refused(await Withdraw((await Api.AnApplicant()).Client, id, 1), "application.not_found");
        await Refused(await Withdraw(await Api.SignedInAs(Role.Officer, "ncc-ap"), id, 1), "access.not_permitted");
        await Refused(await Withdraw(applicant.Client, id, 3), "precondition.stale");
        await Refused(await Withdraw(applicant.Client, id, 1, new string('x', 1001)), "request.invalid");
    }

    [Fact]
    public async Task A_draft_left_alone_for_180_days_is_abandoned_once()
    {
        var left = await Api.ADraft(await Api.AnApplicant());
        var logging = await Api.AnApplicant();
        var alive = await Api.ADraft(logging);
        await Api.Logs(logging, [ApplicationWorld.Practice(new DateOnly(2026, 4, 1), 60)], atUtc: new DateTime(2026, 4, 2, 9, 0, 0, DateTimeKind.Utc));
        var submitted = await Api.ASubmittedApplication(await Api.AnApplicantWhoMeets("NCPRSS"));

        await Api.DraftsAreSwept(new DateTime(2026, 8, 28, 11, 0, 0, DateTimeKind.Utc)); // an hour less than 180 days
        Assert.Equal(ApplicationState.Draft, await State(left));
        var swept = await Api.DraftsAreSwept(new DateTime(2026, 8, 28, 13, 0, 0, DateTimeKind.Utc));

        Assert.True(swept >= 1);
        Assert.Equal(ApplicationState.Abandoned, await State(left));
        Assert.Equal(ApplicationState.Draft, await State(alive));
        Assert.Equal(ApplicationState.Submitted, await State(submitted));
        Assert.Equal(0, await Api.DraftsAreSwept(new DateTime(2026, 8, 28, 13, 0, 0, DateTimeKind.Utc)));
        var line = await Api.Stored(db => db.History.SingleAsync(h => h.ApplicationId == left && h.Event == "ApplicationAbandoned", Token));
        Assert.Equal(("Clock", "AbandonDrafts"), (line.Actor, line.Act));
    }

    private async Task<ApplicationState> State(Guid id) => await Api.Stored(db => db.Applications.Where(a => a.Id == id).Select(a => a.State).SingleAsync(Token));

    private static async Task<IEnumerable<Guid>> Listed(HttpResponseMessage answer) =>
        (await Answered(answer)).GetProperty("applications").EnumerateArray().Select(a => a.GetProperty("id").GetGuid());

    private static Task<HttpResponseMessage> View(HttpClient client, Guid id) => client.GetAsync($"/api/v1/applications/{id}", Token);

    private static Task<HttpResponseMessage> Answer(HttpClient client, Guid id, int version, string answer = "It is there now.") =>
        client.PostIfMatch($"/api/v1/applications/{id}/answers", version, new { answer });

    private static Task<HttpResponseMessage> Withdraw(HttpClient client, Guid id, int version, string? reason = null) =>
        client.PostIfMatch($"/api/v1/applications/{id}/withdrawal", version, new { reason });
}
