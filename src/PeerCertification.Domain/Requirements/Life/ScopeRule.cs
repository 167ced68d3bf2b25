using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

public enum ScopeSays { Yes, No, CannotSay }

/// <summary>What a credential is good for. Several rules for one purpose hold together.</summary>
/// <param name="Purposes">Codes such as <c>H0038</c>.</param>
/// <param name="Needs">Endorsements or statements of which one must be true for <paramref name="Says"/>; none where it holds for every holder.</param>
public sealed record ScopeRule(string Id, string Label, RequirementSource Source, IReadOnlyList<string> Purposes, IReadOnlyList<string> Needs, ScopeSays Says)
{
    internal static ScopeRule Read(ElementReader element, IReadOnlyCollection<string> endorsementIds, IReadOnlyDictionary<string, string> statements)
    {
        var rule = new ScopeRule(
            element.Id,
            element.Label,
            element.Source,
            element.OptionalTexts("purposes"),
            element.OptionalKnown("needs", code => endorsementIds.Contains(code) || statements.ContainsKey(code), "an endorsement or a statement of the document"),
            element.Choice<ScopeSays>("says"));
        if (rule.Purposes.Count == 0)
        {
            element.Wrong("\"purposes\" is missing; it must be a list of codes.");
        }

        return rule;
    }

    /// <summary>
    /// Whether a holder may do something on the strength of the credential. One rule that says no is enough for a no; a yes takes one that says yes
    /// and none that is in doubt; a purpose without a rule cannot be answered.
    /// </summary>
    /// <param name="isTrue">Whether an endorsement or statement is true of the holder on the day; null where that is not known.</param>
    public static ScopeAnswer Answer(IEnumerable<ScopeRule> rules, string purpose, Func<string, bool?> isTrue)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(isTrue);
        var reasons = rules.Where(rule => rule.Purposes.Contains(purpose, StringComparer.OrdinalIgnoreCase))
            .Select(rule => new ScopeReason(rule.Id, rule.Label, rule.Read(isTrue)))
            .Where(reason => reason.Says is not null).ToArray();
        var says = reasons.Any(reason => reason.Says == ScopeSays.No) ? ScopeSays.No
            : reasons.Length > 0 && reasons.All(reason => reason.Says == ScopeSays.Yes) ? ScopeSays.Yes
            : ScopeSays.CannotSay;
        return new ScopeAnswer(says, reasons);
    }

    /// <summary>What the rule says of this holder, or null where it says nothing of her.</summary>
    private ScopeSays? Read(Func<string, bool?> isTrue) => (Says, IsMet(isTrue)) switch
    {
        (var says, true) => says,
        (ScopeSays.Yes, false) => ScopeSays.No,
        (_, false) => null,
        (_, null) => ScopeSays.CannotSay,
    };

    private bool? IsMet(Func<string, bool?> isTrue)
    {
        var answers = Needs.Select(isTrue).ToArray();
        return answers.Length == 0 || answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }
}

public sealed record ScopeReason(string RuleId, string Label, ScopeSays? Says);

public sealed record ScopeAnswer(ScopeSays Says, IReadOnlyList<ScopeReason> Reasons);
