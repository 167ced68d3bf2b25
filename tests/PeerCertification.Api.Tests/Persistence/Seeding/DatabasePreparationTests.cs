using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence.Seeding;

namespace PeerCertification.Api.Tests.Persistence.Seeding;

public abstract class DatabasePreparationTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : DatabasePreparationTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : DatabasePreparationTests(api), IClassFixture<PostgresRegistry>;

    private readonly string _seeds = Directory.CreateDirectory(Path.Combine(api.Folder, Path.GetRandomFileName())).FullName;

    [Fact]
    public async Task A_start_looks_at_the_seeds_again_where_they_or_the_database_are_others_and_not_otherwise()
    {
        Directory.CreateDirectory(Path.Combine(_seeds, "credential-types"));
        await Write("""[{ "code": "first", "name": "First", "timeZone": "America/New_York", "leadDays": [30], "state": "NY" }]""");
        await Prepare();
        Assert.Equal("NY", await StateOfFirst());

        await Forget();
        await Prepare();
        Assert.Null(await StateOfFirst());

        await Write("""[{ "code": "first", "name": "First", "timeZone": "America/New_York", "leadDays": [30], "state": "NJ" }]""");
        await Prepare();
        Assert.Equal("NJ", await StateOfFirst());

        await Forget();
        await Api.Stored(db => db.Preparations.ExecuteDeleteAsync(Token));
        await Prepare();
        Assert.Equal("NJ", await StateOfFirst());
    }

    [Fact]
    public async Task A_seed_that_says_something_twice_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(_seeds, "credential-types"));
        await Write("""[{ "code": "twice", "name": "Twice", "timeZone": "America/New_York", "leadDays": [30], "state": "WV", "state": "US" }]""");

        await Assert.ThrowsAsync<JsonException>(Prepare);
    }

    [Fact]
    public async Task On_SQLite_readers_wait_for_no_writer() =>
        Assert.Equal(Api is PostgresRegistry ? [] : ["wal"], await Api.Stored(async db => Api is PostgresRegistry ? [] : await db.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync(Token)));

    private Task Write(string boards) => File.WriteAllTextAsync(Path.Combine(_seeds, "boards.json"), boards, Token);

    private Task Prepare() => DatabasePreparation.Prepare(Api.Services, _seeds, Token);

    private Task<string?> StateOfFirst() => Api.Stored(db => db.Boards.Where(b => b.Code == "first").Select(b => b.State).SingleAsync(Token));

    /// <summary>What only a look at the seeds makes good.</summary>
    private Task<int> Forget() => Api.Stored(db => db.Boards.Where(b => b.Code == "first").ExecuteUpdateAsync(u => u.SetProperty(b => b.State, (string?)null), Token));
}
