using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence.Seeding;

namespace PeerCertification.Api.Tests.Persistence.Seeding;

public abstract class SeedFilesTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : SeedFilesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : SeedFilesTests(api), IClassFixture<PostgresRegistry>;

    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "seed-data");

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(api.Folder, Path.GetRandomFileName())).FullName;

    [Fact]
    public async Task Seeding_twice_changes_nothing()
    {
        var before = await Counts();
        await Seed(Shipped);
        Assert.Equal(before, await Counts());
        Assert.NotEqual((0, 0, 0), before);
    }

    [Theory]
    [InlineData("\"atLeast\": \"48h\"", "\"atLeast\": \"49h\"", "training: Its minimums ask for 61 hours")] // more than the whole
    [InlineData("\"atLeast\": \"48h\"", "\"atLeast\": \"-48h\"", "training-peer-recovery: \"atLeast\"")]
    [InlineData("\"board\": \"ncc-ap\"", "\"board\": \"elsewhere\"", "there is no board \"elsewhere\"")]
    [InlineData("\"version\": 2", "\"version\": 3", "on days on which version 2 is")]
    public async Task A_document_that_the_registry_cannot_judge_by_stops_the_seeding_and_is_named(string sound, string spoiled, string says)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "credential-types"));
        File.Copy(Path.Combine(Shipped, "boards.json"), Path.Combine(_folder, "boards.json"));
        var document = await File.ReadAllTextAsync(Path.Combine(Shipped, "credential-types", "ncprss.v2.json"), Token);
        var path = Path.Combine(_folder, "credential-types", "spoiled.json");
        Assert.Contains(sound, document, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, document.Replace(sound, spoiled, StringComparison.Ordinal), Token);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => Seed(_folder));

        Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    private Task<bool> Seed(string folder) => Api.Stored(async db =>
    {
        await new SeedFiles(db, TimeProvider.System, folder).Load(Token);
        return true;
    });

    private Task<(int Boards, int Types, int Sets)> Counts() => Api.Stored(async db =>
        (await db.Boards.CountAsync(Token), await db.CredentialTypes.CountAsync(Token), await db.RequirementSets.CountAsync(Token)));
}
