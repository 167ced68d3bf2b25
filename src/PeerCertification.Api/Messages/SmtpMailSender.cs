using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace PeerCertification.Api.Messages;

/// <summary>Hands mail to an SMTP server.</summary>
internal sealed class SmtpMailSender(SmtpSettings settings) : IMailSender
{
    public async Task Send(Mail mail, CancellationToken cancellationToken)
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
