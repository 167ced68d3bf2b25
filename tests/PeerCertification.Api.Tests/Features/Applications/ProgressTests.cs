using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Tests.Features.Applications;

/// <summary>ViewProgress and PreviewProgress.</summary>
public abstract class ProgressTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : ProgressTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ProgressTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Before_applying_each_requirement_says_what_is_there_what_is_needed_and_what_would_cure_it()
    {
        var applicant = await Api.AnApplicant();
        var entry = (await Api.Logs(applicant, [ApplicationWorld.Practice(new DateOnly(2026, 2, 14), 180)])).Single();

        var progress = await Answered(await applicant.Client.GetAsync("/api/v1/progress?board=ncc-ap&credentialType=NCPRSS", Token));

        Assert.Equal(2, progress.GetProperty("requirementSet").GetInt32());
        Assert.False(progress.GetProperty("evaluation").GetProperty("isMet").GetBoolean());
        var practice = Requirement(progress, "practice");
        Assert.Equal(180, practice.GetProperty("have").GetInt32());
        Assert.Equal(200 * 60, practice.GetProperty("need").GetInt32());
        Assert.Equal("Minutes", practice.GetProperty("unit").GetString());
        Assert.NotEmpty(practice.GetProperty("label").GetString()!);
        Assert.NotEmpty(practice.GetProperty("cure").GetString()!);
        var counted = Assert.Single(practice.GetProperty("counted").EnumerateArray());
        Assert.Equal((entry, 180), (counted.GetProperty("evidenceId").GetGuid(), counted.GetProperty("amount").GetInt32()));
    }

    [Fact]
    public async Task A_draft_whose_claims_meet_everything_is_met_and_lacks_only_the_boards_acceptance()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ADraft(applicant);

        var claimed = await Progress(applicant.Client, id);
        var accepted = await Progress(applicant.Client, id, "?basis=Accepted");

        Assert.True(claimed.GetProperty("evaluation").GetProperty("isMet").GetBoolean());
        Assert.False(accepted.GetProperty("evaluation").GetProperty("isMet").GetBoolean());
        Assert.All(Requirement(accepted, "practice").GetProperty("notCounted").EnumerateArray(), r => Assert.Equal("not_yet_accepted", r.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_draft_entry_does_not_count_and_says_so()
    {
        var applicant = await Api.AnApplicant();
        await Api.Logs(applicant, [ApplicationWorld.Practice(new DateOnly(2026, 2, 14), 180)], EvidenceState.Draft);

        var practice = Requirement(await Progress(applicant.Client, await Api.ADraft(applicant)), "practice");

        Assert.Equal(0, practice.GetProperty("have").GetInt32());
        Assert.Equal("still_a_draft", Assert.Single(practice.GetProperty("notCounted").EnumerateArray()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("es-MX,es;q=0.9,en;q=0.5", "es", "Agregue 197 horas de práctica de apoyo entre pares.")]
    [InlineData("fr, en;q=0.5", "en", "Add 197 hours of peer support practice.")]
    [InlineData("fr", "en", "Add 197 hours of peer support practice.")] // what is there is better than a refusal
    [InlineData(null, "en", "Add 197 hours of peer support practice.")]
    public async Task Progress_is_told_in_the_language_that_is_asked_for(string? asked, string language, string cure)
    {
        var applicant = await Api.AnApplicant();
        await Api.Logs(applicant, [ApplicationWorld.Practice(new DateOnly(2026, 2, 14), 180)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/applications/{await Api.ADraft(applicant)}/progress");
        request.Headers.TryAddWithoutValidation("Accept-Language", asked);

        var answer = await applicant.Client.SendAsync(request, Token);

        Assert.Equal([language], answer.Content.Headers.ContentLanguage);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
        Assert.Equal(cure, Requirement(await Answered(answer), "practice").GetProperty("cure").GetString());
    }

    [Fact]
    public async Task The_applicants_day_ends_at_the_board()
    {
        var applicant = await Api.AnApplicant();
        await Api.IsInRecoverySince(applicant, new DateOnly(2024, 3, 1)); // two years on 1 March 2026
        var id = await Api.ADraft(applicant);

        Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 4, 59, 0, TimeSpan.Zero)); // still February in New York
        Assert.False(Requirement(await Progress(applicant.Client, id), "recovery").GetProperty("isMet").GetBoolean());
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 5, 0, 0, TimeSpan.Zero));
        Assert.True(Requirement(await Progress(applicant.Client, id), "recovery").GetProperty("isMet").GetBoolean());
    }

    [Fact]
    public async Task When_waiting_alone_brings_recovery_is_told_to_the_applicant_and_to_nobody_else()
    {
        var applicant = await Api.AnApplicant();
        await Api.IsInRecoverySince(applicant, new DateOnly(2024, 9, 17));
        var file = await Api.ASubmittedFileOf(applicant.Id);

        var own = Requirement(await Progress(applicant.Client, file.Id), "recovery");
        var staff = await Progress(await Api.SignedInAs(Role.Reviewer, "ncc-ap"), file.Id);

        Assert.Equal("2026-09-17", own.GetProperty("curedOn").GetString());
        Assert.EndsWith("By waiting alone, this is met on September 17, 2026.", own.GetProperty("cure").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, Requirement(staff, "recovery").GetProperty("curedOn").ValueKind);
        Assert.DoesNotContain("By waiting", staff.GetRawText(), StringComparison.Ordinal);
        var everywhere = await Answered(await applicant.Client.GetAsync("/api/v1/me/eligibility", Token));
        Assert.Contains(everywhere.GetProperty("credentials").EnumerateArray().SelectMany(c => c.GetProperty("missing").EnumerateArray()), m => m.GetProperty("curedOn").GetString() == "2026-09-17");
    }

    [Fact]
    public async Task A_submitted_application_stays_with_its_rules_and_entries_while_a_draft_follows_what_is_in_force()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var submitted = await Api.ASubmittedApplication(applicant);
        var other = await Api.AnApplicantWhoMeets("NCPRSS");
        var draft = await Api.ADraft(other);
        await Api.Logs(applicant, [ApplicationWorld.Practice(new DateOnly(2026, 2, 28), 60)]);
        await Api.StricterRulesFrom(new DateOnly(2027, 1, 1));

        Api.TheDayIs(new DateOnly(2027, 1, 1));
        var pinned = await Progress(applicant.Client, submitted);
        var following = await Progress(other.Client, draft);

        Assert.Equal(2, pinned.GetProperty("requirementSet").GetInt32());
        Assert.Equal(200 * 60, Requirement(pinned, "practice").GetProperty("have").GetInt32());
        Assert.True(pinned.GetProperty("evaluation").GetProperty("isMet").GetBoolean());
        Assert.Equal(3, following.GetProperty("requirementSet").GetInt32());
        Assert.False(following.GetProperty("evaluation").GetProperty("isMet").GetBoolean());
        Api.TheDayIs(new DateOnly(2026, 12, 31));
        Assert.Equal(2, (await Progress(other.Client, draft)).GetProperty("requirementSet").GetInt32());
    }

    [Fact]
    public async Task What_a_board_accepts_is_what_the_accepted_basis_reads()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ASubmittedApplication(applicant);
        await Api.Stored(db => db.ApplicationItems.Where(i => i.ApplicationId == id)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.State, EvidenceState.Accepted).SetProperty(x => x.AcceptedMinutes, x => x.ClaimedMinutes), Token));
        var one = await Api.Stored(db => db.ApplicationItems.Where(i => i.ApplicationId == id && i.ClaimedMinutes == 480).Select(i => i.Id).FirstAsync(Token));
        Assert.True((await Progress(applicant.Client, id, "?basis=Accepted")).GetProperty("evaluation").GetProperty("isMet").GetBoolean());

        await Api.Stored(db => db.ApplicationItems.Where(i => i.Id == one)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.State, EvidenceState.PartlyAccepted).SetProperty(x => x.AcceptedMinutes, 420).SetProperty(x => x.JudgementReason, "An hour was lunch."), Token));

        var practice = Requirement(await Progress(applicant.Client, id, "?basis=Accepted"), "practice");
        Assert.Equal((200 * 60) - 60, practice.GetProperty("have").GetInt32());
        var refused = Assert.Single(practice.GetProperty("notCounted").EnumerateArray());
        Assert.Equal("partly_accepted", refused.GetProperty("code").GetString());
        Assert.Contains("An hour was lunch.", refused.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_of_the_board_see_it_from_submission_on_and_nobody_elses_staff_ever()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var id = await Api.ADraft(applicant);
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        await Refused(await Get(reviewer, id), "application.not_found");

        Assert.True((await applicant.Client.PostIfMatch($"/api/v1/applications/{id}/submission", 1)).IsSuccessStatusCode);

        await Answered(await Get(reviewer, id));
        await Refused(await Get(await Api.SignedInAs(Role.Reviewer, "icrc"), id), "application.not_found");
        await Refused(await Get((await Api.AnApplicant()).Client, id), "application.not_found");
        await Refused(await Get(await Api.SignedInAs(Role.Operator), id), "application.not_found");
        await Refused(await Get(Api.CreateClient(), id), "access.sign_in_needed");
        Assert.Equal("ViewProgress", await Api.Stored(db => db.SensitiveReads.Where(r => r.ApplicantId == applicant.Id).OrderByDescending(r => r.Id).Select(r => r.Act).FirstAsync(Token)));
    }

    [Fact]
    public async Task Where_no_rules_are_in_force_there_is_no_progress_to_tell()
    {
        var applicant = await Api.AnApplicant();
        var type = await Api.ACredentialTypeWithoutRules();

        await Refused(await Get(applicant.Client, await Api.ADraft(applicant, credentialType: type)), "application.not_open");
        await Refused(await applicant.Client.GetAsync($"/api/v1/progress?board=ncc-ap&credentialType={type}", Token), "application.not_open");
    }

    [Fact]
    public async Task A_basis_that_is_none_is_refused()
    {
        var applicant = await Api.AnApplicant();
        var id = await Api.ADraft(applicant);

        await Refused(await Get(applicant.Client, id, "?basis=Hoped"), "request.malformed");
        await Refused(await Get(applicant.Client, id, "?basis=7"), "request.invalid");
    }

    [Theory]
    [InlineData("Accepted")]
    [InlineData("Claimed")]
    public async Task What_is_decided_reads_as_it_was_decided_whatever_the_applicant_says_later(string basis)
    {
        var (file, applicant) = await Api.ARecommendedFile();
        await Answered(await Api.Act(await Api.SignedInAs(Role.Officer, "ncc-ap"), file, "approval", new { note = "Welcome." }), 201);

        await Api.IsInRecoverySince(applicant, new DateOnly(2026, 2, 20));

        Assert.True((await Progress(applicant.Client, file.Id, $"?basis={basis}")).GetProperty("evaluation").GetProperty("isMet").GetBoolean());
    }

    [Fact]
    public async Task Looking_ahead_needs_a_record_a_credential_that_is_there_and_an_applicant()
    {
        const string Address = "/api/v1/progress?board=ncc-ap&credentialType=NCPRSS";
        await Refused(await (await Api.SignedInAs(Role.Applicant)).GetAsync(Address, Token), "applicant.record_missing");
        await Refused(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).GetAsync(Address, Token), "access.not_permitted");
        var applicant = await Api.AnApplicant();
        await Refused(await applicant.Client.GetAsync("/api/v1/progress?board=icrc&credentialType=NCPRSS", Token), "credential_type.not_found");
        await Refused(await applicant.Client.GetAsync("/api/v1/progress?board=%20&credentialType=NCPRSS", Token), "request.invalid");
    }

    private static async Task<JsonElement> Progress(HttpClient client, Guid id, string query = "") => await Answered(await Get(client, id, query));

    private static Task<HttpResponseMessage> Get(HttpClient client, Guid id, string query = "") => client.GetAsync($"/api/v1/applications/{id}/progress{query}", Token);

    private static JsonElement Requirement(JsonElement progress, string id) =>
        progress.GetProperty("evaluation").GetProperty("root").GetProperty("of").EnumerateArray().Single(f => f.GetProperty("id").GetString() == id);
}
