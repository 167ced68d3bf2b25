using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Tests.Features.Applications;

/// <summary>SubmitApplication, and ViewSubmission that shows what it kept.</summary>
public abstract class SubmitApplicationTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : SubmitApplicationTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : SubmitApplicationTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task An_application_whose_claims_meet_the_rules_is_received_and_pinned_to_them()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        await Api.Logs(applicant, [ApplicationWorld.Practice(new DateOnly(2026, 2, 27), 60)], EvidenceState.Draft);
        await Api.Logs(applicant, [ApplicationWorld.Practice(new DateOnly(2026, 2, 27), 90)], EvidenceState.Superseded);
        var id = await Api.ADraft(applicant);

        var answer = await Submit(applicant.Client, id);
        var body = await Answered(answer);

        Assert.Equal("Submitted", body.GetProperty("state").GetString());
        Assert.Equal("2026-03-01", body.GetProperty("receivedOn").GetString());
        Assert.Equal(2, body.GetProperty("requirementSet").GetInt32());
        Assert.Equal("\"v2\"", answer.Headers.ETag?.Tag);
        var items = await Api.Stored(db => db.ApplicationItems.Where(i => i.ApplicationId == id).ToListAsync(Token));
        Assert.Equal(31, items.Count); // neither the draft nor the replaced entry
        Assert.Equal(31, body.GetProperty("entries").GetInt32());
        Assert.All(items, i => Assert.Equal(EvidenceState.Attested, i.State));
        Assert.Equal((200 + 60) * 60, items.Sum(i => i.ClaimedMinutes));
        Assert.Equal(["ApplicationBegun", "FeeCharged", "ApplicationSubmitted"], await Api.Stored(db => db.History.Where(h => h.ApplicationId == id).OrderBy(h => h.Sequence).Select(h => h.Event).ToListAsync(Token)));
    }

    [Fact]
    public async Task The_day_of_receipt_is_the_boards_day()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ADraft(applicant);

        Api.TheTimeIs(new DateTimeOffset(2026, 3, 2, 4, 59, 0, TimeSpan.Zero)); // a minute before midnight in New York

        Assert.Equal("2026-03-01", (await Answered(await Submit(applicant.Client, id))).GetProperty("receivedOn").GetString());
    }

    [Fact]
    public async Task What_is_missing_is_told_with_the_refusal()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        await Api.Stored(db => db.Evidence.Where(e => e.ApplicantId == applicant.Id && e.Kind == EvidenceKind.Exam).ExecuteDeleteAsync(Token));
        var id = await Api.ADraft(applicant);

        var problem = await Refused(await Submit(applicant.Client, id), "application.requirements_not_met");

        var missing = problem.GetProperty("findings").GetProperty("of").EnumerateArray().Single(f => !f.GetProperty("isMet").GetBoolean());
        Assert.Equal("exam", missing.GetProperty("id").GetString());
        Assert.NotEmpty(missing.GetProperty("cure").GetString()!);
        Assert.Equal("Draft", await State(id));
    }

    [Fact]
    public async Task Where_the_board_has_no_rules_in_force_nothing_is_taken()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ADraft(applicant, credentialType: await Api.ACredentialTypeWithoutRules());

        await Refused(await Submit(applicant.Client, id), "application.not_open");
    }

    [Theory]
    [InlineData("2026-02-28", null)] // expired yesterday
    [InlineData("2026-03-01", "application.already_certified")] // its last day
    public async Task Somebody_who_has_come_to_hold_the_credential_since_the_draft_does_not_submit(string goodTo, string? refused)
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ADraft(applicant);
        await Api.HoldsNcprss(applicant, new DateOnly(2024, 3, 2), DateOnly.Parse(goodTo, null));

        var answer = await Submit(applicant.Client, id);

        if (refused is null)
        {
            await Answered(answer);
        }
        else
        {
            await Refused(answer, refused);
            Assert.Equal("Draft", await State(id));
        }
    }

    [Fact]
    public async Task What_is_submitted_already_is_not_submitted_again()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ASubmittedApplication(applicant);

        await Refused(await Submit(applicant.Client, id, version: 2), "application.act_not_allowed");
    }

    [Fact]
    public async Task The_version_that_was_seen_must_be_sent_and_be_the_present_one()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ADraft(applicant);

        await Refused(await Submit(applicant.Client, id, version: 7), "precondition.stale");
        await Refused(await applicant.Client.PostAsync($"/api/v1/applications/{id}/submission", null, Token), "precondition.missing");
        Assert.Equal("Draft", await State(id));
    }

    [Fact]
    public async Task Nobody_submits_for_another()
    {
        var id = await Api.ADraft(await Api.AnApplicantWhoMeets("NCPRSS"));

        await Refused(await Submit((await Api.AnApplicant()).Client, id), "application.not_found");
        await Refused(await Submit(await Api.SignedInAs(Role.Officer, "ncc-ap"), id), "access.not_permitted");
        await Refused(await Submit(Api.CreateClient(), id), "access.sign_in_needed");
    }

    [Fact]
    public async Task Of_eight_sent_at_the_same_moment_one_is_received()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ADraft(applicant);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Submit(applicant.Client, id)));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode))
        {
            await Refused(refused, "precondition.stale");
        }

        Assert.Equal(31, await Api.Stored(db => db.ApplicationItems.CountAsync(i => i.ApplicationId == id, Token)));
        Assert.Equal(1, await Api.Stored(db => db.History.CountAsync(h => h.ApplicationId == id && h.Event == "ApplicationSubmitted", Token)));
    }

    [Fact]
    public async Task What_was_submitted_is_kept_as_it_was_although_name_life_and_entries_change()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ASubmittedApplication(applicant);
        await Api.Stored(db => db.Applicants.Where(a => a.Id == applicant.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.LegalName, "Ana Delgado"), Token));
        await Api.Stored(db => db.Evidence.Where(e => e.ApplicantId == applicant.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Detail, ApplicationWorld.Practice(new DateOnly(2026, 1, 5), 1)), Token));
        await Api.IsInRecoverySince(applicant, new DateOnly(2026, 2, 1));

        var kept = await Answered(await applicant.Client.GetAsync($"/api/v1/applications/{id}/submission", Token));

        Assert.Equal("Ana Ruiz", kept.GetProperty("legalName").GetString());
        Assert.Equal("2019-02-03", kept.GetProperty("person").GetProperty("recoverySince").GetString());
        Assert.Equal(31, kept.GetProperty("entries").GetArrayLength());
        Assert.Contains(kept.GetProperty("entries").EnumerateArray(), e => e.GetProperty("detail").TryGetProperty("practiceMinutes", out var minutes) && minutes.GetInt32() == 480);
        Assert.True(kept.GetProperty("evaluation").GetProperty("isMet").GetBoolean());
    }

    [Fact]
    public async Task The_boards_staff_read_what_was_submitted_without_what_it_says_of_her_life()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ASubmittedApplication(applicant);

        var kept = await Answered(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetAsync($"/api/v1/applications/{id}/submission", Token));

        Assert.Equal(JsonValueKind.Null, kept.GetProperty("person").ValueKind);
        Assert.DoesNotContain("2019-02-03", kept.GetRawText(), StringComparison.Ordinal);
        await Refused(await (await Api.SignedInAs(Role.Auditor, "icrc")).GetAsync($"/api/v1/applications/{id}/submission", Token), "application.not_found");
        await Refused(await (await Api.AnApplicant()).Client.GetAsync($"/api/v1/applications/{id}/submission", Token), "application.not_found");
        Assert.DoesNotContain("2019-02-03", await Api.Stored(db => db.Applications.Where(a => a.Id == id).Select(a => a.SubmissionProtected).SingleAsync(Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_has_no_submission_to_read()
    {
        var applicant = await Api.AnApplicant();
        var id = await Api.ADraft(applicant);

        await Refused(await applicant.Client.GetAsync($"/api/v1/applications/{id}/submission", Token), "application.not_found");
    }

    [Fact]
    public async Task The_same_key_gives_the_first_answer_again()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ADraft(applicant);
        applicant.Client.DefaultRequestHeaders.Add("Idempotency-Key", "submit-once");

        var first = await Submit(applicant.Client, id);
        var again = await Submit(applicant.Client, id);

        Assert.Equal((await Answered(first)).GetRawText(), (await Answered(again)).GetRawText());
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
    }

    private async Task<string> State(Guid id) => (await Api.Stored(db => db.Applications.Where(a => a.Id == id).Select(a => a.State).SingleAsync(Token))).ToString();

    private static Task<HttpResponseMessage> Submit(HttpClient client, Guid id, int version = 1) => client.PostIfMatch($"/api/v1/applications/{id}/submission", version);
}
