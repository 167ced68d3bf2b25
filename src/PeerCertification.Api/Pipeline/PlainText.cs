using FluentValidation;

namespace PeerCertification.Api.Pipeline;

/// <summary>Text that people wrote for people.</summary>
internal static class PlainText
{
    /// <summary>At most so long, and without control characters other than line breaks and tabs; PostgreSQL cannot even store the first of them.</summary>
    internal static IRuleBuilderOptions<T, string?> IsPlainText<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.MaximumLength(longest).Must(text => text is null || !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            .WithMessage("Control characters are not accepted.");
}
