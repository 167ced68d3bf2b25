using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace PeerCertification.Api.Tests.Messages;

/// <summary>A mail as a server that is not ours took it, and as a reader that is not ours reads it.</summary>
internal sealed record TakenMail(string Id, string From, string[] To, string Subject, string Body);

/// <summary>aiosmtpd (Debian: python3-aiosmtpd) as a process of its own on a free loopback port. It keeps what it takes in a folder, and can be killed and come back.</summary>
public sealed class RealMailServer : IDisposable
{
    private const string Script = """
        import json, os, sys, uuid
        from email import message_from_bytes, policy
        from aiosmtpd.controller import Controller

        class Keep:
            async def handle_DATA(self, server, session, envelope):
                mail = message_from_bytes(envelope.original_content, policy=policy.default)
                kept = os.path.join(sys.argv[1], uuid.uuid4().hex)
                with open(kept, "w", encoding="utf-8") as file:
                    json.dump({"id": str(mail["Message-ID"]), "from": envelope.mail_from, "to": envelope.rcpt_tos, "subject": str(mail["Subject"]), "body": mail.get_content()}, file)
                os.rename(kept, kept + ".json")
                return "250 taken"

        Controller(Keep(), hostname="127.0.0.1", port=int(sys.argv[2])).start()
        print("ready", flush=True)
        sys.stdin.read()
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string _folder = Directory.CreateTempSubdirectory("peercert-mail-").FullName;

    private Process? _process;

    /// <summary>Why it cannot be had here, or null where it can.</summary>
    public static readonly string? Unavailable = Run("import aiosmtpd") ? null : "python3-aiosmtpd is not installed.";

    public int Port { get; } = FreePort();

    internal IReadOnlyList<TakenMail> Taken => [.. Directory.EnumerateFiles(_folder, "*.json").Select(path => JsonSerializer.Deserialize<TakenMail>(File.ReadAllText(path), Json)!)];

    /// <summary>Answers once it listens.</summary>
    public async Task Starts()
    {
        _process = Process.Start(Python(Script, _folder, $"{Port}"))!;
        Assert.Equal("ready", await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>At once, whatever it is doing.</summary>
    public async Task IsKilled()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static ProcessStartInfo Python(string script, params string[] arguments) =>
        new("/usr/bin/python3", ["-c", script, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

    private static bool Run(string script)
    {
        try
        {
            using var python = Process.Start(Python(script))!;
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no Python
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
