using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using PeerCertification.Api.Operations.Demo;

namespace PeerCertification.Api.Tests.Operations;

/// <summary>A real process is killed while many people write, and started again on what it left.</summary>
public sealed class KilledInTheMiddleTests : IDisposable
{
    private const int Writers = 8;

    private static readonly string? PostgresServer = Environment.GetEnvironmentVariable("PEERCERT_TEST_POSTGRES");

    private readonly string _folder = Directory.CreateTempSubdirectory("peercert-kill-").FullName;
    private readonly string _database = $"peercert_kill_{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task On_SQLite_every_answered_write_survives_and_nothing_is_half_done()
    {
        PreparedRegistry.CopySqlite(_folder);
        return KillAndLookAgain([], () => new SqliteConnection($"Data Source={Path.Combine(_folder, "registry.db")};Pooling=False"));
    }

    [Fact]
    public async Task On_PostgreSQL_every_answered_write_survives_and_nothing_is_half_done()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(PostgresServer), "PEERCERT_TEST_POSTGRES does not name a PostgreSQL server.");
        var connection = $"{PostgresServer};Database={_database}";
        PreparedRegistry.CopyPostgres(_folder, _database);

        await KillAndLookAgain(["--Database:Provider=Postgres", $"--Database:ConnectionString={connection}"], () => new NpgsqlConnection(connection));
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        if (!string.IsNullOrEmpty(PostgresServer))
        {
            using var connection = new NpgsqlConnection($"{PostgresServer};Database=postgres");
            connection.Open();
            using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{_database}\" WITH (FORCE)", connection);
            drop.ExecuteNonQuery();
        }
    }

    private async Task KillAndLookAgain(string[] settings, Func<DbConnection> connect)
    {
        var answered = new ConcurrentDictionary<string, byte>();
        using (var registry = Start(settings))
        {
            using var applicant = await SignIn(await registry.Listening);
            (await applicant.PutAsJsonAsync("/api/v1/applicants/me", new { legalName = "Ana Reyes", educationLevel = "Ged" }, Token)).EnsureSuccessStatusCode();
            var enough = new TaskCompletionSource();
            var writers = Enumerable.Range(0, Writers).Select(w => Write(applicant, w, answered, enough)).ToList();
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(120), Token);
            await registry.Kill();
            await Task.WhenAll(writers);
        }

        using var again = Start(settings);
        using var reader = await SignIn(await again.Listening);
        var kept = await ReadAll(reader);

        Assert.True(answered.Count >= 100, $"only {answered.Count} writes were answered before the end");
        Assert.Equal([], answered.Keys.Except(kept));
        Assert.InRange(kept.Count, answered.Count, answered.Count + Writers);
        Assert.Equal(kept.Count, await Count(connect, """SELECT COUNT(*) FROM "History" WHERE "Event" = 'EvidenceClaimed'"""));
    }

    private RegistryProcess Start(string[] settings) =>
        RegistryProcess.Start(_folder, "Development", ["serve", "--urls", "http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Jobs:Enabled=false", "--Demo:People=false", "--Limits:AccountRequestsPerMinute=1000000", .. settings]);

    /// <summary>Logs one hour after the other, each on a day of its own, until the registry is gone.</summary>
    private static async Task Write(HttpClient applicant, int writer, ConcurrentDictionary<string, byte> answered, TaskCompletionSource enough)
    {
        for (var day = new DateOnly(2000, 1, 1).AddDays(writer); ; day = day.AddDays(Writers))
        {
            try
            {
                var detail = new { kind = "Practice", day, practiceMinutes = 60, role = "PeerCoach", domains = new[] { "Emotional" }, modality = "Individual", setting = "Recovery house", population = (string?)null, compensation = "Volunteer", supervisorName = "Sam", supervisorEmail = "sam@example.test" };
                var answer = await applicant.PostAsJsonAsync("/api/v1/evidence", new { detail }, Token);
                var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
                if (answer.StatusCode == HttpStatusCode.Conflict)
                {
                    continue; // eight hands on one record: a clear refusal, and nothing was changed
                }

                Assert.True(answer.IsSuccessStatusCode, body.ToString());
                answered[body.GetProperty("id").GetString()!] = 0;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
            {
                return;
            }

            if (answered.Count >= 100)
            {
                enough.TrySetResult();
            }
        }
    }

    private static async Task<HttpClient> SignIn(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        var answer = await client.PostAsJsonAsync("/api/v1/accounts/sign-in", new { email = DemoAccounts.All[0].Email, password = DemoAccounts.Password }, Token);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<HashSet<string>> ReadAll(HttpClient client)
    {
        var found = new HashSet<string>();
        for (var page = "/api/v1/evidence?limit=100"; page is not null;)
        {
            var answer = await client.GetAsync(page, Token);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
            found.UnionWith(body.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("id").GetString()!));
            page = answer.Headers.TryGetValues("Link", out var links) ? links.First().Split('<', '>')[1] : null;
        }

        return found;
    }

    private static async Task<long> Count(Func<DbConnection> connect, string sql)
    {
        await using var connection = connect();
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(Token), null);
    }
}
