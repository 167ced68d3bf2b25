namespace PeerCertification.Api.Messages;

/// <summary>One plain-text message, ready to leave.</summary>
/// <param name="Id">Stays the same when it is tried again, so that a receiver can drop a message that came twice.</param>
public sealed record Mail(string Id, DateTime WrittenAtUtc, string To, string Subject, string Body);

/// <summary>What the registry has to say to one reader, and the ways it goes.</summary>
/// <param name="To">The address that it goes to by e-mail, or null where it does not.</param>
/// <param name="InboxOf">The account in whose inbox it is put, or null.</param>
public sealed record Letter(string Id, DateTime WrittenAtUtc, string? To, Guid? InboxOf, string Language, string Subject, string Text)
{
    /// <summary>The mail, or null where none is sent.</summary>
    public Mail? Mail => To is null ? null : new Mail(Id, WrittenAtUtc, To, Subject, Text);
}

/// <summary>Hands mail to whoever carries it. Throws where that does not work; the delivery tries again.</summary>
public interface IMailSender
{
    Task Send(Mail mail, CancellationToken cancellationToken);
}

/// <summary>Section <c>Mail:Smtp</c>. With a host, mail goes there; without one, and only in Development, into the folder <c>mail</c>.</summary>
public sealed class SmtpSettings
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>Signs in where a user is named.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>The address that the registry writes from.</summary>
    public string From { get; set; } = "registry@localhost";

    /// <summary>Whether the connection is made safe with STARTTLS before anything is said.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>How long one message may take.</summary>
    public int TimeoutSeconds { get; set; } = 30;
}
