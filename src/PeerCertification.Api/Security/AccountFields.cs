using FluentValidation;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain;

namespace PeerCertification.Api.Security;

/// <summary>The shape of passwords, and what Identity says about them, by field.</summary>
internal static class AccountFields
{
    /// <summary>Length is what counts; rules about kinds of characters make passwords worse (NIST SP 800-63B-4, 3.1.1.2).</summary>
    internal const int ShortestPassword = 12;

    /// <summary>A password to be set. At most 256 characters: longer ones only make the hashing dear.</summary>
    internal static IRuleBuilderOptions<T, string> NewPassword<T>(this IRuleBuilder<T, string> field) =>
        field.MinimumLength(ShortestPassword).MaximumLength(256);

    /// <summary>What Identity refused, in the registry's words; null where it did not.</summary>
    internal static Refusal? AsRefusal(this IdentityResult result)
    {
        if (result.Succeeded)
        {
            return null;
        }

        var codes = result.Errors.Select(e => e.Code).ToList();
        return codes.Contains(nameof(IdentityErrorDescriber.InvalidToken)) ? LinkNotGood
            : codes.Contains(nameof(IdentityErrorDescriber.ConcurrencyFailure)) ? new Refusal("request.conflict", "Nothing was changed. Read the record again and repeat the request.")
            : new Refusal("request.invalid", "The request has fields that cannot be accepted.", result.Errors.GroupBy(Field).ToDictionary(g => g.Key, g => g.Select(e => e.Description).ToArray()));
    }

    /// <summary>Said alike of a wrong, used or old token and of an address without an account.</summary>
    internal static readonly Refusal LinkNotGood = new("account.link_not_good", "The link is wrong, was used, or is too old. Ask for a new one.");

    /// <summary>Who comes from an outside issuer has neither password nor sessions here to guard or to end.</summary>
    internal static Refusal? RefuseOutsider(Account account) =>
        account.PasswordHash is null ? new Refusal("account.held_elsewhere", "This account signs in at another issuer; do this there.") : null;

    private static string Field(IdentityError error) => error.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "email";
}
