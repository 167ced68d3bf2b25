using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Webhooks;

/// <summary>What is sent: an id that is the same on every try, and the body.</summary>
public sealed record WebhookMessage(string Id, byte[] Body);

/// <summary>What became of one try.</summary>
/// <param name="Status">The HTTP status, or null where there was none.</param>
public sealed record WebhookTried(WebhookAnswer Answer, int? Status, int TookMs);

/// <summary>
/// Posts messages to addresses that others chose. Each connection is made to an address that was looked at after its name was resolved. No
/// redirect is followed, no proxy asked, no cookie kept; of an answer the status is read and nothing of its body. This client is its own:
/// the framework's factory would write addresses into the log.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    private readonly HttpClient _client;

    private readonly WebhookSecrets _secrets;

    private readonly WebhookSettings _settings;

    public WebhookSender(IOptions<WebhookSettings> settings, WebhookSecrets secrets)
    {
        (_settings, _secrets) = (settings.Value, secrets);
        _client = new HttpClient(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            ConnectCallback = Connect,
            ConnectTimeout = Timeout,
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 16, // KiB
            PooledConnectionLifetime = TimeSpan.Zero, // each message has its own: whoever answers by HTTP/1.0 closes it, maybe just when the next one is on its way
            UseCookies = false,
            UseProxy = false,
        })
        { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("peer-certification", "1"));
    }

    private TimeSpan Timeout => TimeSpan.FromSeconds(_settings.TimeoutSeconds);

    /// <param name="secrets">Those to sign with, as they are kept.</param>
    public async Task<WebhookTried> Send(string address, IEnumerable<string> secrets, WebhookMessage message, DateTime nowUtc, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        var (answer, status) = await Post(address, secrets, message, new DateTimeOffset(nowUtc).ToUnixTimeSeconds(), stop);
        return new WebhookTried(answer, status, (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    public void Dispose() => _client.Dispose();

    private async Task<(WebhookAnswer Answer, int? Status)> Post(string address, IEnumerable<string> secrets, WebhookMessage message, long timestamp, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", _secrets.Sign(secrets, message.Id, timestamp, message.Body));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Timeout);
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return (WebhookRules.Judge((int)answer.StatusCode), (int)answer.StatusCode);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (WebhookAnswer.TimedOut, null);
        }
        catch (UriFormatException)
        {
            return (WebhookAnswer.NotReached, null);
        }
        catch (HttpRequestException e)
        {
            return (e.InnerException is NotPublicException ? WebhookAnswer.AddressNotPublic : WebhookAnswer.NotReached, null);
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = found.Where(a => !_settings.PublicOnly || PublicAddresses.Contain(a)).ToArray();
        if (found.Length > 0 && allowed.Length == 0)
        {
            throw new NotPublicException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class NotPublicException : Exception;
}
