using System.Net.Http.Json;
using PeerCertification.Api.Messages;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Messages;

/// <summary>Mail to a server that is not ours and does not know of our tests: what arrives, and how often, also where the server dies and comes back.</summary>
public abstract class RealMailServerTests : RegistryTest
{
    private readonly RealMailServer _server;

    private protected RealMailServerTests(RegistryApi api, RealMailServer server) : base(api)
    {
        Assert.SkipWhen(RealMailServer.Unavailable is not null, RealMailServer.Unavailable ?? "");
        _server = server;
    }

    public sealed class OnSqlite(OnSqlite.Registry api) : RealMailServerTests(api, api.Mail), IClassFixture<OnSqlite.Registry>
    {
        public sealed class Registry : SqliteRegistry
        {
            internal RealMailServer Mail { get; } = new();

            protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), .. To(Mail)];

            protected override void Dispose(bool disposing)
            {
                base.Dispose(disposing);
                Mail.Dispose();
            }
        }
    }

    public sealed class OnPostgres(OnPostgres.Registry api) : RealMailServerTests(api, api.Mail), IClassFixture<OnPostgres.Registry>
    {
        public sealed class Registry : PostgresRegistry
        {
            internal RealMailServer Mail { get; } = new();

            protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), .. To(Mail)];

            protected override void Dispose(bool disposing)
            {
                base.Dispose(disposing);
                Mail.Dispose();
            }
        }
    }

    [Fact]
    public async Task A_mail_arrives_whole_and_once_also_where_the_server_is_killed_and_comes_back()
    {
        await _server.Starts();
        await new SmtpMailSender(new SmtpSettings { Host = "127.0.0.1", Port = _server.Port, From = "registry@board.test", UseTls = false })
            .Send(new Mail("20260301-17-Sample", new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc), "zoe@example.test", "Su solicitud – José, señor de Ñuñoa", "Zoë:\n.\n¿Qué tal? ✓ = 100 %\n" + new string('x', 1200) + "\n"), Token);
        var whole = Assert.Single(_server.Taken);
        Assert.Equal(("<20260301-17-Sample@board.test>", "registry@board.test", "zoe@example.test", "Su solicitud – José, señor de Ñuñoa"), (whole.Id, whole.From, Assert.Single(whole.To), whole.Subject));
        Assert.Equal("Zoë:\n.\n¿Qué tal? ✓ = 100 %\n" + new string('x', 1200) + "\n", whole.Body.ReplaceLineEndings("\n").TrimEnd() + "\n"); // the framework ends a mail with lines of its own

        var anybody = Api.CreateClient();
        await Registers(anybody, "before@example.test");
        await Api.AsksForARun("DeliverOutbox");
        await _server.IsKilled();
        await Registers(anybody, "meanwhile@example.test");
        await Api.AsksForARun("DeliverOutbox");
        Assert.Equal(["before@example.test"], Recipients());
        await _server.Starts();
        for (var later = 1; later <= 3; later++)
        {
            Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 12 + later, 0, 0, TimeSpan.Zero));
            await Api.AsksForARun("DeliverOutbox");
        }

        Assert.Equal(["before@example.test", "meanwhile@example.test"], Recipients());
        Assert.Equal(_server.Taken.Count, _server.Taken.DistinctBy(mail => mail.Id).Count());
    }

    private IEnumerable<string> Recipients() => _server.Taken.SelectMany(mail => mail.To).Where(to => to != "zoe@example.test").Order(StringComparer.Ordinal);

    private static async Task Registers(HttpClient anybody, string email) =>
        Assert.True((await anybody.PostAsJsonAsync("/api/v1/accounts", new { email, password = RegistryApi.Password }, Token)).IsSuccessStatusCode);

    private protected static IEnumerable<KeyValuePair<string, string>> To(RealMailServer server) =>
        [new("Mail:Smtp:Host", "127.0.0.1"), new("Mail:Smtp:Port", $"{server.Port}"), new("Mail:Smtp:From", "registry@board.test"), new("Mail:Smtp:UseTls", "false")];
}
