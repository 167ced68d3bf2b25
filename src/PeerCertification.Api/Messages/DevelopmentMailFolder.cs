using System.Globalization;
using System.Net.Mail;
using System.Text;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Messages;

/// <summary>Writes each message into a file that any mail program opens. Sent twice, it is the same file.</summary>
internal sealed class DevelopmentMailFolder(DataSettings data, SmtpSettings settings) : IMailSender
{
    public async Task Send(Mail mail, CancellationToken cancellationToken)
    {
        var text = new StringBuilder()
            .Append("Message-ID: <").Append(mail.Id).Append("@localhost>\r\n")
            .Append("Date: ").Append(mail.WrittenAtUtc.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)).Append(" +0000\r\n")
            .Append("From: ").Append(settings.From).Append("\r\n")
            .Append("To: ").Append(new MailAddress(mail.To).Address).Append("\r\n")
            .Append("Subject: ").Append(mail.Subject.ReplaceLineEndings(" ")).Append("\r\n")
            .Append("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
            .Append(mail.Body.ReplaceLineEndings("\r\n")).Append("\r\n");
        var path = Path.Combine(Directory.CreateDirectory(data.Mail).FullName, $"{mail.Id}.eml");
        await File.WriteAllTextAsync($"{path}.part", text.ToString(), cancellationToken);
        File.Move($"{path}.part", path, overwrite: true);
    }
}
