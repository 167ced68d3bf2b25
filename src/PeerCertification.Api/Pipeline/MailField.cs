using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;

namespace PeerCertification.Api.Pipeline;

/// <summary>An e-mail address, wherever one is taken: only such as mail can be sent to, since a message to any other would be promised and never leave.</summary>
internal static partial class MailField
{
    private const int Longest = 256;

    internal static IRuleBuilderOptions<T, string> MailAddress<T>(this IRuleBuilder<T, string> field) =>
        field.Must(CanBeWrittenTo).WithMessage("This is not an e-mail address that mail can be sent to.");

    /// <summary>Whether the text is one bare address, in ASCII before the at sign, and its host can be looked up: what the mail library hands to a server.</summary>
    internal static bool CanBeWrittenTo(string? address) =>
        address is { Length: <= Longest } && OneAddress().IsMatch(address)
            && System.Net.Mail.MailAddress.TryCreate(address, out var read) && read.Address == address
            && read.User.All(char.IsAscii) && HostHasAName(read.Host);

    private static bool HostHasAName(string host)
    {
        try
        {
            return new IdnMapping().GetAscii(host).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[^@\s\p{C}]+@[^@\s\p{C}]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex OneAddress();
}
