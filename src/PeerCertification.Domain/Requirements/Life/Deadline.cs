using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Who has to act.</summary>
public enum Party { Board, Holder, Employer, Applicant, Anyone }

public enum DeadlineAnswer { InTime, Late, DoesNotApply }

/// <summary>Something that somebody has to do, counted from something that happened: every clock of the rules that is no renewal.</summary>
/// <param name="NotBy">Who may not do it, where the law says so.</param>
/// <param name="After">The code of what it is counted from.</param>
/// <param name="Within">How long after it, or before it; null where the rule names no time.</param>
/// <param name="OnlyWhileHeld">Whether it is counted only from what happened while the credential was held.</param>
public sealed record Deadline(
    string Id, string Label, RequirementSource Source, Party By, IReadOnlyList<Party> NotBy, string What, string After, CalendarLength? Within, bool OnlyWhileHeld)
{
    /// <summary>What the registry itself knows the day of. A document adds its own in <c>events</c>.</summary>
    public static readonly IReadOnlySet<string> KnownEvents = new HashSet<string>(StringComparer.Ordinal)
    {
        "Receipt", "Decision", "Notice", "Issue", "Expiry", "Lapse", "Suspension", "Revocation", "Conduct", "WorkStarted",
    };

    internal static Deadline Read(ElementReader element, IReadOnlyDictionary<string, string> events)
    {
        var deadline = new Deadline(
            element.Id,
            element.Label,
            element.Source,
            element.Choice<Party>("by"),
            element.OptionalChoices<Party>("notBy"),
            element.Text("what"),
            element.Text("after"),
            element.Part("within", CalendarLength.Read),
            element.Flag("onlyWhileHeld"));
        if (deadline.After.Length > 0 && !KnownEvents.Contains(deadline.After) && !events.ContainsKey(deadline.After))
        {
            element.Wrong($"\"{deadline.After}\" is neither in the document's list of events nor one of {string.Join(", ", KnownEvents.Order(StringComparer.Ordinal))}.");
        }

        if (deadline.NotBy.Contains(deadline.By))
        {
            element.Wrong($"{deadline.By} cannot both have to do it and be kept from it.");
        }

        return deadline;
    }

    public bool MayBeDoneBy(Party party) => !NotBy.Contains(party) && (By == Party.Anyone || party == By);

    /// <summary>The last day for it, or null where the rule names no time. The day it is counted from is not counted.</summary>
    public DateOnly? LastDay(DateOnly eventOn, WorkingDays calendar) => Within?.From(eventOn, calendar);

    /// <summary>Whether an act on a day is in time; up to the last day it is.</summary>
    /// <param name="wasHeld">Whether the credential was held on the day it is counted from.</param>
    public DeadlineAnswer Judge(DateOnly eventOn, DateOnly actOn, WorkingDays calendar, bool wasHeld = true) =>
        OnlyWhileHeld && !wasHeld ? DeadlineAnswer.DoesNotApply
        : LastDay(eventOn, calendar) is { } last && actOn > last ? DeadlineAnswer.Late
        : DeadlineAnswer.InTime;
}
