using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PeerCertification.Api.Tests.Messages;

/// <summary>A mail that arrived: envelope and text as they came over the wire.</summary>
internal sealed record ArrivedMail(string From, string To, string Text)
{
    public string Header(string name) =>
        Text.Split("\r\n\r\n")[0].Split("\r\n").Single(l => l.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    /// <summary>The body without its quoted-printable coat.</summary>
    public string Body
    {
        get
        {
            var coded = Text[(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("=\r\n", "", StringComparison.Ordinal);
            var bytes = new List<byte>();
            for (var at = 0; at < coded.Length; at++)
            {
                if (coded[at] == '=')
                {
                    bytes.Add(Convert.ToByte(coded.Substring(at + 1, 2), 16));
                    at += 2;
                }
                else
                {
                    bytes.Add((byte)coded[at]);
                }
            }

            return Encoding.UTF8.GetString([.. bytes]);
        }
    }
}

/// <summary>A mail server on a free loopback port that speaks as much SMTP as a client needs, and refuses recipients when told to.</summary>
internal sealed class SmtpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ArrivedMail> _arrived = new();

    public SmtpServer()
    {
        _listener.Start();
        _ = Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<ArrivedMail> Arrived => [.. _arrived];

    /// <summary>What the server says to a recipient; 250 takes it.</summary>
    public string RecipientAnswer { get; set; } = "250 taken";

    /// <summary>How many recipients more it says to that it is busy.</summary>
    public int BusyFor { get; set; }

    /// <summary>User and password of the last client that signed in.</summary>
    public string? SignedIn { get; private set; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Converse(client);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task Converse(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 loopback");
        var (from, to) = ("", "");
        while (await reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO":
                    await writer.WriteLineAsync("250-loopback\r\n250 AUTH LOGIN");
                    break;
                case "AUTH":
                    var user = Decoded(line.Split(' ')[2]);
                    await writer.WriteLineAsync($"334 {Convert.ToBase64String("Password:"u8)}");
                    SignedIn = $"{user}/{Decoded(await reader.ReadLineAsync() ?? "")}";
                    await writer.WriteLineAsync("235 welcome");
                    break;
                case "MAIL":
                    from = line.Split('<', '>')[1];
                    await writer.WriteLineAsync("250 go on");
                    break;
                case "RCPT":
                    to = line.Split('<', '>')[1];
                    await writer.WriteLineAsync(BusyFor-- > 0 ? "451 busy, come again" : RecipientAnswer);
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 end with a dot");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } part && part != ".")
                    {
                        text.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
                    }

                    _arrived.Enqueue(new ArrivedMail(from, to, text.ToString()));
                    await writer.WriteLineAsync("250 kept");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 as you like");
                    break;
            }
        }
    }

    private static string Decoded(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
