using System.Web;

namespace PeerCertification.Api.Pages;

/// <summary>
/// What somebody copied from a message: the whole link, what stands behind its '#', or the token alone. Browsers keep what stands behind a '#' to
/// themselves, and a page without script cannot read it; so it is pasted, and sent in the body of a form.
/// </summary>
internal sealed record MailLink(string? Email, string Token)
{
    internal static MailLink Read(string? pasted)
    {
        var text = (pasted ?? "").Trim();
        var secrets = HttpUtility.ParseQueryString(text[(text.IndexOf('#', StringComparison.Ordinal) + 1)..].Replace("+", "%2B", StringComparison.Ordinal));
        return secrets["token"] is { } token ? new MailLink(secrets["email"], token) : new MailLink(null, text);
    }

    // A record would otherwise write the secret into whatever prints it.
    public override string ToString() => nameof(MailLink);
}
