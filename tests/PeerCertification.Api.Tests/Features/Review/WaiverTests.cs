using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Review;

/// <summary>Letting an applicant off a requirement, and asking for it again.</summary>
public abstract class WaiverTests(RegistryApi api) : RegistryTest(api)
{
    private const string Reason = "The exam could not be taken: its centre burned down.";

    private static readonly object TheExam = new { requirementId = "exam", reason = Reason };

    public sealed class OnSqlite(SqliteRegistry api) : WaiverTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : WaiverTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_waived_requirement_lets_the_file_be_approved_and_the_decision_says_why()
    {
        var (file, applicant) = await AFileWithoutTheExam();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Refused(await Api.Act(officer, file, "approval", new { }), "application.requirements_not_met");

        var waived = await Answered(await Api.Act(officer, file, "waivers", TheExam), 201);
        var progress = await Exam(applicant.Client, file);
        await Answered(await Api.Act(officer, file, "approval", new { }), 201);

        Assert.Equal("exam", waived.GetProperty("requirementId").GetString());
        Assert.Equal((true, Reason), (progress.GetProperty("isMet").GetBoolean(), progress.GetProperty("waived").GetString()));
        var decision = await Answered(await applicant.Client.GetAsync($"{file.Path}/decision", Token));
        Assert.Equal(Reason, decision.GetProperty("findings").GetProperty("of").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "exam").GetProperty("waived").GetString());
        var replay = await Answered(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetAsync($"{file.Path}/decision/replay", Token));
        Assert.True(replay.GetProperty("isIdentical").GetBoolean());
        Assert.True(replay.GetProperty("requirementsAreMet").GetBoolean());
        await Refused(await Api.Act(officer, file, "waivers", TheExam), "application.act_not_allowed"); // decided
        await Refused(await Api.Act(officer, file, $"waivers/{waived.GetProperty("id").GetGuid()}/withdraw", new { reason = "Too late." }), "application.act_not_allowed");
    }

    [Fact]
    public async Task A_withdrawn_waiver_lets_nobody_off_and_stays_on_record()
    {
        var (file, applicant) = await AFileWithoutTheExam();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        var id = (await Answered(await Api.Act(officer, file, "waivers", TheExam), 201)).GetProperty("id").GetGuid();
        await Refused(await Api.Act(officer, file, "waivers", TheExam), "waiver.already_granted");

        await Answered(await Api.Act(officer, file, $"waivers/{id}/withdraw", new { reason = "The centre has another date." }));

        await Refused(await Api.Act(officer, file, $"waivers/{id}/withdraw", new { reason = "Again." }), "waiver.already_withdrawn");
        await Refused(await Api.Act(officer, file, $"waivers/{Guid.CreateVersion7()}/withdraw", new { reason = "Another." }), "waiver.not_found");
        Assert.False((await Exam(applicant.Client, file)).GetProperty("isMet").GetBoolean());
        await Refused(await Api.Act(officer, file, "approval", new { }), "application.requirements_not_met");
        await Answered(await Api.Act(officer, file, "waivers", TheExam), 201); // it can be granted anew

        var opened = await Answered(await officer.GetAsync($"/api/v1/boards/ncc-ap/applications/{file.Id}", Token));
        var lines = opened.GetProperty("waivers").EnumerateArray().ToList();
        Assert.Equal([Reason, Reason], lines.Select(w => w.GetProperty("reason").GetString()));
        Assert.Equal(["The centre has another date.", null], lines.Select(w => w.GetProperty("withdrawalReason").GetString()));
        Assert.Equal(
            ["RequirementWaived", "WaiverWithdrawn", "RequirementWaived"],
            await Api.Stored(db => db.History.Where(h => h.ApplicationId == file.Id && (h.Event == "RequirementWaived" || h.Event == "WaiverWithdrawn")).OrderBy(h => h.Sequence).Select(h => h.Event).ToListAsync(Token)));
        Assert.Equal(2, await Api.Stored(db => db.Outbox.CountAsync(m => m.Kind == "RequirementWaived" && m.RecipientAccountId == db.Applicants.Where(a => a.Id == applicant.Id).Select(a => a.AccountId).Single(), Token)));
    }

    [Fact]
    public async Task Only_what_the_rules_call_waivable_is_waived()
    {
        var (file, _) = await AFileWithoutTheExam();
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");

        var problem = await Refused(await Api.Act(officer, file, "waivers", new { requirementId = "recovery", reason = Reason }), "waiver.not_waivable");
        await Refused(await Api.Act(officer, file, "waivers", new { requirementId = "swimming", reason = Reason }), "waiver.requirement_unknown");
        await Refused(await Api.Act(officer, file, "waivers", new { requirementId = "exam", reason = "" }), "request.invalid");
        await Refused(await ReviewWorld.ActOn(officer, file, "waivers", TheExam, null, 99), "precondition.stale");

        Assert.Contains("exam", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.False(await Api.Stored(db => db.RequirementWaivers.AnyAsync(w => w.ApplicationId == file.Id, Token)));
    }

    [Fact]
    public async Task Nobody_but_an_untied_officer_waives()
    {
        var (file, applicant) = await AFileWithoutTheExam();
        var email = await Api.AnAccount(Role.Officer, "ncc-ap");
        await Api.HasRecommended(email, file);

        await Refused(await Api.Act(await Api.Client(email), file, "waivers", TheExam), "decision.needs_second_person");
        await Refused(await Api.Act(await Api.SignedInAs(Role.Reviewer, "ncc-ap"), file, "waivers", TheExam), "access.not_permitted");
        await Refused(await Api.Act(await Api.SignedInAs(Role.Officer, "icrc"), file, "waivers", TheExam), "application.not_found");
        await Refused(await Api.Act(applicant.Client, file, "waivers", TheExam), "access.not_permitted");
    }

    [Fact]
    public async Task Of_two_officers_who_waive_at_once_one_succeeds()
    {
        var (file, _) = await AFileWithoutTheExam();
        HttpClient[] officers = [await Api.SignedInAs(Role.Officer, "ncc-ap"), await Api.SignedInAs(Role.Officer, "ncc-ap")];

        var answers = await Task.WhenAll(officers.Select(officer => Task.Run(() => Api.Act(officer, file, "waivers", TheExam), Token)));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        Assert.Equal(1, await Api.Stored(db => db.RequirementWaivers.CountAsync(w => w.ApplicationId == file.Id, Token)));
    }

    /// <summary>A recommended file that meets everything but the exam, by rules that let the board waive the exam.</summary>
    private async Task<(KnownFile File, KnownApplicant Applicant)> AFileWithoutTheExam()
    {
        var (file, applicant) = await Api.ARecommendedFile(withExam: false);
        await Api.IsPinnedToRulesWithAWaivableExam(file);
        return (file, applicant);
    }

    private static async Task<JsonElement> Exam(HttpClient client, KnownFile file)
    {
        var progress = await Answered(await client.GetAsync($"{file.Path}/progress?basis=Accepted", Token));
        return progress.GetProperty("evaluation").GetProperty("root").GetProperty("of").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "exam");
    }
}
