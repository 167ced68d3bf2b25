using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Contract;

/// <summary>What the registry signs is verified by libraries that others wrote: jose for receipts, as docs/employers.md says it, and standardwebhooks for webhooks. tests/outside names them; .ci/run installs them.</summary>
public sealed class OutsideLibrariesTests(SqliteRegistry api) : RegistryTest(api), IClassFixture<SqliteRegistry>, IDisposable
{
    private static readonly string Outside = Path.Combine(ApprovedText.Root, "tests", "outside");

    private readonly string _folder = Directory.CreateTempSubdirectory("peercert-outside-").FullName;

    [Fact]
    public async Task A_receipt_is_verified_by_the_example_in_the_document_for_employers()
    {
        SkipWithoutLibraries();
        var number = await Api.ACredential("NCPRSS", new(2025, 6, 1));
        var client = Api.CreateClient();
        var receipt = await client.GetStringAsync($"/api/v1/verifications/{number}/receipt?on=2025-06-15", Token);
        var text = JsonElement.Parse(receipt).GetProperty("receipt").GetString()!;
        await File.WriteAllTextAsync(Path.Combine(_folder, "jwks.json"), await client.GetStringAsync("/.well-known/jwks.json", Token), Token);
        var example = (await File.ReadAllTextAsync(Path.Combine(ApprovedText.Root, "docs", "employers.md"), Token)).Split("```js\n")[1].Split("```")[0];
        Assert.Contains("jwtVerify", example, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder, "check.mjs"), example, Token);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "node_modules"), Path.Combine(Outside, "node_modules"));

        await File.WriteAllTextAsync(Path.Combine(_folder, "receipt.json"), receipt, Token);
        var (good, said) = await Node("check.mjs", "");
        Assert.Equal(0, good);
        Assert.Contains(number, said, StringComparison.Ordinal);
        Assert.Contains("Active", said, StringComparison.Ordinal);

        // Another payload under the same signature.
        var parts = text.Split('.');
        var forged = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("""{"answer":{"standing":"Active"}}""")).TrimEnd('=');
        await File.WriteAllTextAsync(Path.Combine(_folder, "receipt.json"), JsonSerializer.Serialize(new { receipt = $"{parts[0]}.{forged}.{parts[2]}" }), Token);
        Assert.NotEqual(0, (await Node("check.mjs", "")).Status);
    }

    [Fact]
    public async Task A_webhooks_message_is_verified_by_the_specifications_own_library_also_while_the_secret_changes_over()
    {
        SkipWithoutLibraries();
        Api.TheTimeIs(DateTimeOffset.UtcNow); // the library compares the time with the machine's
        using var receiver = new WebhookReceiver();
        var address = receiver.NewAddress();
        var webhook = await Api.AWebhook(await Api.AnOrganisation(), address);
        await TrainingWorld.Done(webhook.Organisation.Owner.PostAsync($"{webhook.Path}/test", null, Token));
        await TrainingWorld.Done(webhook.Organisation.Owner.PostAsync($"{webhook.Path}/rotate", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Token));
        await TrainingWorld.Done(webhook.Organisation.Owner.PostAsync($"{webhook.Path}/test", null, Token));

        const string another = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var messages = from message in receiver.At(address)
                       from secret in new[] { webhook.Secret, another }
                       select new { secret, headers = Headers(message), body = message.Body };
        var old = receiver.At(address)[0] with { Timestamp = receiver.At(address)[0].Timestamp - 600 };
        var (_, said) = await Node(Path.Combine(Outside, "webhook.mjs"), JsonSerializer.Serialize(messages.Append(new { secret = webhook.Secret, headers = Headers(old), body = old.Body })));

        Assert.Equal(
            ["webhook.test.sent", "WebhookVerificationError", "webhook.test.sent", "WebhookVerificationError", "WebhookVerificationError"],
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Dictionary<string, string> Headers(ArrivedMessage message) => new()
    {
        ["webhook-id"] = message.Id,
        ["webhook-timestamp"] = message.Timestamp.ToString(CultureInfo.InvariantCulture),
        ["webhook-signature"] = string.Join(' ', message.Signatures),
    };

    private static void SkipWithoutLibraries()
    {
        var hasNode = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")));
        Assert.SkipWhen(!hasNode, "node is not there.");
        Assert.SkipWhen(!Directory.Exists(Path.Combine(Outside, "node_modules")), "Run npm ci in tests/outside first.");
    }

    private async Task<(int Status, string Said)> Node(string script, string input)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [script]) { WorkingDirectory = _folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(Token), node.StandardError.ReadToEndAsync(Token));
        await node.WaitForExitAsync(Token);
        await complained;
        return (node.ExitCode, await said);
    }
}
