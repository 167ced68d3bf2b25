using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Renewals;

/// <summary>How a reviewer judged one item of an audit.</summary>
public enum AuditVerdict { Accepted, Rejected }

/// <summary>One item of an audit: an entry of which the decision on the renewal counted minutes.</summary>
public sealed record AuditedItem(Guid EvidenceId, AuditVerdict? Verdict);

/// <summary>What an announcement says of the lot.</summary>
/// <param name="FromOn">The first of the days on which renewals were decided; <paramref name="UntilOn"/> the last.</param>
/// <param name="SeedDueOn">The day on which the value comes about that the seed is made of.</param>
public sealed record AuditPlan(DateOnly FromOn, DateOnly UntilOn, DateOnly SeedDueOn);

/// <summary>When an audit may be announced and drawn, what becomes of one that was looked at, and until when something may be shown.</summary>
public static class AuditRule
{
    /// <summary>How far back the days of an audit reach at most, in years: over the longest periods that boards have.</summary>
    public const int YearsBack = 10;

    /// <summary>How far ahead the seed may be due at most, in years.</summary>
    public const int YearsToSeed = 1;

    /// <param name="inForce">The rules of the day, or null where there are none.</param>
    /// <param name="isDayTaken">Whether another audit has one of the days.</param>
    /// <returns>The terms, or a refusal: <c>audit.not_in_rules</c>, <c>audit.days_not_over</c>, <c>audit.seed_not_ahead</c>, <c>audit.day_out_of_reach</c>, <c>audit.days_taken</c>.</returns>
    public static Outcome<AuditTerms> Announce(RequirementSet? inForce, AuditPlan plan, bool isDayTaken, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return inForce?.Life.Renewal is not { Evidence: RenewalEvidence.Audit, AuditPercent: not null, Audit: { } terms } ? new Refusal("audit.not_in_rules", "The rules in force do not say on what terms evidence is audited. Publish a version that does.")
            : plan.UntilOn >= today || plan.FromOn > plan.UntilOn ? new Refusal("audit.days_not_over", "The days of an audit are over when it is announced, and the first is not after the last.")
            : plan.SeedDueOn <= today ? new Refusal("audit.seed_not_ahead", "The value that the seed is made of comes about tomorrow or later, so that nobody can know it now.")
            : plan.FromOn < today.AddYears(-YearsBack) || plan.SeedDueOn > today.AddYears(YearsToSeed) ? new Refusal("audit.day_out_of_reach", $"The first day is {YearsBack} years back at most, and the seed is due within {YearsToSeed} year.")
            : isDayTaken ? new Refusal("audit.days_taken", "Another audit has some of these days; a renewal is in one lot only.")
            : terms;
    }

    /// <summary><c>audit.seed_entered</c> or <c>audit.seed_not_due</c>, or null.</summary>
    public static Refusal? RefuseSeed(bool isEntered, DateOnly dueOn, DateOnly today) =>
        isEntered ? new Refusal("audit.seed_entered", "The value was entered before, and is entered once.")
        : today < dueOn ? new Refusal("audit.seed_not_due", $"The value comes about on {dueOn:yyyy-MM-dd}; enter it then.")
        : null;

    /// <summary>Whether the holder may still show something or hand it in: to the end of the last day.</summary>
    /// <param name="isItemOpen">Of an item: whether it is not accepted yet.</param>
    /// <returns>Null, or a refusal: <c>audit.act_not_allowed</c>, <c>audit.too_late</c>, <c>audit.item_accepted</c>.</returns>
    public static Refusal? RefuseShowing(AuditCaseState state, DateOnly dueOn, DateOnly today, bool isItemOpen = true) =>
        !AuditCaseLifecycle.Awaiting.Contains(state) ? new Refusal("audit.act_not_allowed", $"Evidence is shown while the audit waits for it; this one is {state}.")
        : today > dueOn ? new Refusal("audit.too_late", $"The last day to show evidence was {dueOn:yyyy-MM-dd}.")
        : !isItemOpen ? new Refusal("audit.item_accepted", "This item is accepted; nothing more is needed of it.")
        : null;

    /// <summary><c>audit.act_not_allowed</c> where items are not before the board, or null.</summary>
    public static Refusal? RefuseJudging(AuditCaseState state) => AuditCaseLifecycle.BeforeBoard.Contains(state)
        ? null
        : new Refusal("audit.act_not_allowed", $"Items are judged once the audit is handed in; this one is {state}.");

    /// <summary>How the renewal comes out without what was rejected, by the rules and on the day of its decision.</summary>
    /// <param name="facts">That the decision was made on.</param>
    public static Evaluation Again(RequirementSet rules, Facts facts, DateOnly decidedOn, IReadOnlyCollection<AuditedItem> items)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var rejected = items.Where(item => item.Verdict == AuditVerdict.Rejected).Select(item => item.EvidenceId).ToHashSet();
        var evidence = facts.Evidence.Select(fact => rejected.Contains(fact.Id) ? fact with { State = EvidenceState.Rejected, AcceptedMinutes = 0 } : fact);
        return RequirementEvaluator.Evaluate(rules, facts with { Evidence = [.. evidence] }, decidedOn);
    }

    /// <summary><c>audit.act_not_allowed</c> or <c>audit.items_not_judged</c>, or null.</summary>
    public static Refusal? RefuseConcluding(AuditCaseState state, IReadOnlyCollection<AuditedItem> items) =>
        !AuditCaseLifecycle.BeforeBoard.Contains(state) ? new Refusal("audit.act_not_allowed", $"What was handed in is concluded; this audit is {state}.")
        : items.Any(item => item.Verdict is null) ? new Refusal("audit.items_not_judged", $"{items.Count(item => item.Verdict is null)} of {items.Count} items are not judged yet.")
        : null;

    /// <summary>What the board's looking comes to once every item is judged.</summary>
    /// <param name="isMet">Whether the requirements are met without what was rejected.</param>
    public static AuditCaseAct Conclude(AuditCaseState state, AuditTerms terms, bool isMet) => isMet ? AuditCaseAct.Pass : Wanting(state == AuditCaseState.InReview, terms);

    /// <summary>What becomes of an audit whose day has passed.</summary>
    public static AuditCaseAct Missed(AuditCaseState state, AuditTerms terms) => Wanting(state == AuditCaseState.AwaitingHolder, terms);

    private static AuditCaseAct Wanting(bool isFirst, AuditTerms terms) => isFirst && terms.CureWithin is not null ? AuditCaseAct.AskCure : AuditCaseAct.Fail;
}
