using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Why a question about a purpose comes out as it does.</summary>
/// <param name="Code">A public contract, such as <c>standing.expired</c>; employers branch on it, so it never changes.</param>
/// <param name="Says">What this reason alone would answer.</param>
/// <param name="Sentence">The same in one plain sentence.</param>
public sealed record AssessmentReason(string Code, ScopeSays Says, string Sentence);

/// <summary>Whether somebody may do something on the strength of a credential on a day.</summary>
/// <param name="Reasons">All of them, not only the one that decided; never empty.</param>
public sealed record Assessment(ScopeSays Says, IReadOnlyList<AssessmentReason> Reasons);

/// <summary>What the registry knows where it is asked about a purpose.</summary>
/// <param name="State">The state in which the service is given: two capital letters.</param>
/// <param name="ServiceOn">The day of the service, at the board.</param>
/// <param name="TodayOn">Today, at the board; what is not over yet can still change.</param>
/// <param name="BoardState">Two capital letters, <see cref="EveryState"/> for a board that certifies in every state, or null where nobody said.</param>
/// <param name="Hold">Why the board's data is not to be relied on, or null.</param>
/// <param name="Rules">The version of the rules in force on the day, or null where none is known.</param>
/// <param name="Restrictions">The texts of the restrictions in force on the day that the board made public.</param>
public sealed record PurposeQuestion(
    string Purpose,
    string State,
    DateOnly ServiceOn,
    DateOnly TodayOn,
    string? BoardState,
    BoardHold? Hold,
    StandingAnswer Standing,
    RequirementSet? Rules,
    IReadOnlyList<string> Restrictions)
{
    public const string EveryState = "US";
}

/// <summary>
/// "May this person work here on that day?" A no takes one reason that says no; a yes takes a credential that is active, a board of that state,
/// a scope rule that says yes, and no reason in doubt; everything else cannot be said. Source: issue "Employers", section A; <c>scope</c> in docs/rule-language-life.md.
/// </summary>
public static class PurposeAssessment
{
    /// <param name="isTrue">Whether an endorsement or statement of the rules is true of the holder on the day; null where that is not known.</param>
    public static Assessment Of(PurposeQuestion question, Func<string, bool?> isTrue)
    {
        ArgumentNullException.ThrowIfNull(question);
        AssessmentReason[] unsettled = [.. Unsettled(question)];
        AssessmentReason[] reasons = [.. unsettled, OfStanding(question), .. OfRestrictions(question), .. OfPlaceAndScope(question, isTrue)];
        var says = unsettled.Length > 0 ? ScopeSays.CannotSay
            : reasons.Any(reason => reason.Says == ScopeSays.No) ? ScopeSays.No
            : reasons.All(reason => reason.Says == ScopeSays.Yes) ? ScopeSays.Yes
            : ScopeSays.CannotSay;
        return new Assessment(says, reasons);
    }

    /// <summary>What makes every other reason uncertain, a no as well as a yes.</summary>
    private static IEnumerable<AssessmentReason> Unsettled(PurposeQuestion question)
    {
        if (question.Hold is { } hold)
        {
            yield return new("data.on_hold", ScopeSays.CannotSay, hold.Sentence);
        }

        if (question.ServiceOn > question.TodayOn)
        {
            yield return new("day.not_come", ScopeSays.CannotSay, $"{StandingSentence.Say(question.ServiceOn)} has not come yet, and until then the credential can change.");
        }
    }

    private static AssessmentReason OfStanding(PurposeQuestion question)
    {
        var sentence = StandingSentence.For(question.Standing, question.ServiceOn);
        return question.Standing.Standing switch
        {
            Standing.Active => new("standing.active", ScopeSays.Yes, sentence),
            Standing.InGrace => new("standing.in_grace", ScopeSays.CannotSay, sentence + " Whether the holder may practise in grace, the registry cannot say."),
            Standing.NotYetEffective => new("standing.not_yet_effective", ScopeSays.No, sentence),
            Standing.Expired => new("standing.expired", ScopeSays.No, sentence),
            Standing.Inactive => new("standing.inactive", ScopeSays.No, sentence),
            Standing.Suspended => new("standing.suspended", ScopeSays.No, sentence),
            Standing.Revoked => new("standing.revoked", ScopeSays.No, sentence),
            Standing.Surrendered => new("standing.surrendered", ScopeSays.No, sentence),
            Standing.Deceased => new("standing.deceased", ScopeSays.No, sentence),
            _ => throw new ArgumentOutOfRangeException(nameof(question), question.Standing.Standing, "No reason says this standing."),
        };
    }

    private static IEnumerable<AssessmentReason> OfRestrictions(PurposeQuestion question) =>
        question.Restrictions.Select(text => new AssessmentReason("holder.restricted", ScopeSays.CannotSay, $"The board restricts the holder: {text.TrimEnd('.')}. Whether the service keeps to it, the registry cannot say."));

    private static IEnumerable<AssessmentReason> OfPlaceAndScope(PurposeQuestion question, Func<string, bool?> isTrue)
    {
        if (question.BoardState is null)
        {
            return [new("state.not_said", ScopeSays.CannotSay, "The registry does not know in which state the board certifies.")];
        }

        if (question.BoardState is not PurposeQuestion.EveryState && question.BoardState != question.State)
        {
            return [new("state.another", ScopeSays.CannotSay, $"The board certifies in {question.BoardState}; whether {question.State} accepts its credentials, the registry cannot say.")];
        }

        if (question.Rules is null)
        {
            return [new("scope.no_rules", ScopeSays.CannotSay, "No rules of the board are known to have been in force on that day.")];
        }

        var answer = ScopeRule.Answer(question.Rules.Life.Scope, question.Purpose, isTrue);
        return answer.Reasons.Count > 0
            ? answer.Reasons.Select(OfRule)
            : [new("scope.no_rule", ScopeSays.CannotSay, $"The board's rules do not say what the credential is good for under {question.Purpose}.")];
    }

    private static AssessmentReason OfRule(ScopeReason reason) => reason.Says switch
    {
        ScopeSays.Yes => new("scope.yes", ScopeSays.Yes, $"The board's rules say yes: {reason.Label}."),
        ScopeSays.No => new("scope.no", ScopeSays.No, $"The board's rules say no: {reason.Label}."),
        _ => new("scope.not_known", ScopeSays.CannotSay, $"The board's rules leave it open, or hang on something that the registry does not know of the holder: {reason.Label}."),
    };
}
