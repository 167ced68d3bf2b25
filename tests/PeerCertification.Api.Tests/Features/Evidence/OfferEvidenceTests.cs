using System.Net.Http.Json;
using System.Text.Json;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Evidence;

public abstract class OfferEvidenceTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : OfferEvidenceTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : OfferEvidenceTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Every_kind_can_be_offered_listed_and_read()
    {
        var ana = await Api.SomebodyWithARecord();
        Guid[] offered =
        [
            await Api.APracticeEntry(ana), await Api.ATraining(ana), await Api.ASupervisionEntry(ana), await Api.AnExam(ana),
            await Api.AReference(ana), await Api.AnEducation(ana), await Api.ASignedDocument(ana),
        ];

        var listed = (await Answered(await ana.GetAsync("/api/v1/evidence", Token))).GetProperty("entries").EnumerateArray().ToList();

        Assert.Equal(offered.ToHashSet(), listed.Select(e => e.GetProperty("id").GetGuid()).ToHashSet());
        Assert.Equal(7, listed.Select(e => e.GetProperty("kind").GetString()).Distinct().Count());
        Assert.All(listed, e => Assert.Equal(e.GetProperty("kind").GetString(), e.GetProperty("detail").GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task An_entry_reads_as_it_was_offered()
    {
        var ana = await Api.SomebodyWithARecord();
        var created = await Offer(ana, EvidenceWorld.Practice().With("startsAt", "09:00:00").With("endsAt", "12:30:00").With("topic", "advocacy"));
        await Answered(created, 201);

        var read = await ana.GetAsync(created.Headers.Location, Token);
        var entry = await Answered(read);

        Assert.Equal("\"v1\"", read.Headers.ETag!.Tag);
        Assert.Equal(("Claimed", "2026-02-14", 180), (entry.GetProperty("state").GetString(), entry.GetProperty("occurredOn").GetString(), entry.GetProperty("claimedMinutes").GetInt32()));
        Assert.Equal(("advocacy", "09:00:00", EvidenceWorld.Supervisor), (Detail("topic"), Detail("startsAt"), Detail("supervisorEmail")));
        string? Detail(string field) => entry.GetProperty("detail").GetProperty(field).GetString();
    }

    internal static Task<HttpResponseMessage> Offer(HttpClient applicant, object detail, Guid? documentId = null, bool draft = false) =>
        applicant.PostAsJsonAsync("/api/v1/evidence", new { detail, documentId, draft }, Token);
}
