using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;

namespace PeerCertification.Api.Tests.Operations;

public sealed class StartupChecksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("peercert-start-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outside_development_it_refuses_to_start_without_the_place_of_its_keys_and_says_so()
    {
        using var registry = RegistryProcess.Start(_folder, "Production", "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal(2, await registry.ExitCode());
        Assert.Contains("Data:KeysFolder", registry.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_it_refuses_to_start_without_a_mail_server_and_an_address_for_links()
    {
        using var registry = RegistryProcess.Start(_folder, "Production", "serve", "--urls", "http://127.0.0.1:0", $"--Data:KeysFolder={_folder}");

        Assert.Equal(2, await registry.ExitCode());
        Assert.All(["Mail:Smtp:Host", "Mail:Smtp:From", "Registry:PublicAddress"], setting => Assert.Contains(setting, registry.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("Data:KeysFolder", registry.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_without_an_address_is_refused_by_name()
    {
        using var registry = RegistryProcess.Start(_folder, "Development", "migrate", "--Database:Provider=Postgres");

        Assert.Equal(2, await registry.ExitCode());
        Assert.Contains("Database:ConnectionString", registry.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_for_help_it_lists_its_verbs()
    {
        using var registry = RegistryProcess.Start(_folder, "Development", "--help");

        Assert.Equal(0, await registry.ExitCode());
        Assert.All(["serve", "migrate", "seed"], verb => Assert.Contains(verb, registry.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_SIGTERM_it_stops_by_itself_and_says_so_with_its_exit_code()
    {
        PreparedRegistry.CopySqlite(_folder);
        using var registry = RegistryProcess.Start(_folder, "Development", "serve", "--urls", "http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Demo:Enabled=false");
        await registry.Listening;

        Assert.Equal(0, await registry.Terminate());
    }

    [Fact]
    public async Task On_SIGTERM_it_takes_no_new_request_and_answers_the_one_that_it_has_begun()
    {
        PreparedRegistry.CopySqlite(_folder);
        using var registry = RegistryProcess.Start(_folder, "Development", "serve", "--urls", "http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Demo:Enabled=false", "--Jobs:Enabled=false");
        var address = await registry.Listening;
        var body = """{"email":"ana@example.test","password":"one day at a time, every day"}"""u8.ToArray();
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port, Token);
        await using var stream = connection.GetStream();
        using var answer = new StreamReader(stream);
        var head = $"POST /api/v1/accounts HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Token);
        Assert.Equal("HTTP/1.1 100 Continue", await answer.ReadLineAsync(Token)); // begun: it waits for the body
        Assert.Equal("", await answer.ReadLineAsync(Token));

        var ended = registry.Terminate();

        // Long enough to see that it waits, shorter than the five for which the server bears a silent caller.
        await Assert.ThrowsAsync<TimeoutException>(() => ended.WaitAsync(TimeSpan.FromSeconds(3), Token));
        using var late = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => late.ConnectAsync(address.Host, address.Port, Token).AsTask());
        await stream.WriteAsync(body, Token);
        Assert.Equal("HTTP/1.1 202 Accepted", await answer.ReadLineAsync(Token));
        Assert.Equal(0, await ended);
        await using var stored = new SqliteConnection($"Data Source={Path.Combine(_folder, "registry.db")};Pooling=False");
        await stored.OpenAsync(Token);
        await using var count = stored.CreateCommand();
        count.CommandText = """SELECT COUNT(*) FROM "History" WHERE "Event" = 'AccountRegistered'""";
        Assert.Equal(1L, await count.ExecuteScalarAsync(Token));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
