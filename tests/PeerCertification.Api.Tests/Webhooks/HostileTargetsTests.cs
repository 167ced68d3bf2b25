using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Api.Webhooks;

namespace PeerCertification.Api.Tests.Webhooks;

/// <summary>A registry that waits for one second and no longer.</summary>
public sealed class ImpatientRegistry : SqliteRegistry
{
    protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), new("Webhooks:TimeoutSeconds", "1")];
}

/// <summary>What addresses may answer with, and what comes of it.</summary>
public sealed class HostileTargetsTests(ImpatientRegistry api) : RegistryTest(api), IClassFixture<ImpatientRegistry>, IDisposable
{
    private readonly WebhookReceiver _receiver = new();

    [Fact]
    public async Task One_that_never_answers_is_waited_for_no_longer_than_said() =>
        Assert.Equal("TimedOut", await Tested(http => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default)));

    [Fact]
    public async Task A_body_without_an_end_is_not_read()
    {
        var cut = new TaskCompletionSource();
        Assert.Equal("Taken 200", await Tested(async http =>
        {
            http.RequestAborted.Register(cut.SetResult);
            var piece = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(piece, CancellationToken.None);
            }
        }));
        await cut.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Headers_without_measure_are_no_answer() =>
        Assert.Equal("NotReached", await Tested(http =>
        {
            http.Response.Headers["x-long"] = new string('a', 32 * 1024);
            return Task.CompletedTask;
        }));

    [Fact]
    public async Task A_redirect_is_followed_nowhere()
    {
        var elsewhere = _receiver.NewAddress();
        Assert.Equal("Redirected 307", await Tested(http =>
        {
            (http.Response.StatusCode, http.Response.Headers.Location) = (307, elsewhere);
            return Task.CompletedTask;
        }));
        Assert.Empty(_receiver.At(elsewhere));
    }

    [Fact]
    public async Task Nobody_there_is_no_answer()
    {
        var webhook = await Api.AWebhook(await Api.AnOrganisation(), "http://127.0.0.1:1/");
        Assert.Equal("NotReached", await Test(webhook));
    }

    /// <summary>A server that answers by HTTP/1.0 is about to close the connection: what is sent on it then is lost.</summary>
    [Fact]
    public async Task Each_message_has_a_connection_of_its_own()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Serve();
        var webhook = await Api.AWebhook(await Api.AnOrganisation(), $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        Assert.Equal(("Taken 204", "Taken 204"), (await Test(webhook), await Test(webhook)));
        await serving;

        // It reads until the other end closes, and takes the next connection only then.
        async Task Serve()
        {
            var read = new byte[64 * 1024];
            for (var i = 0; i < 2; i++)
            {
                using var connection = await listener.AcceptTcpClientAsync(Token);
                var stream = connection.GetStream();
                await stream.ReadAtLeastAsync(read, 1, cancellationToken: Token);
                await stream.WriteAsync("HTTP/1.0 204 No Content\r\n\r\n"u8.ToArray(), Token);
                while (await stream.ReadAsync(read, Token) > 0)
                {
                }
            }
        }
    }

    public void Dispose() => _receiver.Dispose();

    private async Task<string> Tested(Func<HttpContext, Task> answers)
    {
        var address = _receiver.NewAddress();
        _receiver.Answers(address, answers);
        return await Test(await Api.AWebhook(await Api.AnOrganisation(), address));
    }

    private static async Task<string> Test(KnownWebhook webhook)
    {
        var tested = await Answered(await webhook.Organisation.Owner.PostAsync($"{webhook.Path}/test", null, Token));
        return $"{tested.GetProperty("answer").GetString()} {tested.GetProperty("status")}".Trim();
    }
}

/// <summary>A registry that speaks to the public Internet only, as every one does outside Development.</summary>
public sealed class PublicOnlyRegistry : SqliteRegistry
{
    protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), new("Webhooks:PublicOnly", "true")];
}

public sealed class PrivateTargetsTests(PublicOnlyRegistry api) : RegistryTest(api), IClassFixture<PublicOnlyRegistry>
{
    [Theory]
    [InlineData("http://hooks.example.test/", "webhook.address_not_good")]
    [InlineData("https://127.0.0.1/", "webhook.address_not_public")]
    [InlineData("https://2130706433/", "webhook.address_not_public")] // 127.0.0.1 in one number
    [InlineData("https://0x7f.1/", "webhook.address_not_public")]
    [InlineData("https://10.1.2.3:8443/", "webhook.address_not_public")]
    [InlineData("https://169.254.169.254/latest/meta-data", "webhook.address_not_public")]
    [InlineData("https://[::1]/", "webhook.address_not_public")]
    [InlineData("https://[::ffff:10.0.0.1]/", "webhook.address_not_public")]
    [InlineData("https://[fd00::1]/", "webhook.address_not_public")]
    public async Task What_is_written_out_and_not_public_is_refused_at_once(string address, string code)
    {
        var organisation = await Api.AnOrganisation();
        await Refused(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/webhooks", new { address }, Token), code);
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_not_connected_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var webhook = await Api.AWebhook(await Api.AnOrganisation(), $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        var tested = await Answered(await webhook.Organisation.Owner.PostAsync($"{webhook.Path}/test", null, Token));

        Assert.Equal("AddressNotPublic", tested.GetProperty("answer").GetString());
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("Development", null, false)]
    [InlineData("Development", "true", true)]
    [InlineData("Production", null, true)]
    [InlineData("Production", "false", true)] // no setting opens it
    [InlineData("Staging", "false", true)]
    public void Outside_Development_only_public_addresses_are_spoken_to_whatever_is_set(string environment, string? setting, bool publicOnly)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Webhooks:PublicOnly", setting)]).Build();
        var services = new ServiceCollection();
        services.AddRegistryWebhooks(configuration, new HostingEnvironment { EnvironmentName = environment });
        using var provider = services.BuildServiceProvider();

        Assert.Equal(publicOnly, provider.GetRequiredService<IOptions<WebhookSettings>>().Value.PublicOnly);
    }
}
