using FluentValidation;
using PeerCertification.Api.Messages;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Notices;

/// <summary>What a board's own text must be, whether it is saved or only tried.</summary>
internal static class TemplateRules
{
    internal const int LongestSubject = 200;

    internal const int LongestText = 4000;

    internal static void MustBeATemplate<T>(this AbstractValidator<T> validator, System.Linq.Expressions.Expression<Func<T, string?>> subject, System.Linq.Expressions.Expression<Func<T, string?>> text)
    {
        validator.RuleFor(subject).NotEmpty().IsPlainText(LongestSubject).Must(s => s is null || !s.AsSpan().ContainsAny('\n', '\r')).WithMessage("A subject is one line.");
        validator.RuleFor(text).NotEmpty().IsPlainText(LongestText);
    }

    /// <summary>Refuses a kind that is the registry's alone, a lead time for what is no reminder, and places that the kind does not fill.</summary>
    internal static Refusal? Refuse(MessageKind kind, int leadDays, MessageText text)
    {
        if (!MessageTexts.OfBoards.Contains(kind))
        {
            return new Refusal("message_template.not_of_boards", $"The registry writes {kind} itself; a board may write {string.Join(", ", MessageTexts.OfBoards.Order())}.");
        }

        if (leadDays != 0 && kind != MessageKind.CredentialExpiring)
        {
            return new Refusal("message_template.no_lead_time", $"Only {MessageKind.CredentialExpiring} is sent at lead times; leave leadDays out.");
        }

        var places = MessageTexts.PlacesFor(kind);
        return text.Places().Except(places).ToList() is { Count: > 0 } unknown
            ? new Refusal("message_template.place_unknown", $"There is nothing to fill {string.Join(", ", unknown.Select(p => $"{{{p}}}"))} with; {kind} has {string.Join(", ", places.Order(StringComparer.Ordinal).Select(p => $"{{{p}}}"))}.")
            : null;
    }
}
