using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Tests.Features.Applications;

/// <summary>By which version of the rules an application is judged, where more than the day of receipt tells it.</summary>
public abstract class VersionChoiceTests(RegistryApi api) : RegistryTest(api)
{
    /// <summary>Asks what version 2 asks, of those whose latest course was in February 2026 or later. Those who signed the old pledge stay with version 2.</summary>
    private const int Later = 901;

    private const string Pledge = """
        "exceptions": [ { "id": "old-pledge", "label": "Pledged before", "source": "naadac_faq", "by": "Receipt", "useVersion": 2,
          "when": { "element": "signedDocument", "id": "pledge", "label": "The old pledge", "source": "naadac_faq", "document": "old-pledge", "version": "1" } },
        """;

    public sealed class OnSqlite(SqliteRegistry api) : VersionChoiceTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : VersionChoiceTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task The_day_of_the_training_or_an_exception_chooses_and_the_choice_stays()
    {
        await TheLaterVersionIsPublished();
        var before = await Api.AnApplicantWhoMeets("NCPRSS");
        var after = await Api.AnApplicantWhoMeets("NCPRSS");
        await Api.Logs(after, [ACourse(new DateOnly(2026, 2, 1))]);
        var pledged = await Api.AnApplicantWhoMeets("NCPRSS");
        await Api.Logs(pledged, [ACourse(new DateOnly(2026, 2, 20)), new EvidenceDetail.SignedDocument("old-pledge", "1", new DateOnly(2026, 2, 1))]);

        Assert.Equal(2, await Preview(before));
        Assert.Equal(Later, await Preview(after));
        Assert.Equal(2, await Preview(pledged));

        var file = await Submitted(after);
        Assert.Equal(Later, await Pinned(file));
        Assert.Equal(2, await Pinned(await Submitted(before)));
        Assert.Equal(2, await Pinned(await Submitted(pledged)));

        await Api.Logs(after, [new EvidenceDetail.SignedDocument("old-pledge", "1", new DateOnly(2026, 2, 1))]);
        Assert.Equal(Later, await Progress(after, file));
    }

    private static EvidenceDetail ACourse(DateOnly day) => new EvidenceDetail.Training("A late course", "An academy", day, day, TrainingMode.InPerson, [new TopicMinutes("ethics", 60)]);

    private static async Task<int> Preview(KnownApplicant applicant) =>
        (await Answered(await applicant.Client.GetAsync("/api/v1/progress?board=ncc-ap&credentialType=NCPRSS", Token))).GetProperty("requirementSet").GetInt32();

    private static async Task<int> Progress(KnownApplicant applicant, Guid file) =>
        (await Answered(await applicant.Client.GetAsync($"/api/v1/applications/{file}/progress", Token))).GetProperty("requirementSet").GetInt32();

    private async Task<Guid> Submitted(KnownApplicant applicant) => await Api.ASubmittedApplication(applicant);

    private Task<int> Pinned(Guid file) =>
        Api.Stored(db => db.Applications.Where(a => a.Id == file).Join(db.RequirementSets, a => a.RequirementSetVersionId, s => s.Id, (_, s) => s.Number).SingleAsync(Token));

    private Task<int> TheLaterVersionIsPublished() => Api.Stored(async db =>
    {
        var last = await db.RequirementSets.SingleAsync(s => s.CredentialType.Code == "NCPRSS" && s.Number == 2, Token);
        var document = last.Document
            .Replace("\"version\": 2,", $"\"version\": {Later},", StringComparison.Ordinal)
            .Replace("\"exceptions\": [", Pledge, StringComparison.Ordinal)
            .Replace("\"decidingDate\": \"Receipt\"", "\"decidingDate\": \"Training\"", StringComparison.Ordinal);
        db.RequirementSets.Add(new RequirementSetVersion
        {
            Id = Guid.CreateVersion7(),
            CredentialTypeId = last.CredentialTypeId,
            Number = Later,
            EffectiveFrom = new DateOnly(2026, 2, 1),
            State = Domain.Requirements.Publication.RequirementSetState.Published,
            Document = document,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document))),
        });
        return await db.SaveChangesAsync(Token);
    });
}
