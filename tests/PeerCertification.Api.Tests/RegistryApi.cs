using System.Data.Common;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Persistence.Seeding;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Tests;

/// <summary>
/// The whole API over a real database of its own, thrown away at the end. Its verbs speak the domain; tests never touch its container.
/// </summary>
public abstract class RegistryApi : WebApplicationFactory<Program>
{
    public const string Password = "correct horse battery staple";

    private readonly string _folder = Directory.CreateTempSubdirectory("peercert-test-").FullName;

    private bool _prepared;

    private static int _accounts;

    /// <summary>Why this database cannot be had here, or null where it can.</summary>
    public virtual string? Unavailable => null;

    /// <summary>The folder that this registry writes to.</summary>
    public string Folder => _folder;

    /// <summary>Sets the registry's day, at noon UTC, for everything that follows in this test.</summary>
    public void TheDayIs(DateOnly day) => TheTimeIs(new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero));

    public void TheTimeIs(DateTimeOffset instant) => Services.GetRequiredService<SandboxClock>().MoveTo(instant);

    /// <summary>A new account with a confirmed address, a role, and, where the role is held at a board, that board's code.</summary>
    public async Task<HttpClient> SignedInAs(Role role, string? board = null) => await Client(await AnAccount(role, board));

    /// <summary>The e-mail address of a new account with a confirmed address and a role.</summary>
    public async Task<string> AnAccount(Role role, string? board = null)
    {
        var email = $"{role}{Interlocked.Increment(ref _accounts)}@example.test".ToLowerInvariant();
        using var scope = Services.CreateScope();
        using var turn = await Services.GetRequiredService<WriteGate>().EnterAsync(CancellationToken.None); // as commands do
        await scope.ServiceProvider.GetRequiredService<AccountSeeder>().Ensure(email, Password, role, board, CancellationToken.None);
        return email;
    }

    /// <summary>A client that sends the account's bearer token.</summary>
    public async Task<HttpClient> Client(string email)
    {
        var client = CreateClient();
        var answer = await client.PostAsJsonAsync("/api/v1/accounts/sign-in", new { email, password = Password });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Looks at what is stored, where no answer of the API shows it.</summary>
    public async Task<T> Stored<T>(Func<RegistryContext, Task<T>> read)
    {
        using var scope = Services.CreateScope();
        return await read(scope.ServiceProvider.GetRequiredService<RegistryContext>());
    }

    /// <summary>Schema and seeds, before the registry starts.</summary>
    protected virtual void Prepare() => PreparedRegistry.CopySqlite(_folder);

    /// <summary>Settings that this fixture adds to the defaults.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> Settings() => [];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        if (!_prepared)
        {
            // A second host over the same registry, as WithWebHostBuilder makes it, comes here too.
            Prepare();
            _prepared = true;
        }

        builder.UseEnvironment("Development");
        builder.UseSetting("Data:Folder", _folder);
        builder.UseSetting("Demo:Enabled", "false");
        builder.UseSetting("Jobs:Enabled", "false");
        foreach (var limit in new[] { "AnonymousVerificationsPerMinute", "SignInsPerMinute", "AccountRequestsPerMinute", "OrganisationRequestsPerMinute", "AnonymousRequestsPerMinute", "NameSearchesPerMinute", "RostersPerMinute", "WebhookTestsPerMinute", "UnknownNumbersPerHour" })
        {
            builder.UseSetting($"Limits:{limit}", "1000000");
        }

        // Passwords of tests need no protection, and hashing them well would take most of the time of the tests.
        builder.ConfigureServices(services => services.PostConfigure<PasswordHasherOptions>(o => o.IterationCount = 10));
        foreach (var (key, value) in Settings())
        {
            builder.UseSetting(key, value);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder))
        {
            using (var own = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "registry.db")}"))
            {
                // Only what is its own: other tests are at it with theirs.
                Microsoft.Data.Sqlite.SqliteConnection.ClearPool(own);
            }

            Directory.Delete(_folder, recursive: true);
        }
    }
}

public class SqliteRegistry : RegistryApi
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.ConfigureDbContext<SqliteRegistryContext>(o => o.AddInterceptors(Unsynchronised.Instance)));
    }

    /// <summary>
    /// Waits for no disk, as the PostgreSQL of the tests does not. What a disk must hold when the power goes is tested with real processes and their own settings.
    /// </summary>
    private sealed class Unsynchronised : DbConnectionInterceptor
    {
        public static readonly Unsynchronised Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous = OFF";
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}

/// <summary>A PostgreSQL database made for one test class, on the server that PEERCERT_TEST_POSTGRES names.</summary>
public class PostgresRegistry : RegistryApi
{
    private readonly string _database = $"peercert_{Guid.NewGuid():N}";

    public override string? Unavailable => PreparedRegistry.PostgresServer is null ? "PEERCERT_TEST_POSTGRES does not name a PostgreSQL server." : null;

    private string Connection => $"{PreparedRegistry.PostgresServer};Database={_database};Maximum Pool Size=20";

    protected override void Prepare() => PreparedRegistry.CopyPostgres(Folder, _database);

    protected override IEnumerable<KeyValuePair<string, string>> Settings() =>
    [
        new("Database:Provider", "Postgres"),
        new("Database:ConnectionString", Connection),
    ];

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Unavailable is null)
        {
            using var connection = new Npgsql.NpgsqlConnection(Connection);
            Npgsql.NpgsqlConnection.ClearPool(connection);
            PreparedRegistry.Drop(_database);
        }
    }
}

/// <summary>What every test over HTTP begins with. A class of tests is abstract; two nested classes run it on SQLite and on PostgreSQL.</summary>
public abstract class RegistryTest
{
    protected RegistryTest(RegistryApi api)
    {
        Assert.SkipWhen(api.Unavailable is not null, api.Unavailable ?? "");
        Api = api;
        api.TheDayIs(new DateOnly(2026, 3, 1));
    }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected RegistryApi Api { get; }

    /// <summary>The answer is a problem with this code and the status that the catalogue gives it.</summary>
    public static async Task<JsonElement> Refused(HttpResponseMessage answer, string code)
    {
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(Problems.ProblemCatalog.Entries[code].Status, (int)answer.StatusCode);
        return problem;
    }

    /// <summary>The body of an answer that succeeded.</summary>
    protected static async Task<JsonElement> Answered(HttpResponseMessage answer, int status = 200)
    {
        var body = await answer.Content.ReadAsStringAsync(Token);
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {body}");
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement.Clone();
    }
}
