using System.Net;
using System.Net.Sockets;
using System.Text;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Security;

/// <summary>What the header of an organisation says is asked over a real connection: the test client leaves empty headers out.</summary>
public sealed class OrganisationHeaderTests
{
    [Theory]
    [InlineData("X-Organisation:\r\n", "404 Not Found")]
    [InlineData("X-Organisation:  \r\n", "404 Not Found")]
    [InlineData("", "200 OK")]
    public async Task An_empty_one_names_no_organisation_and_is_not_taken_for_none(string header, string status)
    {
        using var api = new SqliteRegistry();
        api.UseKestrel(0);
        api.StartServer();
        var number = await api.ACredential("NCPRSS", new(2025, 6, 1));
        var member = await api.SignedInAs(Role.Applicant);
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, member.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /api/v1/verifications/{number} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {member.DefaultRequestHeaders.Authorization}\r\n{header}Connection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);

        Assert.Equal($"HTTP/1.1 {status}", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }
}
