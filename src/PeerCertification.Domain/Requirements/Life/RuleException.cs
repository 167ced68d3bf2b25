using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>
/// What differs for some, for a time: a transition, grandfathering, an emergency order. It applies where a certain day is inside its interval and,
/// if it is for a group, where the group's requirement is met.
/// </summary>
/// <param name="FromOn">The first day inside, or null without limit; <paramref name="UntilOn"/> the last.</param>
/// <param name="By">Which day must be inside.</param>
/// <param name="When">Whom it is for; everybody where it is null.</param>
/// <param name="ReceivedUntil">The last day on which an application can still make use of it, or null without limit.</param>
/// <param name="FirstPeriodOnly">Whether it is for the first period of a credential only.</param>
/// <param name="Waives">The requirements that are not asked.</param>
/// <param name="UseVersion">The version of the rules that decides instead, or null.</param>
/// <param name="ExtendsTo">What would end earlier ends on this day, or null.</param>
/// <param name="WaivesFees">The fees that are not asked.</param>
public sealed record RuleException(
    string Id,
    string Label,
    RequirementSource Source,
    DateOnly? FromOn,
    DateOnly? UntilOn,
    DecidingDate By,
    Requirement? When,
    DateOnly? ReceivedUntil,
    bool FirstPeriodOnly,
    IReadOnlyList<string> Waives,
    int? UseVersion,
    DateOnly? ExtendsTo,
    IReadOnlyList<string> WaivesFees)
{
    internal static RuleException Read(ElementReader element, DocumentContext context, int? ownVersion, IReadOnlyCollection<string> feeIds, IReadOnlyCollection<string> requirementIds)
    {
        var exception = new RuleException(
            element.Id,
            element.Label,
            element.Source,
            element.OptionalDay("fromOn"),
            element.OptionalDay("untilOn"),
            element.Choice<DecidingDate>("by"),
            element.OptionalTree("when", context),
            element.OptionalDay("receivedUntil"),
            element.Flag("firstPeriodOnly"),
            element.OptionalKnown("waives", requirementIds.Contains, "the id of a requirement"),
            element.OptionalWhole("useVersion", 1, ObjectReader.Most),
            element.OptionalDay("extendsTo"),
            element.OptionalKnown("waivesFees", feeIds.Contains, "the id of a fee"));
        if (exception.UntilOn < exception.FromOn)
        {
            element.Wrong("\"untilOn\" is before \"fromOn\".");
        }

        if (exception.UseVersion is { } version && version == ownVersion)
        {
            element.Wrong("\"useVersion\" is the version that it stands in.");
        }

        if (exception is { Waives.Count: 0, UseVersion: null, ExtendsTo: null, WaivesFees.Count: 0 })
        {
            element.Wrong("It changes nothing: give \"waives\", \"useVersion\", \"extendsTo\" or \"waivesFees\".");
        }

        return exception;
    }

    /// <summary>Whether it applies. A day that is not known is not inside.</summary>
    /// <param name="holds">Whether a requirement is met by this person's file.</param>
    public bool AppliesTo(DecidingDays days, Func<Requirement, bool> holds, bool isFirstPeriod)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(holds);
        return days.Of(By) is { } day
            && !(day < FromOn) && !(day > UntilOn)
            && (ReceivedUntil is not { } last || days.ReceivedOn <= last)
            && (!FirstPeriodOnly || isFirstPeriod)
            && (When is null || holds(When));
    }

    /// <summary>The period as the exceptions that apply leave it: it ends on the latest day that one of them extends it to. Grace moves along.</summary>
    public static Period Extend(Period period, IEnumerable<RuleException> applying)
    {
        ArgumentNullException.ThrowIfNull(period);
        var ends = applying.Select(exception => exception.ExtendsTo ?? period.EndsOn).Append(period.EndsOn).Max();
        return period.EndingOn(ends);
    }
}

/// <summary>The days of one application that may decide by which rules it is judged; null where there is none.</summary>
public sealed record DecidingDays(DateOnly? ReceivedOn = null, DateOnly? TrainedOn = null, DateOnly? IssuedOn = null, DateOnly? LapsedOn = null)
{
    /// <summary>
    /// The days of somebody's file. The training's is the last day of the latest course; issue and lapse are those of the credential of this type that
    /// the person has or had, the latest issued.
    /// </summary>
    /// <param name="on">The day of the check, which is the day of receipt where the file has none.</param>
    public static DecidingDays Of(Facts facts, string board, string credentialType, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var courses = facts.Evidence.Where(e => e.Detail.Kind == EvidenceKind.Training && e.State is not (EvidenceState.Draft or EvidenceState.Rejected or EvidenceState.Superseded) && e.Detail.On <= on).ToList();
        var own = facts.Held.Where(held => held.Board == board && held.Type == credentialType).MaxBy(held => held.IssuedOn);
        return new(
            Window.Day(Anchor.Receipt, on, facts.Days),
            courses.Count == 0 ? null : courses.Max(e => e.Detail.On),
            Window.Day(Anchor.Issue, on, facts.Days) ?? own?.IssuedOn,
            Window.Day(Anchor.Lapse, on, facts.Days) ?? (own?.EndsOn < on ? own.EndsOn : null));
    }

    public DateOnly? Of(DecidingDate which) => which switch
    {
        DecidingDate.Receipt => ReceivedOn,
        DecidingDate.Training => TrainedOn,
        DecidingDate.Issue => IssuedOn,
        DecidingDate.Lapse => LapsedOn,
        _ => throw new ArgumentOutOfRangeException(nameof(which), which, "No such day is kept."),
    };
}
