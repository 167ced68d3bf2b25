using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using PeerCertification.Api.Operations;

namespace PeerCertification.Api.Tests.Operations;

public sealed class RegistryCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("peercert-test-").FullName;

    private string Database => $"Data Source={Path.Combine(_folder, "registry.db")};Pooling=False";

    [Fact]
    public async Task Where_something_else_listens_the_registry_says_so_and_stops()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        Assert.Equal(1, await Run("serve", $"--urls=http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"));
    }

    [Fact]
    public async Task A_database_that_another_version_made_is_refused_and_stays_as_it_is()
    {
        Assert.Equal(0, await Run("migrate"));
        await Execute("""INSERT INTO "__EFMigrationsHistory" VALUES ('20301231235959_Later', '20')""");

        Assert.Equal(2, await Run("migrate"));
        Assert.Equal(2, await Run("serve"));

        await Execute("""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20301231235959_Later'""");
        Assert.Equal(0, await Run("migrate"));
    }

    private Task<int> Run(string verb, params string[] settings) => RegistryCommands.Create()
        .Parse([verb, .. settings, "--environment=Development", "--Demo:Enabled=false", "--Jobs:Enabled=false", $"--Data:Folder={_folder}", $"--Database:ConnectionString={Database}"])
        .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);

    private async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection(Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
