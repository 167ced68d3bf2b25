using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Tests.Features.Evidence;

public abstract class CorrectEvidenceTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : CorrectEvidenceTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : CorrectEvidenceTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_draft_is_written_over_until_it_is_claimed()
    {
        var ana = await Api.SomebodyWithARecord();
        var draft = (await Answered(await OfferEvidenceTests.Offer(ana, EvidenceWorld.Practice(), draft: true), 201)).GetProperty("id").GetGuid();

        var redrafted = await Answered(await Put(ana, draft, "\"v1\"", EvidenceWorld.Practice(minutes: 60), draft: true));
        var claimed = await Answered(await Put(ana, draft, "\"v2\"", EvidenceWorld.Practice(minutes: 90)));

        Assert.Equal(("Draft", 60), (redrafted.GetProperty("state").GetString(), redrafted.GetProperty("claimedMinutes").GetInt32()));
        Assert.Equal((draft, "Claimed", 90, 3), (claimed.GetProperty("id").GetGuid(), claimed.GetProperty("state").GetString(), claimed.GetProperty("claimedMinutes").GetInt32(), claimed.GetProperty("version").GetInt32()));
        Assert.Equal(["EvidenceDrafted", "EvidenceRedrafted", "EvidenceClaimed"], await Told(draft));
    }

    [Fact]
    public async Task A_claimed_entry_stays_as_it_was_and_a_new_one_takes_its_place()
    {
        var ana = await Api.SomebodyWithARecord();
        var old = await Api.APracticeEntry(ana, minutes: 1440);

        var answer = await Put(ana, old, "\"v1\"", EvidenceWorld.Practice(minutes: 1400));

        var corrected = await Answered(answer, 201);
        Assert.Equal($"/api/v1/evidence/{corrected.GetProperty("id").GetGuid()}", answer.Headers.Location?.OriginalString);
        Assert.Equal((old, "Claimed", 1400), (corrected.GetProperty("supersedesId").GetGuid(), corrected.GetProperty("state").GetString(), corrected.GetProperty("claimedMinutes").GetInt32()));
        var before = await Read(ana, old);
        Assert.Equal(("Superseded", 1440), (before.GetProperty("state").GetString(), before.GetProperty("claimedMinutes").GetInt32()));
        Assert.Equal(["EvidenceClaimed", "EvidenceSuperseded"], await Told(old));
        await Refused(await Put(ana, old, "\"v2\"", EvidenceWorld.Practice()), "evidence.act_not_allowed");
    }

    [Fact]
    public async Task A_question_to_an_attester_ends_with_the_entry_that_it_is_about()
    {
        var ana = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(ana);
        await AnOpenRequest(entry);

        await Answered(await Put(ana, entry, "\"v1\"", EvidenceWorld.Practice(minutes: 60)), 201);

        Assert.Equal(AttestationState.Cancelled, await Api.Stored(db => db.AttestationRequests.Where(r => r.EvidenceItemId == entry).Select(r => r.State).SingleAsync(Token)));
    }

    [Theory]
    [InlineData(ApplicationState.Submitted, true)]
    [InlineData(ApplicationState.AwaitingApplicant, true)]
    [InlineData(ApplicationState.Recommended, true)]
    [InlineData(ApplicationState.Approved, true)]
    [InlineData(ApplicationState.Draft, false)]
    [InlineData(ApplicationState.Denied, false)]
    [InlineData(ApplicationState.Withdrawn, false)]
    [InlineData(ApplicationState.Abandoned, false)]
    public async Task What_a_board_relies_on_cannot_be_changed(ApplicationState state, bool isHeld)
    {
        var ana = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(ana);
        await Api.AnApplicationOf(ana, state, entry);

        if (isHeld)
        {
            await Refused(await Put(ana, entry, "\"v1\"", EvidenceWorld.Practice(minutes: 60)), "evidence.in_submitted_application");
            await Refused(await ana.SendAsync(OfferEvidenceTests.If("\"v1\"", HttpMethod.Delete, entry), Token), "evidence.in_submitted_application");
        }
        else
        {
            await Answered(await ana.SendAsync(OfferEvidenceTests.If("\"v1\"", HttpMethod.Delete, entry), Token));
        }
    }

    [Fact]
    public async Task A_correction_is_held_to_the_same_rules_and_keeps_the_kind()
    {
        var ana = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(ana);

        await Refused(await Put(ana, entry, "\"v1\"", EvidenceWorld.Practice(minutes: 1441)), "evidence.day_over_24_hours");
        await Refused(await Put(ana, entry, "\"v1\"", EvidenceWorld.Training()), "evidence.kind_cannot_change");
        await Refused(await Put(ana, entry, "\"v1\"", EvidenceWorld.Practice(), documentId: Guid.NewGuid()), "document.not_found");
        Assert.Equal("Claimed", (await Read(ana, entry)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_entry_is_not_changed_unseen_or_from_an_old_reading()
    {
        var ana = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(ana);

        await Refused(await Put(ana, entry, null, EvidenceWorld.Practice()), "precondition.missing");
        await Refused(await Put(ana, entry, "\"v2\"", EvidenceWorld.Practice()), "precondition.stale");
        await Refused(await ana.SendAsync(OfferEvidenceTests.If("\"v2\"", HttpMethod.Delete, entry), Token), "precondition.stale");
    }

    [Fact]
    public async Task The_history_names_nobody()
    {
        var ana = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(ana, supervisorEmail: "marker@example.test");
        await Put(ana, entry, "\"v1\"", EvidenceWorld.Practice(supervisorEmail: "marker@example.test"));

        var told = await Api.Stored(db => db.History.Where(h => h.Act == "OfferEvidence" || h.Act == "CorrectEvidence").Select(h => h.Before + h.After).ToListAsync(Token));

        Assert.True(told.Count >= 3);
        Assert.DoesNotContain(told, t => t.Contains("marker", StringComparison.Ordinal) || t.Contains("Sam Reed", StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> Put(HttpClient client, Guid entry, string? eTag, object detail, bool draft = false, Guid? documentId = null) =>
        client.SendAsync(OfferEvidenceTests.If(eTag, HttpMethod.Put, entry, new { detail, draft, documentId }), Token);

    private static async Task<JsonElement> Read(HttpClient client, Guid entry) => await Answered(await client.GetAsync($"/api/v1/evidence/{entry}", Token));

    private Task<List<string>> Told(Guid entry) =>
        Api.Stored(db => db.History.Where(h => h.SubjectId == entry).OrderBy(h => h.Sequence).Select(h => h.Event).ToListAsync(Token));

    private Task<int> AnOpenRequest(Guid entryId) => Api.Stored(async db =>
    {
        var entry = await db.Evidence.SingleAsync(e => e.Id == entryId, Token);
        var at = new DateTime(2026, 2, 28, 12, 0, 0, DateTimeKind.Utc);
        db.AttestationRequests.Add(new AttestationRequest { Id = Guid.NewGuid(), EvidenceItemId = entryId, ApplicantId = entry.ApplicantId, State = AttestationState.Sent, Statement = entry.Detail, AttesterProtected = "-", TokenHash = $"{entryId:N}", CreatedAtUtc = at, ExpiresAtUtc = at.AddDays(30) });
        return await db.SaveChangesAsync(Token);
    });
}
