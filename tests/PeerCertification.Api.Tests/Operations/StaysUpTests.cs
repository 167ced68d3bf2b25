using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Operations;

/// <summary>Verification needs nothing of what runs beside it: a job that cannot work, a mail server that is not there, a webhook that does not answer.</summary>
public abstract class StaysUpTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly KeyValuePair<string, string>[] NothingBesideIt =
    [
        new("Mail:Smtp:Host", "127.0.0.1"), // where nobody listens
        new("Mail:Smtp:Port", "1"),
        new("Mail:Smtp:UseTls", "false"),
        new("Webhooks:TimeoutSeconds", "120"),
    ];

    public sealed class OnSqlite(OnSqlite.Registry api) : StaysUpTests(api), IClassFixture<OnSqlite.Registry>
    {
        public sealed class Registry : SqliteRegistry
        {
            protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), .. NothingBesideIt];
        }
    }

    public sealed class OnPostgres(OnPostgres.Registry api) : StaysUpTests(api), IClassFixture<OnPostgres.Registry>
    {
        public sealed class Registry : PostgresRegistry
        {
            protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), .. NothingBesideIt];
        }
    }

    [Fact]
    public async Task Verification_answers_while_a_job_fails_the_mail_server_is_down_and_a_webhook_hangs()
    {
        using var receiver = new WebhookReceiver();
        var (organisation, address) = (await Api.AnOrganisation(), receiver.NewAddress());
        var number = await Api.ACredential("NCPRSS", new(2026, 2, 1));
        var webhook = await Api.AWebhook(organisation, address);
        await organisation.Watches(number);
        await Api.HasRecordedChanges();
        await TrainingWorld.Done(organisation.Owner.PostAsJsonAsync($"{organisation.Path}/invitations", new { email = "kim.day@example.test" }, Token));
        var (isReached, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        receiver.Answers(address, async _ =>
        {
            isReached.SetResult();
            await mayAnswer.Task;
        });

        await Api.MailHasLeft(); // which it has not
        Assert.True(await Api.Stored(db => db.Outbox.AnyAsync(m => m.LastError != null, Token)));
        var run = Api.WebhooksAreDelivered();
        await isReached.Task;
        await Api.Stored(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE \"StandingChanges\" RENAME TO \"Lost\"", Token));
        Assert.Equal("Failed", (await Answered(await Api.AsksForARun("ForgetStandingChanges"))).GetProperty("outcome").GetString());

        var key = await Api.AKey(organisation, "Verify", "Rosters"); // a command is not held up either
        Assert.Equal("Active", (await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}", Token))).GetProperty("standing").GetString());
        Assert.Equal("Active", (await Answered(await key.Client.GetAsync($"/api/v1/verifications/{number}", Token))).GetProperty("standing").GetString());
        Assert.Contains("\"Active\"", await (await key.Client.PostAsJsonAsync("/api/v1/rosters/verify", new { numbers = new[] { number } }, Token)).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await Answered(await Api.CreateClient().GetAsync("/health/ready", Token));
        Assert.Equal("Failed", (await Answered(await Api.AsksForARun("ForgetStandingChanges"))).GetProperty("outcome").GetString());
        Assert.False(run.IsCompleted, "The webhook was answered before it may be.");

        await Api.Stored(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Lost\" RENAME TO \"StandingChanges\"", Token));
        mayAnswer.SetResult();
        await run;
        Assert.Equal(["Taken 200 1"], await webhook.Tries());
    }
}
