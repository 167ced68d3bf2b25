using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Tests.Features.Attestation;

/// <summary>The attester's side, with nothing but the link.</summary>
public abstract class AnswerAttestationTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : AnswerAttestationTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : AnswerAttestationTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task The_link_shows_exactly_the_one_statement()
    {
        var applicant = await Api.SomebodyWithARecord("Ana Reyes");
        var token = await Api.ALink(applicant, await Api.APracticeEntry(applicant, "2026-02-14", 90));

        var seen = await Answered(await Api.Views(token));

        Assert.Equal(
            ["applicantName", "claimedMinutes", "expiresAtUtc", "kind", "occurredOn", "question", "role"],
            seen.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal("Did Ana Reyes give 1 h 30 min of peer support on 2026-02-14?", seen.GetProperty("question").GetString());
        Assert.Equal(90, seen.GetProperty("claimedMinutes").GetInt32());
    }

    [Fact]
    public async Task Looking_is_noted_the_first_time_and_uses_nothing_up()
    {
        var (applicant, request, token) = await Asked();

        await Answered(await Api.Views(token));
        var opened = await applicant.Request(request);
        await Answered(await Api.Views(token));

        Assert.Equal("Opened", opened.GetProperty("state").GetString());
        Assert.Equal(opened.GetRawText(), (await applicant.Request(request)).GetRawText());
        Assert.Equal(["AttestationRequested", "AttestationOpened"], (await HistoryOf(request)).Select(h => h.Event));
    }

    [Fact]
    public async Task A_confirmed_entry_is_attested_with_all_that_was_claimed()
    {
        var (applicant, request, token) = await Asked(minutes: 180);

        var answer = await Answered(await Api.Answers(token, "Confirmed"));

        Assert.Equal(180, answer.GetProperty("attestedMinutes").GetInt32());
        Assert.Equal(("Completed", 180), (Text(await applicant.Request(request), "state"), (await applicant.Request(request)).GetProperty("answeredMinutes").GetInt32()));
        Assert.Equal((EvidenceState.Attested, 180), await EntryOf(request));
        var noted = (await HistoryOf(request))[^1];
        Assert.Equal(("AttestationConfirmed", "Attester", null, "Anyone"), (noted.Event, noted.Actor, noted.ActorAccountId, noted.Permission));
    }

    [Fact]
    public async Task A_corrected_entry_is_attested_with_fewer_minutes()
    {
        var (_, request, token) = await Asked(minutes: 180);

        await Answered(await Api.Answers(token, "Corrected", 120, "Two hours, not three."));

        Assert.Equal((EvidenceState.Attested, 120), await EntryOf(request));
        Assert.Equal("Two hours, not three.", (await HistoryOf(request))[^1].Why);
    }

    [Fact]
    public async Task A_declined_entry_stays_a_claim_with_no_attested_minutes_and_another_may_be_asked()
    {
        var (applicant, request, token) = await Asked();

        await Refused(await Api.Answers(token, "Declined"), "request.invalid");
        await Answered(await Api.Answers(token, "Declined", reason: "I do not know her."));

        Assert.Equal((EvidenceState.Claimed, 0), await EntryOf(request));
        var seen = await applicant.Request(request);
        Assert.Equal(("Declined", "I do not know her."), (Text(seen, "state"), Text(seen, "answerReason")));
        await Answered(await applicant.Asks(seen.GetProperty("evidenceId").GetGuid(), AttestationWorld.AnAttester()), 201);
    }

    [Fact]
    public async Task A_correction_is_to_fewer_minutes_and_to_some()
    {
        var (_, request, token) = await Asked(minutes: 180);

        await Refused(await Api.Answers(token, "Corrected", 181), "attestation.minutes_above_claim");
        await Refused(await Api.Answers(token, "Corrected", 180), "attestation.minutes_unchanged");
        await Refused(await Api.Answers(token, "Corrected", 0), "attestation.minutes_needed");
        await Refused(await Api.Answers(token, "Corrected"), "attestation.minutes_needed");
        await Refused(await Api.Answers(token, "Confirmed", 100), "request.invalid");
        Assert.Equal((EvidenceState.Claimed, null), await EntryOf(request));
    }

    [Fact]
    public async Task A_link_is_used_up_by_its_answer()
    {
        var (_, _, token) = await Asked();
        await Answered(await Api.Answers(token, "Confirmed"));

        await Refused(await Api.Answers(token, "Declined", reason: "On second thoughts."), "attestation.already_answered");
        await Refused(await Api.Views(token), "attestation.already_answered");
    }

    [Fact]
    public async Task Of_sixteen_answers_at_once_one_counts()
    {
        var (_, request, token) = await Asked(minutes: 180);

        var answers = await Task.WhenAll(Enumerable.Range(1, 16).Select(n => Api.Answers(token, "Corrected", n)));

        var counted = await Answered(Assert.Single(answers, a => a.IsSuccessStatusCode));
        foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode))
        {
            await Refused(refused, "attestation.already_answered");
        }

        Assert.Equal((EvidenceState.Attested, counted.GetProperty("attestedMinutes").GetInt32()), await EntryOf(request));
        Assert.Single(await HistoryOf(request), h => h.Event == "AttestationCorrected");
    }

    [Fact]
    public async Task A_link_runs_out_by_the_clock_before_any_job_has_noted_it()
    {
        var (applicant, request, token) = await Asked();
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 31, 11, 59, 0, TimeSpan.Zero));
        await Answered(await Api.Views(token));

        Api.TheTimeIs(new DateTimeOffset(2026, 3, 31, 12, 30, 0, TimeSpan.Zero));

        await Refused(await Api.Views(token), "attestation.link_expired");
        await Refused(await Api.Answers(token, "Confirmed"), "attestation.link_expired");
        Assert.Equal("Expired", Text(await applicant.Request(request), "state"));
    }

    [Fact]
    public async Task A_token_that_never_was_is_not_good()
    {
        await Refused(await Api.Views("no-such-token"), "attestation.link_not_good");
        await Refused(await Api.Answers("no-such-token", "Confirmed"), "attestation.link_not_good");
        await Refused(await Api.Views(""), "request.invalid");
        await Refused(await Api.Views(new string('x', 101)), "request.invalid");
    }

    [Fact]
    public async Task A_statement_that_was_changed_or_replaced_after_it_was_sent_is_not_answered()
    {
        var (_, request, token) = await Asked(minutes: 180);
        await Change(request, entry => entry.Detail = (EvidenceDetail.Practice)entry.Detail with { PracticeMinutes = 600 });
        await Refused(await Api.Answers(token, "Confirmed"), "attestation.statement_changed");
        await Refused(await Api.Views(token), "attestation.statement_changed");

        var (_, replaced, other) = await Asked();
        await Change(replaced, entry => entry.State = EvidenceState.Superseded);
        await Refused(await Api.Answers(other, "Confirmed"), "attestation.statement_changed");
    }

    [Fact]
    public async Task A_file_that_already_holds_the_entry_unjudged_learns_of_the_answer()
    {
        var person = await Api.AnApplicant();
        var entry = await Api.APracticeEntry(person.Client, minutes: 180);
        var application = await Api.ADraft(person);
        var item = Guid.CreateVersion7();
        await Api.Stored(async db =>
        {
            var claimed = await db.Evidence.SingleAsync(e => e.Id == entry, Token);
            db.ApplicationItems.Add(new ApplicationItem { Id = item, ApplicationId = application, EvidenceItemId = entry, State = EvidenceState.Claimed, Detail = claimed.Detail, ClaimedMinutes = 180, Version = 1 });
            return await db.SaveChangesAsync(Token);
        });

        await Answered(await Api.Answers(await Api.ALink(person.Client, entry), "Corrected", 150));

        var told = await Api.Stored(db => db.ApplicationItems.SingleAsync(i => i.Id == item, Token));
        Assert.Equal((EvidenceState.Attested, 150), (told.State, told.AttestedMinutes));
        Assert.True(await Api.Stored(db => db.History.AnyAsync(h => h.ApplicationId == application && h.Event == "ApplicationItemAttested" && h.Actor == "Attester", Token)));
    }

    [Theory]
    [InlineData("Confirmed", null, 180)]
    [InlineData("Corrected", 150, 150)]
    [InlineData("Declined", null, 0)]
    public async Task A_file_whose_reviewer_was_quicker_learns_of_the_answer_and_keeps_its_judgement(string answer, int? minutes, int attested)
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");
        var entry = await Api.APracticeEntry(applicant.Client, minutes: 180);
        var application = await Api.ASubmittedApplication(applicant);
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        var item = await Api.Stored(db => db.ApplicationItems.Where(i => i.ApplicationId == application && i.EvidenceItemId == entry).Select(i => i.Id).SingleAsync(Token));
        var file = new KnownFile(application, item, item, item);
        Assert.Equal(HttpStatusCode.OK, (await Api.Act(reviewer, file, "review")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Api.Act(reviewer, file, "judgement", new { verdict = "Accept" }, item)).StatusCode);

        await Answered(await Api.Answers(await Api.ALink(applicant.Client, entry), answer, minutes, answer == "Declined" ? "I was not there." : null));

        var told = await Api.Stored(db => db.ApplicationItems.SingleAsync(i => i.Id == item, Token));
        Assert.Equal((EvidenceState.Accepted, attested, 180), (told.State, told.AttestedMinutes, told.AcceptedMinutes));
    }

    private async Task<(HttpClient Applicant, Guid Request, string Token)> Asked(int minutes = 180)
    {
        var applicant = await Api.SomebodyWithARecord();
        var attester = AttestationWorld.AnAttester();
        var request = await Api.ARequest(applicant, await Api.APracticeEntry(applicant, minutes: minutes), attester);
        await Api.MailHasLeft();
        return (applicant, request, (await Api.MailTo(attester))[^1].Token);
    }

    private Task<int> Change(Guid request, Action<EvidenceItem> change) => Api.Stored(async db =>
    {
        change(await db.AttestationRequests.Where(r => r.Id == request).Select(r => r.EvidenceItem).SingleAsync(Token));
        return await db.SaveChangesAsync(Token);
    });

    private async Task<(EvidenceState, int?)> EntryOf(Guid request)
    {
        var entry = await Api.Stored(db => db.AttestationRequests.Where(r => r.Id == request).Select(r => r.EvidenceItem).SingleAsync(Token));
        return (entry.State, entry.AttestedMinutes);
    }

    private Task<List<HistoryEntry>> HistoryOf(Guid request) => Api.Stored(db => db.History.Where(h => h.SubjectId == request).OrderBy(h => h.Sequence).ToListAsync(Token));

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
