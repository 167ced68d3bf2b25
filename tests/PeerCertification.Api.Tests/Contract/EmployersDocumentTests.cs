using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using PeerCertification.Api.Tests.Operations;

namespace PeerCertification.Api.Tests.Contract;

/// <summary>
/// Whoever copies docs/employers.md block by block into one shell gets through it: every block is run as it is printed, in the order of the page, against
/// a registry as somebody has it who started it a moment ago. The block in JavaScript is run by <see cref="OutsideLibrariesTests"/>.
/// </summary>
public sealed partial class EmployersDocumentTests : IDisposable
{
    private static readonly string[] Needed = ["bash", "curl", "python3", "dotnet"];

    /// <summary>What somebody's eyes do: a refusal ends the session, in a pipe too, and says where it was; nobody goes on before what was begun in the background listens.</summary>
    private const string Before = """
        set -eE -o pipefail
        trap 'echo "Line $LINENO was not done after $SECONDS s: $BASH_COMMAND" >&2' ERR
        trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
        curl() { command curl --fail-with-body --silent --show-error --max-time 30 --write-out '\n' "$@"; }
        sleep() {
          command sleep 1
          for _ in {1..100}; do [ -z "$(jobs -p)" ] || (exec 3<>/dev/tcp/127.0.0.1/8099) 2>/dev/null && break; command sleep 0.2; done
        }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("peercert-employers-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_block_of_the_page_runs_as_it_is_printed()
    {
        foreach (var program in Needed)
        {
            Assert.SkipWhen(!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))), $"{program} is not there.");
        }

        PreparedRegistry.CopySqlite(_folder);
        using var registry = RegistryProcess.Start(_folder, "Development", "serve", "--urls", "http://127.0.0.1:0", $"--Data:Folder={_folder}", "--Demo:People=false");
        var page = await File.ReadAllTextAsync(Path.Combine(ApprovedText.Root, "docs", "employers.md"), Token);
        var (address, port) = ((await registry.Listening).ToString().TrimEnd('/'), AFreePort());
        var session = await Session(Ours(page));

        var (status, said) = await Run(Ours(Before) + session);

        Assert.True(status == 0, said);
        Assert.All(
            [
                "\"standing\":\"Expired\"", // as the page says of today
                "\"standing\":\"Active\"",
                "\nTrue test_", // by the receiver in Python
                "\nTrue: {\"iss\"", // by the check in C#
                "\"isGenuine\":true",
            ],
            part => Assert.True(said.Contains(part, StringComparison.Ordinal), $"{part} is not in {said}"));
        Assert.Equal(["answers.csv", "jwks.json", "receipt.json", "roster.csv"], Written("answers.csv", "jwks.json", "receipt.json", "roster.csv"));

        // Where the registry and the receiver are here: another may have the ports of the page.
        string Ours(string text) => text.Replace("http://localhost:5080", address, StringComparison.Ordinal).Replace("8099", port, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What somebody would type who follows the page. What it says to save under a name lies there.</summary>
    private async Task<string> Session(string page)
    {
        var session = "";
        var blocks = Block().Matches(page);
        foreach (Match block in blocks)
        {
            var (language, text) = (block.Groups[1].Value, block.Groups[2].Value);
            switch (language)
            {
                case "sh":
                    session += text;
                    break;
                case "python":
                    await Saved(text);
                    break;
                case "csharp":
                    session += $"dotnet run {await Saved(text)}\n";
                    break;
                case "js":
                    break;
                default:
                    Assert.Fail($"Nobody runs a block in {language}.");
                    break;
            }

            async Task<string> Saved(string program)
            {
                var name = Program().Matches(page[..block.Index])[^1].Groups[1].Value;
                await File.WriteAllTextAsync(Path.Combine(_folder, name), program, Token);
                return name;
            }
        }

        Assert.Equal(page.Split('\n').Count(line => line.StartsWith("```", StringComparison.Ordinal)), 2 * blocks.Count);
        Assert.Equal(["csharp", "js", "python", "sh"], blocks.Select(b => b.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        return session;
    }

    private async Task<(int Status, string Said)> Run(string session)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "session.sh"), session, Token);
        using var bash = Process.Start(new ProcessStartInfo("bash", ["session.sh"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (said, complained) = (bash.StandardOutput.ReadToEndAsync(Token), bash.StandardError.ReadToEndAsync(Token));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(240));
        try
        {
            await bash.WaitForExitAsync(patience.Token);
        }
        finally
        {
            bash.Kill(entireProcessTree: true); // and the receiver, where the page does not end it
        }

        return (bash.ExitCode, $"{await said}\n{await complained}");
    }

    private IEnumerable<string> Written(params string[] names) => names.Where(name => new FileInfo(Path.Combine(_folder, name)) is { Exists: true, Length: > 0 });

    private static string AFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^```([a-z]*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>The name of a program in the words before it.</summary>
    [GeneratedRegex(@"\b([a-z]+\.(?:py|cs))`")]
    private static partial Regex Program();
}
