using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Tests.Features.Webhooks;

/// <summary>Delivery to a real server on loopback, which answers as each test tells it.</summary>
public abstract class DeliverWebhooksTests : RegistryTest, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The registry's clock goes on while a test does.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    private readonly WebhookReceiver _receiver = new();

    protected DeliverWebhooksTests(RegistryApi api) : base(api)
    {
    }

    public sealed class OnSqlite(OnSqlite.Registry api) : DeliverWebhooksTests(api), IClassFixture<OnSqlite.Registry>
    {
        public sealed class Registry : SqliteRegistry
        {
            protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), Patient];
        }
    }

    public sealed class OnPostgres(OnPostgres.Registry api) : DeliverWebhooksTests(api), IClassFixture<OnPostgres.Registry>
    {
        public sealed class Registry : PostgresRegistry
        {
            protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), Patient];
        }
    }

    /// <summary>So long that no test waits for it, on however slow a machine.</summary>
    private static KeyValuePair<string, string> Patient => new("Webhooks:TimeoutSeconds", "120");

    [Fact]
    public async Task A_change_arrives_once_as_the_list_tells_it_signed_with_the_secret()
    {
        var (webhook, address) = await WithOneChange();

        await Api.WebhooksAreDelivered();
        await Api.WebhooksAreDelivered();

        var arrived = Assert.Single(_receiver.At(address));
        Assert.True(arrived.IsSignedWith(webhook.Secret));
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(arrived.Timestamp), Noon, Noon + Slack);
        Assert.Equal("credential.standing.changed", arrived.Json.GetProperty("type").GetString());
        var listed = (await Listed(webhook.Organisation)).GetProperty("changes")[0];
        Assert.Equal(listed.GetProperty("knownAtUtc").GetString(), arrived.Json.GetProperty("timestamp").GetString());
        Assert.True(JsonElement.DeepEquals(listed, arrived.Json.GetProperty("data")));
        Assert.Equal(["Taken 200 1"], await webhook.Tries());
        Assert.Equal(1, (await webhook.Listed()).GetProperty("sentUpTo").GetInt64());
    }

    [Fact]
    public async Task What_is_not_taken_is_tried_again_with_the_same_id_and_later_changes_wait_for_it()
    {
        var (webhook, address) = await WithOneChange();
        _receiver.Answers(address, 500);
        await Api.WebhooksAreDelivered();
        await AnotherChange(webhook.Organisation);
        Api.TheTimeIs(Noon);
        await Api.WebhooksAreDelivered();
        Assert.Single(_receiver.At(address)); // a minute has not passed
        Assert.StartsWith("2026-03-01T12:0", (await webhook.Listed()).GetProperty("failingSinceUtc").GetString(), StringComparison.Ordinal);

        _receiver.Answers(address, 204);
        Api.TheTimeIs(Noon.AddMinutes(1) + Slack);
        await Api.WebhooksAreDelivered();

        Assert.Equal(["Refused 500 1", "Taken 204 1", "Taken 204 2"], await webhook.Tries());
        var arrived = _receiver.At(address);
        Assert.Equal(arrived[0].Id, arrived[1].Id);
        Assert.NotEqual(arrived[1].Id, arrived[2].Id);
        Assert.True(arrived[1].Timestamp - arrived[0].Timestamp >= 60);
        Assert.True(arrived[1].IsSignedWith(webhook.Secret));
        Assert.Equal(JsonValueKind.Null, (await webhook.Listed()).GetProperty("failingSinceUtc").ValueKind);
    }

    [Fact]
    public async Task What_is_not_taken_for_three_days_disables_the_webhook_tells_the_owners_and_goes_on_where_it_stopped_once_enabled()
    {
        var owner = await Api.AnAccount(Role.Applicant);
        var (webhook, address) = await WithOneChange(await Api.AnOrganisation(await Api.Client(owner)));
        var spanish = await Api.AMember(webhook.Organisation, "Owner");
        await Answered(await spanish.PutAsJsonAsync("/api/v1/accounts/me/notices", new { language = "es", byEmail = true, onlyRequired = false }, Token));
        _receiver.Answers(address, 503);
        var time = Noon + Slack; // the clock has gone on meanwhile, and must not go back
        foreach (var wait in WebhookRules.Waits)
        {
            Api.TheTimeIs(time);
            await Api.WebhooksAreDelivered();
            Assert.Equal("Working", (await webhook.Listed()).GetProperty("state").GetString());
            time += wait + Slack;
        }

        Api.TheTimeIs(time);
        await Api.WebhooksAreDelivered();
        Assert.InRange(time - Noon, TimeSpan.FromDays(3), TimeSpan.FromDays(3.1));
        Assert.Equal("Disabled", (await webhook.Listed()).GetProperty("state").GetString());
        Assert.Equal(WebhookRules.MostFailures, _receiver.At(address).Count);
        Assert.Single(_receiver.At(address).Select(m => m.Id).Distinct());

        await Api.MailHasLeft();
        var mail = Assert.Single(await Api.MailTo(owner));
        Assert.Equal("Changes are no longer sent to 127.0.0.1", mail.Subject);
        var account = await Api.Stored(db => db.OrganisationMembers.Where(m => m.OrganisationId == webhook.Organisation.Id).OrderByDescending(m => m.JoinedAtUtc).Select(m => m.AccountId).FirstAsync(Token));
        Assert.Equal("es", await Api.Stored(db => db.Inbox.Where(m => m.AccountId == account && m.Kind == nameof(MessageKind.WebhookDisabled)).Select(m => m.Language).SingleAsync(Token)));

        _receiver.Answers(address, 200);
        Api.TheTimeIs(time.AddDays(1));
        await AnotherChange(webhook.Organisation);
        await Api.WebhooksAreDelivered();
        Assert.Equal(WebhookRules.MostFailures, _receiver.At(address).Count); // nothing while it is disabled
        await Answered(await webhook.Organisation.Owner.PostAsync($"{webhook.Path}/enable", null, Token));
        await Api.WebhooksAreDelivered();
        Assert.Equal([1, 2], _receiver.At(address).Skip(WebhookRules.MostFailures).Select(m => m.Change));
    }

    [Fact]
    public async Task Whoever_answers_that_nothing_more_is_wanted_is_asked_no_more()
    {
        var (webhook, address) = await WithOneChange();
        _receiver.Answers(address, 410);

        await Api.WebhooksAreDelivered();

        Assert.Equal("Disabled", (await webhook.Listed()).GetProperty("state").GetString());
        Assert.Equal(["Gone 410 1"], await webhook.Tries());
    }

    [Fact]
    public async Task A_replay_sends_again_from_any_change_on_with_the_same_ids()
    {
        var (webhook, address) = await WithOneChange();
        await AnotherChange(webhook.Organisation);
        await AnotherChange(webhook.Organisation);
        await Api.WebhooksAreDelivered();

        await Answered(await webhook.Organisation.Owner.PostAsJsonAsync($"{webhook.Path}/replay", new { after = 1 }, Token));
        await Api.WebhooksAreDelivered();

        var arrived = _receiver.At(address);
        Assert.Equal([1, 2, 3, 2, 3], arrived.Select(m => m.Change));
        Assert.Equal(3, arrived.Select(m => m.Id).Distinct().Count());
        await Refused(await webhook.Organisation.Owner.PostAsJsonAsync($"{webhook.Path}/replay", new { after = 4 }, Token), "changes.after_last");
    }

    [Fact]
    public async Task A_replay_while_a_change_is_on_its_way_is_not_undone_by_its_answer()
    {
        var (webhook, address) = await WithOneChange();
        await Api.WebhooksAreDelivered();
        await AnotherChange(webhook.Organisation);
        _receiver.Answers(address, async _ => await Answered(await webhook.Organisation.Owner.PostAsJsonAsync($"{webhook.Path}/replay", new { after = 0 }, Token)));

        await Api.WebhooksAreDelivered(); // the answer comes from a replay to the beginning
        _receiver.Answers(address, 200);
        await Api.WebhooksAreDelivered();

        Assert.Equal([1, 2, 1, 2], _receiver.At(address).Select(m => m.Change));
    }

    [Fact]
    public async Task While_the_secret_changes_over_both_sign_and_a_secret_that_was_seen_ends_at_once()
    {
        var (webhook, address) = await WithOneChange();
        var second = await Rotated(webhook, 24);
        await Api.WebhooksAreDelivered();
        Api.TheTimeIs(Noon.AddHours(24) + Slack);
        await AnotherChange(webhook.Organisation);
        await Api.WebhooksAreDelivered();
        var third = await Rotated(webhook, 0);
        await AnotherChange(webhook.Organisation);
        await Api.WebhooksAreDelivered();

        string[] secrets = [webhook.Secret, second, third];
        Assert.Equal(["True True False", "False True False", "False False True"], _receiver.At(address).Select(m => string.Join(' ', secrets.Select(m.IsSignedWith))));
        Assert.Equal([2, 1, 1], _receiver.At(address).Select(m => m.Signatures.Length));
    }

    [Fact]
    public async Task Nodes_that_deliver_at_once_send_each_change_once_and_in_order()
    {
        var (webhook, address) = await WithOneChange();
        for (var i = 0; i < 4; i++)
        {
            await AnotherChange(webhook.Organisation);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Api.ANodeDeliversWebhooks()));

        Assert.Equal([1, 2, 3, 4, 5], _receiver.At(address).Select(m => m.Change));
    }

    [Fact]
    public async Task One_that_does_not_answer_keeps_a_hundred_others_waiting_for_nothing()
    {
        const int others = 100;
        var organisation = await Api.AnOrganisation();
        await Watches(organisation);
        var address = _receiver.NewAddress();
        var bad = await Api.AWebhook(organisation, address);
        var good = await Api.MoreLike(bad, _receiver, others);
        await Api.HasRecordedChanges();
        var (arrived, all) = (0, new TaskCompletionSource());
        foreach (var other in good)
        {
            _receiver.Answers(other, _ =>
            {
                if (Interlocked.Increment(ref arrived) == others)
                {
                    all.SetResult();
                }

                return Task.CompletedTask;
            });
        }

        // It answers when everybody else has been served, and not before: waiting for it would be waiting for its time to run out.
        _receiver.Answers(address, async http =>
        {
            await all.Task;
            http.Response.StatusCode = 500;
        });
        await Api.WebhooksAreDelivered();

        Assert.Equal(["Refused 500 1"], await bad.Tries());
        Assert.All(good, other => Assert.Equal(1, Assert.Single(_receiver.At(other)).Change));
    }

    [Fact]
    public async Task A_test_is_sent_at_once_tells_of_nobody_and_is_listed()
    {
        var (webhook, address) = await WithOneChange();
        await Api.IsDisabled(webhook);

        var tested = await Answered(await webhook.Organisation.Owner.PostAsync($"{webhook.Path}/test", null, Token));

        var arrived = Assert.Single(_receiver.At(address));
        Assert.True(arrived.IsSignedWith(webhook.Secret));
        Assert.Equal(("webhook.test.sent", tested.GetProperty("messageId").GetString()), (arrived.Json.GetProperty("type").GetString(), arrived.Id));
        Assert.Equal("Taken", tested.GetProperty("answer").GetString());
        Assert.Equal(["webhook"], arrived.Json.GetProperty("data").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["Taken 200 "], await webhook.Tries());
    }

    [Fact]
    public async Task What_was_answered_is_forgotten_after_a_month_and_how_far_the_webhook_has_come_is_not()
    {
        var (webhook, address) = await WithOneChange();
        await Api.WebhooksAreDelivered();

        Api.TheTimeIs(Noon.AddDays(30) - Slack);
        await Answered(await Api.AsksForARun("ForgetWebhookTries"));
        Assert.Single(await webhook.Tries());
        Api.TheTimeIs(Noon.AddDays(30) + Slack);
        await Answered(await Api.AsksForARun("ForgetWebhookTries"));
        Assert.Empty(await webhook.Tries());
        await Api.WebhooksAreDelivered();
        Assert.Single(_receiver.At(address));
    }

    public void Dispose()
    {
        _receiver.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A webhook of an organisation that was just told of one change.</summary>
    private async Task<(KnownWebhook Webhook, string Address)> WithOneChange(KnownOrganisation? of = null)
    {
        var organisation = of ?? await Api.AnOrganisation();
        var address = _receiver.NewAddress();
        var webhook = await Api.AWebhook(organisation, address);
        await AnotherChange(organisation);
        return (webhook, address);
    }

    private async Task AnotherChange(KnownOrganisation organisation)
    {
        await Watches(organisation);
        await Api.HasRecordedChanges();
    }

    /// <summary>It watches one more credential, of which nothing was told yet, not even that it was awarded.</summary>
    private async Task Watches(KnownOrganisation organisation) =>
        await organisation.Watches(await Api.ACredential("NCPRSS", new(2026, 2, 1)));

    private async Task<JsonElement> Listed(KnownOrganisation organisation) => await Answered(await (await Api.AKey(organisation, "Changes")).Client.GetAsync("/api/v1/changes", Token));

    private static async Task<string> Rotated(KnownWebhook webhook, int overlapHours) =>
        (await Answered(await webhook.Organisation.Owner.PostAsJsonAsync($"{webhook.Path}/rotate", new { overlapHours }, Token))).GetProperty("secret").GetString()!;
}
