using System.Text;
using FluentValidation;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Pipeline;

/// <summary>Text that people wrote for people.</summary>
internal static class PlainText
{
    /// <summary>Whether it holds what can stand in no text: what PostgreSQL does not store (U+0000), and what Unicode says is no character and nothing can compare (U+FFFE, U+FFFF).</summary>
    internal static bool IsNoText(ReadOnlySpan<char> text) => text.ContainsAny('\0', '\uFFFE', '\uFFFF');

    /// <summary>At most so long, and without control characters other than line breaks and tabs.</summary>
    internal static IRuleBuilderOptions<T, string?> IsPlainText<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.MaximumLength(longest).Must(text => text is null || (!IsNoText(text) && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))))
            .WithMessage("Control characters are not accepted.");

    /// <summary>
    /// The name of a person or a thing: at most so long, and one line that reads as it is written. It stands in messages to others and in public
    /// answers; a second line would speak there for the registry, and a name that nobody sees or that turns the text around would name nobody.
    /// </summary>
    internal static IRuleBuilderOptions<T, string?> IsName<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.MaximumLength(longest).Must(text => string.IsNullOrWhiteSpace(text) || ReadsAsWritten(text))
            .WithMessage("A name is one line with at least one letter or digit, without control characters and without such as turn the direction of the text.");

    /// <summary>A state by its two letters.</summary>
    internal static IRuleBuilderOptions<T, string> IsState<T>(this IRuleBuilder<T, string> rule) => rule.Must(UnitedStates.Has).WithMessage("A state has two letters, such as NY.");

    /// <summary>Whether the text is one line with something to see in it.</summary>
    internal static bool ReadsAsWritten(string text) =>
        text.EnumerateRunes().Any(Rune.IsLetterOrDigit) && !IsNoText(text) && !text.Any(c => char.IsControl(c) || c is (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
}
