using System.Net;
using System.Net.Sockets;
using PeerCertification.Api.Operations;

namespace PeerCertification.Api.Tests.Operations;

public sealed class RegistryCommandsTests
{
    [Fact]
    public async Task Where_something_else_listens_the_registry_says_so_and_stops()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var folder = Directory.CreateTempSubdirectory("peercert-test-");
        try
        {
            var code = await RegistryCommands.Create().Parse(
                ["serve", "--environment=Development", $"--urls=http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}", "--Demo:Enabled=false", "--Jobs:Enabled=false", $"--Data:Folder={folder.FullName}"])
                .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);

            Assert.Equal(1, code);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
