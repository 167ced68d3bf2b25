using System.Net.Mail;
using PeerCertification.Api.Messages;

namespace PeerCertification.Api.Tests.Messages;

public sealed class SmtpMailSenderTests : IDisposable
{
    private static readonly Mail Letter = new("20260301-17-AttestationRequested", new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc), "jo@example.test", "You are asked – José", "Zoë asks:\n.\nhttp://localhost:5000/attestations#token=" + "u1Jt0mJ9c8yV2nq3sX4wP5eR6tY7uI8oP9aS0dF1gH2_-=");

    private readonly SmtpServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_whole_with_an_id_that_stays_the_same()
    {
        await Sender().Send(Letter, Token);
        await Sender().Send(Letter, Token);

        Assert.Equal(2, _server.Arrived.Count);
        var mail = _server.Arrived[0];
        Assert.Equal(("registry@board.test", "jo@example.test"), (mail.From, mail.To));
        Assert.Equal(Letter.Body.ReplaceLineEndings("\r\n"), mail.Body.TrimEnd());
        Assert.Equal("<20260301-17-AttestationRequested@board.test>", mail.Header("Message-ID"));
        Assert.Equal(mail.Header("Message-ID"), _server.Arrived[1].Header("Message-ID"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
    }

    [Fact]
    public async Task It_signs_in_where_a_user_is_named()
    {
        await Sender(s => (s.User, s.Password) = ("registry", "open sesame")).Send(Letter, Token);

        Assert.Equal("registry/open sesame", _server.SignedIn);
        Assert.Single(_server.Arrived);
    }

    [Fact]
    public async Task A_refused_recipient_is_a_failure()
    {
        _server.RecipientAnswer = "550 nobody of that name";

        await Assert.ThrowsAnyAsync<SmtpException>(() => Sender().Send(Letter, Token));
        Assert.Empty(_server.Arrived);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    public async Task A_busy_server_is_asked_twice_more_and_no_oftener(int busyFor, int arrived)
    {
        _server.BusyFor = busyFor;

        var failed = await Record.ExceptionAsync(() => Sender().Send(Letter, Token));

        Assert.Equal(arrived, _server.Arrived.Count);
        Assert.Equal(arrived == 0, failed is SmtpException);
    }

    [Fact]
    public async Task Where_a_safe_connection_is_wanted_nothing_is_said_over_an_open_one()
    {
        await Assert.ThrowsAnyAsync<SmtpException>(() => Sender(s => (s.UseTls, s.User, s.Password) = (true, "registry", "open sesame")).Send(Letter, Token));

        Assert.Null(_server.SignedIn);
        Assert.Empty(_server.Arrived);
    }

    public void Dispose() => _server.Dispose();

    private SmtpMailSender Sender(Action<SmtpSettings>? change = null)
    {
        var settings = new SmtpSettings { Host = "127.0.0.1", Port = _server.Port, From = "registry@board.test", UseTls = false };
        change?.Invoke(settings);
        return new SmtpMailSender(settings);
    }
}
