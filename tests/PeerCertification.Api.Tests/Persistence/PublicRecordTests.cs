using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Persistence;

/// <summary>What answers the public says what the tables of acts, periods and restrictions say, whatever was done.</summary>
public abstract class PublicRecordTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : PublicRecordTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : PublicRecordTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Issued = new(2025, 3, 15);

    [Fact]
    public async Task It_is_written_anew_with_every_act_and_every_restriction_that_is_public()
    {
        var number = await Api.ACredential("NCPRSS", Issued);
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        var first = await Facts(number);
        Assert.Equal([CredentialActKind.Issue], first.Acts.Select(a => a.Kind));
        Assert.NotNull(first.Acts[0].Opens);

        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", untilOn = "2026-06-01", reason = "Heard." }));
        var imposed = await Answered(await officer.Act(Api, number, "restrictions", new { text = "Works under supervision only.", isPublic = true, fromOn = "2026-02-01", reason = "Heard." }), 201);
        await Answered(await officer.Act(Api, number, "restrictions", new { text = "Known to the board.", isPublic = false, fromOn = "2026-02-01", reason = "Heard." }), 201);
        await Answered(await officer.Act(Api, number, $"restrictions/{imposed.GetProperty("id").GetGuid()}/end", new { endedOn = "2026-02-20", reason = "Conditions met." }));

        var last = await Facts(number);
        Assert.Equal([CredentialActKind.Issue, CredentialActKind.Suspend], last.Acts.Select(a => a.Kind));
        Assert.Equal(("Works under supervision only.", new DateOnly(2026, 2, 20)), Assert.Single(last.Restrictions) is var r ? (r.Text, r.Term.EndedOn) : default);
        await AgreeWithTheTables(Api);
    }

    [Fact]
    public async Task A_credential_is_not_saved_without_it()
    {
        var number = await Api.ACredential("NCPRSS", Issued);

        await Api.Stored(async db =>
        {
            var id = await db.Credentials.Where(c => c.Number == number).Select(c => c.Id).SingleAsync(Token);
            db.CredentialActs.Add(CredentialActRow.Of(id, new CredentialAct(99, CredentialActKind.Revoke, Issued, DateTime.UnixEpoch), "x", null));

            return Assert.Throws<NotSupportedException>(() => db.SaveChanges());
        });
    }

    /// <summary>Compares all of them with what would be written now.</summary>
    internal static Task<int> AgreeWithTheTables(RegistryApi api) => api.Stored(async db =>
    {
        var before = await db.PublicRecords.AsNoTracking().ToDictionaryAsync(r => r.Number, r => Convert.ToHexString(r.Facts));
        var credentials = await db.Credentials.AsNoTracking().ToListAsync();
        var records = await db.PublicRecords.AsNoTracking().ToListAsync();
        Assert.Equal(
            credentials.Select(c => (c.Number, c.NameAsPrinted, c.CredentialTypeId)).Order(),
            records.Select(r => (r.Number, Facts: PublicFacts.Read(r.Facts))).Select(r => (r.Number, r.Facts.NameAsPrinted, r.Facts.CredentialTypeId)).Order());

        await PublicRecord.Renew(db, [.. credentials.Select(c => c.Id)], CancellationToken.None);
        Assert.NotEmpty(credentials);
        Assert.Equal([], db.PublicRecords.Local.Where(r => Convert.ToHexString(r.Facts) != before[r.Number]).Select(r => r.Number));
        return credentials.Count;
    });

    private Task<PublicFacts> Facts(string number) => Api.Stored(async db => PublicFacts.Read((await db.PublicRecords.AsNoTracking().SingleAsync(r => r.Number == number, Token)).Facts));
}
