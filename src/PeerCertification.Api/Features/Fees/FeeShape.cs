using FluentValidation;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Features.Fees;

/// <summary>The shape of what is posted into the ledger.</summary>
internal static class FeeShape
{
    /// <summary>One million dollars.</summary>
    internal const long MostCents = 100_000_000;

    private const int FewestDigitsOfACard = 12;

    /// <summary>A reference from outside. One that is nothing but a dozen digits or more could be the number of a card or an account, which nobody may keep here.</summary>
    internal static IRuleBuilderOptions<T, string?> IsReference<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty().IsPlainText(100).Must(text => text is null || text == text.Trim()).WithMessage("A reference begins and ends without a blank, so that it is known again.").Must(text => text is null || !CouldBeACard(text)).WithMessage("This could be the number of a card or an account; give the reference of the payment.");

    private static bool CouldBeACard(string text) =>
        text.Count(char.IsAsciiDigit) >= FewestDigitsOfACard && text.All(c => char.IsAsciiDigit(c) || c is ' ' or '-');
}
