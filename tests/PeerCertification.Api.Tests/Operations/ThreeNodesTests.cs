using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerCertification.Api.Operations.Demo;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Tests.Operations;

/// <summary>Three real processes on one PostgreSQL database work through one outbox; one is killed in the middle of it.</summary>
public sealed class ThreeNodesTests : IDisposable
{
    private const int Messages = 200;

    private static readonly string? PostgresServer = Environment.GetEnvironmentVariable("PEERCERT_TEST_POSTGRES");

    private readonly string _folder = Directory.CreateTempSubdirectory("peercert-nodes-").FullName;
    private readonly string _database = $"peercert_nodes_{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Connection => $"{PostgresServer};Database={_database}";

    [Fact]
    public async Task Every_message_reaches_its_reader_once_though_a_node_is_killed_while_it_sends()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(PostgresServer), "PEERCERT_TEST_POSTGRES does not name a PostgreSQL server.");
        PreparedRegistry.CopyPostgres(_folder, _database);
        using var first = Start();
        var operators = new List<HttpClient> { await Operator(await first.Listening) };
        using var second = Start();
        using var third = Start();
        operators.Add(await Operator(await second.Listening));
        operators.Add(await Operator(await third.Listening));
        await Promise();

        var rounds = Task.WhenAll(operators.Select(client => RunUntilNothingWaits(client, Token)));
        await Until(async () => await Sent() > 20);
        await first.Kill();
        await rounds;

        // What the killed node had claimed is due again after its wait, which the survivors' clock leaps over.
        foreach (var client in operators.Skip(1))
        {
            (await client.PutAsJsonAsync("/api/v1/sandbox/clock", new { nowUtc = DateTime.UtcNow.AddHours(1) }, Token)).EnsureSuccessStatusCode();
        }

        await Until(async () =>
        {
            await operators[1].PostAsJsonAsync("/api/v1/jobs/DeliverOutbox/runs", new { }, Token);
            return await Sent() == Messages;
        });

        await using var db = Db();
        Assert.Equal(Messages, await db.Inbox.Select(m => m.AccountId).Distinct().CountAsync(Token));
        Assert.Equal(Messages, await db.Inbox.CountAsync(Token));
        var mails = Directory.EnumerateFiles(Path.Combine(_folder, "mail"), "*.eml").Select(Path.GetFileName).ToList();
        Assert.Equal(Messages, mails.Distinct().Count(name => name!.Contains("AddressAlreadyRegistered", StringComparison.Ordinal)));
        var runs = await db.JobRuns.Where(r => r.Job == "DeliverOutbox").ToListAsync(Token);
        Assert.DoesNotContain(runs, r => r.Outcome == JobOutcome.Running);
        Assert.True(runs.Count(r => r is { Outcome: JobOutcome.Succeeded, Count: > 0 }) > 1);
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

    private RegistryProcess Start() => RegistryProcess.Start(
        _folder,
        "Development",
        ["serve", "--urls", "http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Demo:People=false", "--Limits:AccountRequestsPerMinute=1000000", "--Database:Provider=Postgres", $"--Database:ConnectionString={Connection}"]);

    private PostgresRegistryContext Db() => new(new DbContextOptionsBuilder<PostgresRegistryContext>().UseNpgsql(Connection).Options);

    /// <summary>One message to each of many accounts.</summary>
    private async Task Promise()
    {
        await using var db = Db();
        var now = DateTime.UtcNow;
        for (var i = 0; i < Messages; i++)
        {
            var account = db.Users.Add(new Account { Id = Guid.CreateVersion7(), UserName = $"reader-{i}@example.test", Email = $"reader-{i}@example.test", EmailConfirmed = true }).Entity;
            db.Outbox.Add(new OutboxMessage { Kind = "AddressAlreadyRegistered", RecipientAccountId = account.Id, State = OutboxState.Waiting, CreatedAtUtc = now, NextAttemptAtUtc = now });
        }

        await db.SaveChangesAsync(Token);
    }

    private async Task<int> Sent()
    {
        await using var db = Db();
        return await db.Outbox.CountAsync(m => m.State == OutboxState.Sent && m.Kind == "AddressAlreadyRegistered", Token);
    }

    /// <summary>Asks for one run after the other, until nothing is due or the node is gone.</summary>
    private async Task RunUntilNothingWaits(HttpClient client, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var answer = await client.PostAsJsonAsync("/api/v1/jobs/DeliverOutbox/runs", new { }, stop);
                if (answer.StatusCode == HttpStatusCode.Conflict)
                {
                    // Another node is at it, or the killed one is not yet held for dead.
                    await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
                }

                await using var db = Db();
                var now = DateTime.UtcNow;
                if (!await db.Outbox.AnyAsync(m => m.State == OutboxState.Waiting && m.NextAttemptAtUtc <= now, stop))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The node was killed.
        }
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    private static async Task<HttpClient> Operator(Uri address)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        var answer = await client.PostAsJsonAsync("/api/v1/accounts/sign-in", new { email = "operator@example.test", password = DemoAccounts.Password }, Token);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("accessToken").GetString());
        return client;
    }
}
