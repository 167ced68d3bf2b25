using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Polly;
using Polly.Retry;

namespace PeerCertification.Api.Messages;

/// <summary>Hands mail to an SMTP server.</summary>
internal sealed class SmtpMailSender(SmtpSettings settings) : IMailSender
{
    /// <summary>What a server says of itself when the next moment may be better (RFC 5321, 4yz), and a connection that did not come about.</summary>
    private static readonly SmtpStatusCode[] Passing = [SmtpStatusCode.ServiceNotAvailable, SmtpStatusCode.MailboxBusy, SmtpStatusCode.LocalErrorInProcessing, SmtpStatusCode.InsufficientStorage, SmtpStatusCode.GeneralFailure];

    /// <summary>A busy server is asked again within the second; what lasts longer waits in the outbox, for minutes and then for hours.</summary>
    private static readonly ResiliencePipeline Again = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SmtpException>(e => Passing.Contains(e.StatusCode)),
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        })
        .Build();

    public async Task Send(Mail mail, CancellationToken cancellationToken) => await Again.ExecuteAsync(async stop => await SendOnce(mail, stop), cancellationToken);

    private async Task SendOnce(Mail mail, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        using var message = new MailMessage(settings.From, mail.To, mail.Subject, mail.Body.ReplaceLineEndings("\r\n"))
        {
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
            Headers = { ["Message-ID"] = $"<{mail.Id}@{new MailAddress(settings.From).Host}>", ["Auto-Submitted"] = "auto-generated" },
        };
        using var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.UseTls,
            Credentials = settings.User is null ? null : new NetworkCredential(settings.User, settings.Password),
        };
        try
        {
            await client.SendMailAsync(message, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
