using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Messages;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Messages;

/// <summary>Delivery by a real mail server on loopback, its failures, and what operators see of them.</summary>
public abstract class DeliverOutboxTests : RegistryTest
{
    private readonly SmtpServer _server;

    private protected DeliverOutboxTests(RegistryApi api, SmtpServer server) : base(api)
    {
        _server = server;
        _server.RecipientAnswer = "250 taken";
    }

    public sealed class OnSqlite(OnSqlite.Registry api) : DeliverOutboxTests(api, api.MailServer), IClassFixture<OnSqlite.Registry>
    {
        public sealed class Registry : SqliteRegistry
        {
            internal SmtpServer MailServer { get; } = new();

            protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), .. Smtp(MailServer)];

            protected override void Dispose(bool disposing)
            {
                base.Dispose(disposing);
                MailServer.Dispose();
            }
        }
    }

    public sealed class OnPostgres(OnPostgres.Registry api) : DeliverOutboxTests(api, api.MailServer), IClassFixture<OnPostgres.Registry>
    {
        public sealed class Registry : PostgresRegistry
        {
            internal SmtpServer MailServer { get; } = new();

            protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), .. Smtp(MailServer)];

            protected override void Dispose(bool disposing)
            {
                base.Dispose(disposing);
                MailServer.Dispose();
            }
        }
    }

    [Fact]
    public async Task With_a_mail_server_named_messages_leave_by_it_and_by_nothing_else()
    {
        var attester = await Promised();

        await Api.MailHasLeft();

        var mail = Assert.Single(To(attester));
        Assert.Equal("registry@board.test", mail.From);
        Assert.Contains("https://registry.board.test/attestations#token=", mail.Body, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Api.Folder, "mail")));
        await Api.MailHasLeft();
        Assert.Single(To(attester));
    }

    [Fact]
    public async Task What_fails_is_tried_again_later_and_later_and_given_up_after_eight_times()
    {
        var attester = await Promised();
        var id = await Newest();
        _server.RecipientAnswer = $"550 no mailbox {attester} here";
        var time = new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero);
        var waits = new List<double>();
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            Api.TheTimeIs(time);
            await Api.MailHasLeft();
            var tried = await Message(id);
            Assert.Equal((attempt, attempt < 8 ? "Waiting" : "Dead"), (tried.GetProperty("attempts").GetInt32(), tried.GetProperty("state").GetString()));
            Assert.Equal("SmtpException: MailboxUnavailable", tried.GetProperty("lastError").GetString());
            waits.Add(Math.Round((tried.GetProperty("nextAttemptAtUtc").GetDateTime() - time.UtcDateTime).TotalMinutes));
            await Api.MailHasLeft(); // not due: not tried
            time = time.AddMinutes(waits[^1] + 1);
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 320], waits.Take(7));
        Assert.Empty(To(attester));

        _server.RecipientAnswer = "250 taken";
        var retried = await Answered(await (await Api.SignedInAs(Role.Operator)).PostAsync($"/api/v1/outbox/{id}/retry", null, Token));
        await Api.MailHasLeft();

        Assert.Equal("Waiting", retried.GetProperty("state").GetString());
        Assert.Equal("Sent", (await Message(id)).GetProperty("state").GetString());
        Assert.Single(To(attester));
        Assert.True(await Api.Stored(db => db.History.AnyAsync(h => h.Event == "MessageRetried" && h.After!.Contains($"\"id\":{id}"), Token)));
    }

    [Fact]
    public async Task What_the_mail_server_does_not_take_is_in_the_inbox_at_once_and_only_once()
    {
        var email = await Api.AnAccount(Role.Applicant);
        await Api.Stored(async db =>
        {
            var account = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(Token);
            var due = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
            db.Outbox.Add(new OutboxMessage { Kind = "AddressAlreadyRegistered", RecipientAccountId = account, State = OutboxState.Waiting, CreatedAtUtc = due, NextAttemptAtUtc = due });
            return await db.SaveChangesAsync(Token);
        });
        _server.RecipientAnswer = "550 no mailbox here";
        await Api.MailHasLeft();

        Assert.Empty(To(email));
        Assert.Single(await (await Api.Client(email)).Inbox());

        _server.RecipientAnswer = "250 taken";
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero));
        await Api.MailHasLeft();

        Assert.Single(To(email));
        Assert.Single(await (await Api.Client(email)).Inbox());
    }

    [Fact]
    public async Task Only_a_dead_message_is_tried_again_by_hand()
    {
        var operatorClient = await Api.SignedInAs(Role.Operator);
        await Promised();

        await Refused(await operatorClient.PostAsync($"/api/v1/outbox/{await Newest()}/retry", null, Token), "outbox.act_not_allowed");
        await Refused(await operatorClient.PostAsync("/api/v1/outbox/999999/retry", null, Token), "outbox.not_found");
    }

    [Fact]
    public async Task Operators_see_how_messages_stand_and_never_to_whom_or_what()
    {
        var attester = await Promised();
        await Promised();
        var operatorClient = await Api.SignedInAs(Role.Operator);

        var page = await operatorClient.GetAsync("/api/v1/outbox?limit=1", Token);
        var item = (await Answered(page)).GetProperty("messages")[0];
        var next = await Answered(await operatorClient.GetAsync(page.Headers.GetValues("Link").Single().Split('<', '>')[1], Token));

        Assert.Equal(
            ["attempts", "createdAtUtc", "id", "kind", "lastError", "nextAttemptAtUtc", "sentAtUtc", "state"],
            item.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.True(item.GetProperty("id").GetInt64() > next.GetProperty("messages")[0].GetProperty("id").GetInt64());
        Assert.DoesNotContain(attester, await operatorClient.GetStringAsync("/api/v1/outbox?state=Waiting&limit=100", Token), StringComparison.Ordinal);
        await Refused(await operatorClient.GetAsync("/api/v1/outbox?limit=0", Token), "request.invalid");
    }

    [Fact]
    public async Task Nobody_but_operators_sees_the_outbox()
    {
        foreach (var client in new[] { await Api.SignedInAs(Role.Applicant), await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap") })
        {
            await Refused(await client.GetAsync("/api/v1/outbox", Token), "access.not_permitted");
            await Refused(await client.PostAsync("/api/v1/outbox/1/retry", null, Token), "access.not_permitted");
        }

        await Refused(await Api.CreateClient().GetAsync("/api/v1/outbox", Token), "access.sign_in_needed");
    }

    [Fact]
    public async Task The_holder_of_a_credential_that_is_about_to_end_is_told_which_and_when()
    {
        var holder = await Api.AnAccount(Role.Applicant);
        var number = await Api.ACredentialEnding(await Api.ABoard(), new DateOnly(2026, 5, 1));
        await Api.Stored(async db =>
        {
            var account = await db.Users.Where(u => u.Email == holder).Select(u => u.Id).SingleAsync(Token);
            var period = await db.CredentialPeriods.Where(p => p.Credential.Number == number).Select(p => p.Id).SingleAsync(Token);
            var now = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
            db.Outbox.Add(new OutboxMessage { Kind = nameof(MessageKind.CredentialExpiring), RecipientAccountId = account, PeriodId = period, LeadDays = 90, CreatedAtUtc = now, NextAttemptAtUtc = now });
            return await db.SaveChangesAsync(Token);
        });

        await Api.MailHasLeft();

        var mail = Assert.Single(To(holder));
        Assert.Equal($"Your credential {number} ends on 2026-05-01", mail.Header("Subject"));
        Assert.Contains("Peer specialist", mail.Body, StringComparison.Ordinal);
        Assert.Contains("good to the end of 2026-05-01", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_registers_gets_a_link_that_carries_address_and_token()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        await Api.Stored(async db =>
        {
            db.Outbox.Add(new OutboxMessage { Kind = "NoSuchKind", CreatedAtUtc = DateTime.UnixEpoch, NextAttemptAtUtc = DateTime.UnixEpoch });
            return await db.SaveChangesAsync(Token);
        });
        var registered = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(Api.CreateClient(), "/api/v1/accounts", new { email, password = RegistryApi.Password }, Token);
        Assert.True(registered.IsSuccessStatusCode, await registered.Content.ReadAsStringAsync(Token));

        await Api.MailHasLeft(); // the message of an unknown kind, first in line, fails alone

        Assert.Contains($"https://registry.board.test/confirm-address#email={Uri.EscapeDataString(email)}&token=", Assert.Single(To(email)).Body, StringComparison.Ordinal);
        Assert.Equal("ArgumentException", await Api.Stored(db => db.Outbox.Where(m => m.Kind == "NoSuchKind").Select(m => m.LastError).SingleAsync(Token)));
    }

    private static IEnumerable<KeyValuePair<string, string>> Smtp(SmtpServer server) =>
    [
        new("Mail:Smtp:Host", "127.0.0.1"),
        new("Mail:Smtp:Port", $"{server.Port}"),
        new("Mail:Smtp:UseTls", "false"),
        new("Mail:Smtp:From", "registry@board.test"),
        new("Registry:PublicAddress", "https://registry.board.test"),
    ];

    private IEnumerable<ArrivedMail> To(string address) => _server.Arrived.Where(m => m.To == address);

    /// <summary>The address of an attester who is to be written to.</summary>
    private async Task<string> Promised()
    {
        var applicant = await Api.SomebodyWithARecord();
        var attester = AttestationWorld.AnAttester();
        await Api.ARequest(applicant, await Api.APracticeEntry(applicant), attester);
        return attester;
    }

    private Task<long> Newest() => Api.Stored(db => db.Outbox.MaxAsync(m => m.Id, Token));

    private async Task<JsonElement> Message(long id)
    {
        var client = await Api.SignedInAs(Role.Operator);
        var list = await Answered(await client.GetAsync($"/api/v1/outbox?limit=1&after={id + 1}", Token));
        return list.GetProperty("messages")[0];
    }
}
