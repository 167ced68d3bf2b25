using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Features.Review;

/// <summary>Approving, denying, reading a decision, making it out again.</summary>
public abstract class DecideApplicationTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly object NoNote = new { };

    private static readonly object Denial = new { grounds = new[] { "CodeOfEthics" }, note = "A client was asked for a loan." };

    public sealed class OnSqlite(SqliteRegistry api) : DecideApplicationTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : DecideApplicationTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Approval_issues_the_credential_from_today_at_the_board()
    {
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 2, 3, 30, 0, TimeSpan.Zero));
        var (file, applicant) = await Api.ARecommendedFile();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");

        var answer = await Api.Act(officer, file, "approval", new { note = "Welcome." });
        var approved = await Answered(answer, 201);

        var number = approved.GetProperty("credentialNumber").GetString()!;
        Assert.Equal(number, CredentialNumber.Read(number).Value);
        Assert.StartsWith("NCPRSS-", number, StringComparison.Ordinal);
        Assert.Equal($"{file.Path}/decision", answer.Headers.Location?.OriginalString);
        var credential = await Api.Stored(db => db.Credentials.AsNoTracking().Include(c => c.Acts).Include(c => c.Periods).SingleAsync(c => c.ApplicationId == file.Id, Token));
        Assert.Equal((number, "Ana Ruiz", applicant.Id), (credential.Number, credential.NameAsPrinted, credential.ApplicantId));
        var act = Assert.Single(credential.Acts);
        Assert.Equal((1, CredentialActKind.Issue, new DateOnly(2026, 3, 1)), (act.Sequence, act.Kind, act.EffectiveOn));
        var period = Assert.Single(credential.Periods);
        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2028, 2, 29)), (period.StartsOn, period.EndsOn));
        Assert.Equal(["ApplicationApproved", "CredentialIssued"], await Decided(file));
    }

    [Fact]
    public async Task The_applicant_reads_the_decision_and_who_made_it_is_told_to_staff_only()
    {
        var (file, applicant) = await Api.ARecommendedFile();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Refused(await applicant.Client.GetAsync($"{file.Path}/decision", Token), "decision.not_found");
        await Answered(await Api.Act(officer, file, "approval", new { note = "Welcome." }), 201);

        var read = await Answered(await applicant.Client.GetAsync($"{file.Path}/decision", Token));
        var readByStaff = await Answered(await officer.GetAsync($"{file.Path}/decision", Token));

        Assert.Equal("Approve", read.GetProperty("kind").GetString());
        Assert.Equal("Welcome.", read.GetProperty("note").GetString());
        Assert.Equal(2, read.GetProperty("requirementSetVersion").GetInt32());
        Assert.True(read.GetProperty("findings").GetProperty("isMet").GetBoolean());
        Assert.Equal(JsonValueKind.Null, read.GetProperty("decidedByAccountId").ValueKind);
        Assert.NotEqual(Guid.Empty, readByStaff.GetProperty("decidedByAccountId").GetGuid());
        Assert.Contains(await Reads(applicant.Id), r => r == "ViewDecision");
        await Refused(await (await Api.SignedInAs(Role.Applicant)).GetAsync($"{file.Path}/decision", Token), "application.not_found");
        await Refused(await (await Api.SignedInAs(Role.Officer, "icrc")).GetAsync($"{file.Path}/decision", Token), "application.not_found");
    }

    [Fact]
    public async Task Approval_needs_every_requirement_met_and_says_which_is_not()
    {
        var (file, applicant) = await Api.ARecommendedFile(withExam: false);
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");

        var problem = await Refused(await Api.Act(officer, file, "approval", NoNote), "application.requirements_not_met");

        var findings = problem.GetProperty("findings").GetProperty("of").EnumerateArray();
        Assert.Equal(["exam"], findings.Where(f => !f.GetProperty("isMet").GetBoolean()).Select(f => f.GetProperty("id").GetString()));
        Assert.Equal(ApplicationState.Recommended, await Api.Stored(db => db.Applications.Where(a => a.Id == file.Id).Select(a => a.State).SingleAsync(Token)));
        Assert.False(await Api.Stored(db => db.Credentials.AnyAsync(c => c.ApplicationId == file.Id, Token)));
        Assert.Single(await Reads(applicant.Id), "ApproveApplication");
    }

    [Fact]
    public async Task Denial_tells_the_grounds_and_how_to_ask_for_reconsideration()
    {
        var (file, applicant) = await Api.ARecommendedFile(withExam: false);
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");

        var denied = await Answered(await Api.Act(officer, file, "denial", new { grounds = new[] { "RequirementsNotMet" }, note = "The exam is missing." }), 201);
        var read = await Answered(await applicant.Client.GetAsync($"{file.Path}/decision", Token));

        Assert.Equal("Denied", denied.GetProperty("state").GetString());
        Assert.Equal("2026-03-31", denied.GetProperty("reconsiderationUntilOn").GetString());
        Assert.Contains("National Certification Commission", read.GetProperty("reconsideration").GetString(), StringComparison.Ordinal);
        Assert.Contains("2026-03-31", read.GetProperty("reconsideration").GetString(), StringComparison.Ordinal);
        Assert.Equal("RequirementsNotMet", Assert.Single(read.GetProperty("grounds").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal(["ApplicationDenied"], await Decided(file));
        await Refused(await Api.Act(officer, file, "approval", NoNote), "application.act_not_allowed");
    }

    [Fact]
    public async Task A_denial_needs_grounds_that_the_file_bears_out()
    {
        var (file, _) = await Api.ARecommendedFile();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");

        await Refused(await Api.Act(officer, file, "denial", new { grounds = new[] { "RequirementsNotMet" }, note = "No." }), "decision.ground_not_borne_out");
        await Refused(await Api.Act(officer, file, "denial", new { grounds = Array.Empty<string>(), note = "No." }), "request.invalid");
        await Refused(await Api.Act(officer, file, "denial", new { grounds = new[] { "CodeOfEthics", "CodeOfEthics" }, note = "No." }), "request.invalid");
        await Refused(await Api.Act(officer, file, "denial", new { grounds = new[] { "CodeOfEthics" }, note = "" }), "request.invalid");
        await Refused(await Api.Act(officer, file, "denial", new { grounds = new[] { "DislikedByOfficer" }, note = "No." }), "request.malformed");
        await Answered(await Api.Act(officer, file, "denial", Denial), 201);
    }

    [Theory]
    [InlineData("approval")]
    [InlineData("denial")]
    public async Task Only_an_untied_officer_of_the_board_decides(string act)
    {
        var body = act == "approval" ? NoNote : Denial;
        var (file, _) = await Api.ARecommendedFile();
        foreach (var role in Enum.GetValues<Role>().Where(r => r != Role.Officer))
        {
            await Refused(await Api.Act(await Api.SignedInAs(role, RolePermissions.BoardRoles.Contains(role) ? "ncc-ap" : null), file, act, body), "access.not_permitted");
        }

        await Refused(await Api.Act(Api.CreateClient(), file, act, body), "access.sign_in_needed");
        await Refused(await Api.Act(await Api.SignedInAs(Role.Officer, "icrc"), file, act, body), "application.not_found");

        var (own, applicantOfficer) = await Api.AFileOfStaff(Role.Officer);
        await Api.TheFileIs(own, ApplicationState.Recommended);
        await Refused(await Api.Act(applicantOfficer, own, act, body), "decision.own_application");

        var recommender = await Api.AnAccount(Role.Officer, "ncc-ap");
        await Api.HasRecommended(recommender, file);
        await Refused(await Api.Act(await Api.Client(recommender), file, act, body), "decision.needs_second_person");

        var relative = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Refused(await ReviewWorld.ActOn(relative, file, act, body, null, 1), "precondition.stale");
        await Answered(await relative.PostAsJsonAsync($"{file.Path}/conflicts", new { reason = "My sister" }, Token));
        await Refused(await Api.Act(relative, file, act, body), "decision.conflict_of_interest");
        Assert.Equal(ApplicationState.Recommended, await Api.Stored(db => db.Applications.Where(a => a.Id == file.Id).Select(a => a.State).SingleAsync(Token)));
    }

    [Fact]
    public async Task A_recommendation_of_an_earlier_round_still_bars_its_author()
    {
        var (file, _) = await Api.ARecommendedFile();
        var first = await Api.AnAccount(Role.Reviewer, "ncc-ap");
        await Api.AlsoHolds(first, Role.Officer, "ncc-ap");
        var both = await Api.Client(first);
        var second = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        await Answered(await Api.Act(both, file, "return", new { reason = "Look again." }));
        await Answered(await Api.Act(both, file, "recommendation", new { advice = "Approve", note = "Fine." }));
        await Answered(await Api.Act(both, file, "return", new { reason = "Not quite." }));
        await Answered(await Api.Act(second, file, "recommendation", new { advice = "Approve", note = "Fine now." }));

        await Refused(await Api.Act(both, file, "approval", NoNote), "decision.needs_second_person");
    }

    [Fact]
    public async Task A_decision_comes_out_the_same_again_also_after_the_rules_have_changed()
    {
        var (approved, applicant) = await Api.ARecommendedFile();
        var (denied, _) = await Api.ARecommendedFile(withExam: false);
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Answered(await Api.Act(officer, approved, "approval", NoNote), 201);
        await Answered(await Api.Act(officer, denied, "denial", new { grounds = new[] { "RequirementsNotMet" }, note = "The exam is missing." }), 201);
        var auditor = await Api.SignedInAs(Role.Auditor, "ncc-ap");

        Assert.Equal((true, true, 2), Replay(await Answered(await auditor.GetAsync($"{approved.Path}/decision/replay", Token))));
        await Api.ALaterVersionIsPublished();
        Api.TheDayIs(new DateOnly(2031, 1, 1));

        Assert.Equal((true, true, 2), Replay(await Answered(await auditor.GetAsync($"{approved.Path}/decision/replay", Token))));
        Assert.Equal((true, false, 2), Replay(await Answered(await auditor.GetAsync($"{denied.Path}/decision/replay", Token))));
        Assert.Contains("ReplayDecision", await Reads(applicant.Id));
    }

    [Fact]
    public async Task Only_those_who_read_the_boards_history_replay()
    {
        var (file, _) = await Api.ARecommendedFile();

        await Refused(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetAsync($"{file.Path}/decision/replay", Token), "decision.not_found");
        await Refused(await (await Api.SignedInAs(Role.Auditor, "icrc")).GetAsync($"{file.Path}/decision/replay", Token), "application.not_found");
        await Refused(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).GetAsync($"{file.Path}/decision/replay", Token), "access.not_permitted");
    }

    [Fact]
    public async Task Of_sixty_four_simultaneous_approvals_one_succeeds_and_one_credential_is_issued()
    {
        var (file, _) = await Api.ARecommendedFile();
        HttpClient[] officers = [await Api.SignedInAs(Role.Officer, "ncc-ap"), await Api.SignedInAs(Role.Officer, "ncc-ap")];

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => ReviewWorld.ActOn(officers[i % 2], file, "approval", NoNote, null, 2), Token)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        foreach (var answer in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
        {
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed });
            Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString()!);
        }

        Assert.Equal(1, await Api.Stored(db => db.Credentials.CountAsync(c => c.ApplicationId == file.Id, Token)));
        Assert.Equal(["ApplicationApproved", "CredentialIssued"], await Decided(file));
    }

    [Fact]
    public async Task Approvals_of_different_files_at_once_get_different_numbers()
    {
        var files = new List<KnownFile>();
        for (var i = 0; i < 8; i++)
        {
            files.Add((await Api.ARecommendedFile()).File);
        }

        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        var answers = await Task.WhenAll(files.Select(file => Task.Run(() => ReviewWorld.ActOn(officer, file, "approval", NoNote, null, 2), Token)));

        var numbers = new HashSet<string?>();
        foreach (var answer in answers)
        {
            numbers.Add((await Answered(answer, 201)).GetProperty("credentialNumber").GetString());
        }

        Assert.Equal(files.Count, numbers.Count);
    }

    [Fact]
    public async Task A_credential_prints_the_name_that_was_submitted_and_the_board_is_told_that_it_changed()
    {
        var (file, applicant) = await Api.ARecommendedFile();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        Assert.Equal(("Ana Ruiz", ""), await Opened(officer, file));

        await Answered(await Keep(applicant, "", new { legalName = "Ana Delgado", educationLevel = "HighSchoolDiploma" }));

        Assert.Equal(("Ana Ruiz", "educationLevel,legalName"), await Opened(officer, file));
        await Answered(await Api.Act(officer, file, "approval", NoNote), 201);
        Assert.Equal("Ana Ruiz", await Api.Stored(db => db.Credentials.Where(c => c.ApplicationId == file.Id).Select(c => c.NameAsPrinted).SingleAsync(Token)));
    }

    [Fact]
    public async Task A_decision_is_made_on_the_recovery_that_was_submitted_and_the_board_is_told_that_it_changed()
    {
        var (file, applicant) = await Api.ARecommendedFile();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");

        await Answered(await Keep(applicant, "/sensitive", new { recoverySince = "2026-02-01", livedExperience = "OwnSubstanceUse", phone = "+1 555 0100" }));

        Assert.Equal(("Ana Ruiz", "recoverySince"), await Opened(officer, file));
        Assert.True((await Answered(await applicant.Client.GetAsync($"{file.Path}/progress?basis=Accepted", Token))).GetProperty("evaluation").GetProperty("isMet").GetBoolean());
        var read = await Answered(await officer.GetAsync($"{file.Path}/applicant/sensitive?why=To+decide", Token));
        Assert.Equal(("2019-02-03", "+1 555 0100"), (read.GetProperty("recoverySince").GetString(), read.GetProperty("phone").GetString()));
        await Answered(await Api.Act(officer, file, "approval", NoNote), 201);
        Assert.Equal((true, true, 2), Replay(await Answered(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetAsync($"{file.Path}/decision/replay", Token))));
    }

    [Fact]
    public async Task Somebody_who_has_come_to_hold_the_credential_since_submission_is_not_awarded_a_second_one()
    {
        var (file, applicant) = await Api.ARecommendedFile();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Api.HoldsNcprss(applicant, new DateOnly(2024, 3, 2), new DateOnly(2026, 3, 1));

        await Refused(await Api.Act(officer, file, "approval", NoNote), "application.already_certified");
        Assert.Equal(1, await Held(applicant));

        Api.TheDayIs(new DateOnly(2026, 3, 2)); // the first has expired
        await Answered(await Api.Act(officer, file, "approval", NoNote), 201);
    }

    [Fact]
    public async Task A_credential_is_not_given_back_beside_a_second_one()
    {
        var (file, applicant) = await Api.ARecommendedFile();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        var first = await Revoked(applicant);
        await Answered(await Api.Act(officer, file, "approval", NoNote), 201);

        await Refused(await Vacate(officer, first), "application.already_certified");
        Assert.Equal(2, await Api.Stored(db => db.CredentialActs.CountAsync(a => db.Credentials.Any(c => c.Id == a.CredentialId && c.Number == first), Token)));
    }

    [Fact]
    public async Task Of_an_award_and_the_giving_back_of_an_earlier_credential_at_the_same_moment_one_succeeds()
    {
        HttpClient[] officers = [await Api.SignedInAs(Role.Officer, "ncc-ap"), await Api.SignedInAs(Role.Officer, "ncc-ap")];
        for (var i = 0; i < 4; i++)
        {
            var (file, applicant) = await Api.ARecommendedFile();
            var first = await Revoked(applicant);

            var answers = await Task.WhenAll(
                Task.Run(() => ReviewWorld.ActOn(officers[0], file, "approval", NoNote, null, 2), Token),
                Task.Run(() => Vacate(officers[1], first), Token));

            await Refused(Assert.Single(answers, a => !a.IsSuccessStatusCode), "application.already_certified");
        }
    }

    /// <summary>The name that the board finds in the file, and which fields of the record were changed since.</summary>
    private static async Task<(string? Name, string ChangedSince)> Opened(HttpClient staff, KnownFile file)
    {
        var opened = await Answered(await staff.GetAsync($"/api/v1/boards/ncc-ap/applications/{file.Id}", Token));
        return (opened.GetProperty("applicantName").GetString(), string.Join(',', opened.GetProperty("changedSince").EnumerateArray().Select(f => f.GetString())));
    }

    private static Task<HttpResponseMessage> Keep(KnownApplicant applicant, string part, object record) =>
        applicant.Client.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/api/v1/applicants/me{part}") { Content = JsonContent.Create(record), Headers = { { "If-Match", "\"v1\"" } } }, Token);

    /// <summary>The number of a credential that the applicant had and that the board revoked in February.</summary>
    private async Task<string> Revoked(KnownApplicant applicant)
    {
        var email = await Api.Stored(db => db.Users.Where(u => db.Applicants.Any(a => a.Id == applicant.Id && a.AccountId == u.Id)).Select(u => u.Email).SingleAsync(Token));
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 6, 1), holder: email);
        await Answered(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).Act(Api, number, "acts/revoke", new { effectiveOn = "2026-02-01", reason = "After a hearing." }));
        return number;
    }

    private static Task<HttpResponseMessage> Vacate(HttpClient officer, string number) =>
        officer.PostIfMatch($"/api/v1/credentials/{number}/acts/vacate", 2, new { sequence = 2, reason = "Won on appeal." });

    private Task<int> Held(KnownApplicant applicant) => Api.Stored(db => db.Credentials.CountAsync(c => c.ApplicantId == applicant.Id, Token));

    private static (bool IsIdentical, bool RequirementsAreMet, int Version) Replay(JsonElement answer) =>
        (answer.GetProperty("isIdentical").GetBoolean(), answer.GetProperty("requirementsAreMet").GetBoolean(), answer.GetProperty("requirementSetVersion").GetInt32());

    private Task<List<string>> Decided(KnownFile file) =>
        Api.Stored(db => db.History.Where(h => h.ApplicationId == file.Id && (h.Act == "ApproveApplication" || h.Act == "DenyApplication")).OrderBy(h => h.Sequence).Select(h => h.Event).ToListAsync(Token));

    private Task<List<string>> Reads(Guid applicantId) =>
        Api.Stored(db => db.SensitiveReads.Where(r => r.ApplicantId == applicantId).OrderBy(r => r.Id).Select(r => r.Act).ToListAsync(Token));
}
