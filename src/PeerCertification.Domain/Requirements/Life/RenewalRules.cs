using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Elements;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>How the evidence of a renewal comes to the board: with it, or when the board draws it for an audit.</summary>
public enum RenewalEvidence { Upload, Audit }

/// <summary>What follows from a failed audit: it is dealt with as conduct is, or the credential is suspended.</summary>
public enum AuditConsequence { Refer, Suspend }

/// <summary>On what terms those who are drawn show their evidence.</summary>
/// <param name="AnswerWithin">How long after the draw.</param>
/// <param name="CureWithin">How long after it was found wanting it can be made good, or null where it cannot.</param>
/// <param name="ExemptFirstPeriod">Whether those are left out who renewed the first period of their credential.</param>
/// <param name="ExemptAuditedBefore">Whether those are left out whose period before was audited.</param>
public sealed record AuditTerms(CalendarLength AnswerWithin, CalendarLength? CureWithin, AuditConsequence OnFailure, bool ExemptFirstPeriod, bool ExemptAuditedBefore)
{
    /// <summary>The last day to show evidence, drawn on a day.</summary>
    public DateOnly AnswerUntil(DateOnly drawnOn) => AnswerWithin.From(drawnOn);

    /// <summary>The last day to make good what was found wanting on a day.</summary>
    public DateOnly CureUntil(DateOnly on) => CureWithin?.From(on) ?? on;

    internal static AuditTerms Read(ElementReader part) => new(
        part.Part("answerWithin", CalendarLength.ReadPlain, new CalendarLength(0, LengthUnit.Days)),
        part.Part("cureWithin", CalendarLength.ReadPlain),
        part.OptionalChoice("onFailure", AuditConsequence.Refer),
        part.Flag("exemptFirstPeriod"),
        part.Flag("exemptAuditedBefore"));
}

/// <summary>That the rules decide a renewal by themselves where nothing is left to judge.</summary>
public sealed record StraightThrough(string Id, string Label, RequirementSource Source)
{
    internal static StraightThrough Read(ElementReader part) => new(part.Id, part.Label, part.Source);
}

/// <summary>Which day a renewal counts as sent: when it arrived, or its postmark.</summary>
public enum ReceivedBy { Receipt, Postmark }

/// <summary>Where a credential stands between the opening of its renewal and the last day of its reinstatement.</summary>
public enum RenewalPhase { TooEarly, Open, OpenWithFee, Late, Reinstatement, Closed }

/// <summary>When and on what terms a period is renewed. Days count from the last day of the period.</summary>
/// <param name="OpensBefore">How long before the end a renewal can first be sent; null from the first day of the period.</param>
/// <param name="DueBefore">How long before the end it can last be sent without more; null to the end itself.</param>
/// <param name="Root">What a renewal asks, or null where the document does not say.</param>
/// <param name="AuditPercent">How many of a hundred renewals are drawn, where evidence comes by audit.</param>
/// <param name="Audit">On what terms those who are drawn show their evidence, or null where the document does not say.</param>
/// <param name="PendingKeepsStanding">Whether a complete renewal sent in time keeps the standing while the board has not answered.</param>
/// <param name="StraightThrough">That a renewal is decided without a person where nothing is left to judge, or null where a person decides each.</param>
/// <param name="Late">In the order of their days; after the last of them only reinstatement is left, if that.</param>
public sealed record RenewalRules(
    string Id,
    string Label,
    RequirementSource Source,
    CalendarLength? OpensBefore,
    CalendarLength? DueBefore,
    Requirement? Root,
    RenewalEvidence Evidence,
    int? AuditPercent,
    AuditTerms? Audit,
    ReceivedBy ReceivedBy,
    bool PendingKeepsStanding,
    StraightThrough? StraightThrough,
    IReadOnlyList<LateBand> Late,
    Reinstatement? Reinstatement)
{
    /// <summary>What is asked of a renewal that is sent in a band, or of one without a band; null where the document does not say.</summary>
    /// <param name="bandId">The id of a late band or of the reinstatement, or null.</param>
    public Requirement? Asked(string? bandId) =>
        bandId is null ? Root
        : bandId == Reinstatement?.Id ? Reinstatement.Root
        : Late.First(band => band.Id == bandId) is { Extra: { } extra } && Root is not null ? new Combination($"{Id}-{bandId}", Label, Source, 2, [Root, extra])
        : Root;

    /// <summary>All that can be asked of a renewal, by when it is sent.</summary>
    internal IEnumerable<Requirement> EveryTree =>
        Late.Select(band => band.Id).Append(Reinstatement?.Id).Prepend(null).Distinct().Select(Asked).OfType<Requirement>();

    /// <summary>Every phase of a period with its first and last day, in their order: from the opening to the last day of the reinstatement.</summary>
    public IReadOnlyList<RenewalSpan> Spans(Period period)
    {
        ArgumentNullException.ThrowIfNull(period);
        var ends = period.EndsOn;
        List<RenewalSpan> spans = [new(RenewalPhase.Open, null, Label, OpensOn(period), DueOn(ends), 0, Standing.Active, HoursMayBeEarned: true)];
        foreach (var band in Late)
        {
            var until = band.Until.From(ends);
            spans.Add(new(until <= ends ? RenewalPhase.OpenWithFee : RenewalPhase.Late, band.Id, band.Label, spans[^1].UntilOn.PlusDays(1), until, band.FeeCents, until <= ends ? Standing.Active : band.Standing, until <= ends || band.HoursMayBeEarned));
        }

        if (Reinstatement is { } again)
        {
            spans.Add(new(RenewalPhase.Reinstatement, again.Id, again.Label, ClampedDays.Later(spans[^1].UntilOn, ends).PlusDays(1), again.Until.From(ends), again.FeeCents, Standing.Expired, HoursMayBeEarned: true));
        }

        return spans;
    }

    /// <summary>What the bands show after the end and after the grace that follows it at once; nothing where that is expired throughout.</summary>
    internal IReadOnlyList<LateStanding> AfterEnd(DateOnly endsOn)
    {
        var after = GraceEndsOn(endsOn) ?? endsOn;
        LateStanding[] shown = [.. Late.Select(band => new LateStanding(band.Until.From(endsOn), band.Standing)).Where(late => late.UntilOn > after)];
        return Array.TrueForAll(shown, late => late.Standing == Standing.Expired) ? [] : shown;
    }

    private DateOnly OpensOn(Period period) => ClampedDays.Later(period.StartsOn, OpensBefore?.From(period.EndsOn) ?? period.StartsOn);

    private DateOnly DueOn(DateOnly ends) => DueBefore?.From(ends) ?? ends;

    private static readonly CalendarLength TheEnd = new(0, LengthUnit.Days);

    internal static RenewalRules Read(ElementReader section, DocumentContext context)
    {
        var rules = new RenewalRules(
            section.Id,
            section.Label,
            section.Source,
            section.Part("opensBefore", CalendarLength.ReadBefore),
            section.Part("dueBefore", CalendarLength.ReadBefore),
            section.OptionalTree("root", context),
            section.OptionalChoice("evidence", RenewalEvidence.Upload),
            section.OptionalWhole("auditPercent", 1, 100),
            section.Part("audit", AuditTerms.Read),
            section.OptionalChoice("receivedBy", ReceivedBy.Receipt),
            section.Flag("pendingKeepsStanding"),
            section.Part("straightThrough", StraightThrough.Read),
            section.Parts("late", band => LateBand.Read(band, context)),
            section.Part("reinstatement", part => Reinstatement.Read(part, context)));
        rules.Check(section);
        return rules;
    }

    /// <summary>The day on which a renewal counts as sent. A postmark never makes it later than it arrived.</summary>
    public DateOnly SentOn(RenewalFiling filing)
    {
        ArgumentNullException.ThrowIfNull(filing);
        return ReceivedBy == ReceivedBy.Postmark && filing.PostmarkedOn < filing.ReceivedOn ? filing.PostmarkedOn.Value : filing.ReceivedOn;
    }

    /// <summary>The last day on which the calendar alone still shows grace, or null where the bands grant none.</summary>
    internal DateOnly? GraceEndsOn(DateOnly endsOn) =>
        Late.TakeWhile(band => band.Until.From(endsOn) <= endsOn || band.Standing == Standing.InGrace).Select(band => (DateOnly?)band.Until.From(endsOn)).LastOrDefault(last => last > endsOn);

    internal bool GrantsGrace => Late.Any(band => band.Standing == Standing.InGrace);

    /// <summary>Where a period stands on a day: whether a renewal can be sent, for how much more, what is shown, and until when.</summary>
    public RenewalPosition On(Period period, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(period);
        var ends = period.EndsOn;
        var opensOn = OpensOn(period);
        var calendar = day < period.StartsOn ? Standing.NotYetEffective : day <= ends ? Standing.Active : Standing.Expired;
        if (day < opensOn)
        {
            return new RenewalPosition(RenewalPhase.TooEarly, calendar, null, 0, null, opensOn.PlusDays(-1), ends);
        }

        var dueOn = DueOn(ends);
        if (day <= dueOn)
        {
            return new RenewalPosition(RenewalPhase.Open, calendar, null, 0, null, dueOn, ends);
        }

        var hoursUntil = ends;
        foreach (var band in Late)
        {
            var until = band.Until.From(ends);
            hoursUntil = band.HoursMayBeEarned ? ClampedDays.Later(hoursUntil, until) : hoursUntil;
            if (day <= until)
            {
                return new RenewalPosition(
                    day <= ends ? RenewalPhase.OpenWithFee : RenewalPhase.Late, day <= ends ? calendar : band.Standing, band.Id, band.FeeCents, band.Extra, until, hoursUntil);
            }
        }

        return day > ends && Reinstatement is { } again && again.Until.From(ends) is var last && day <= last
            ? new RenewalPosition(RenewalPhase.Reinstatement, Standing.Expired, again.Id, again.FeeCents, again.Root, last, last)
            : new RenewalPosition(RenewalPhase.Closed, calendar, null, 0, null, null, hoursUntil);
    }

    private void Check(ElementReader section)
    {
        var due = DueBefore ?? TheEnd;
        if (OpensBefore is { } opens && !due.IsAlwaysAfter(opens, orSame: true))
        {
            section.Wrong("It opens after it is due, so that nobody could ever send one in time.");
        }

        if (Audit is not null && AuditPercent is null)
        {
            section.Wrong("It says how an audit goes, and not how many are drawn: give \"auditPercent\".");
        }

        if (StraightThrough is not null && Root is null)
        {
            section.Wrong("It lets renewals through by rule and does not say what a renewal asks: give \"root\".");
        }

        if (AuditPercent is not null && Evidence != RenewalEvidence.Audit)
        {
            section.Wrong("Only evidence that comes by audit has a part that is drawn.");
        }

        var before = due;
        foreach (var band in Late)
        {
            if (OpensBefore is { } opening && !band.Until.IsAlwaysAfter(opening))
            {
                section.Wrong($"The late band \"{band.Id}\" ends before a renewal can be sent at all.");
            }
            else if (!band.Until.IsAlwaysAfter(before))
            {
                section.Wrong($"The late band \"{band.Id}\" ends no later than what comes before it; bands stand in the order of their days.");
            }

            before = band.Until;
        }

        if (Reinstatement is { } again && !(again.Until.IsAlwaysAfter(before) && again.Until.IsAlwaysAfter(TheEnd)))
        {
            section.Wrong("Reinstatement ends no later than what comes before it.");
        }
    }
}

/// <summary>A span in which a renewal is late and asks more. It begins on the day after the one before it ends.</summary>
/// <param name="Until">Its last day, counted from the last day of the period.</param>
/// <param name="Standing">What is shown after the last day of the period; up to it the credential is active.</param>
/// <param name="HoursMayBeEarned">Whether hours may be dated in the band, or whether it is for papers only.</param>
/// <param name="Extra">What is asked beside the renewal, or null.</param>
/// <param name="FeeBlocks">What its fee blocks while it is owed.</param>
public sealed record LateBand(
    string Id, string Label, RequirementSource Source, CalendarLength Until, int FeeCents, Standing Standing, bool HoursMayBeEarned, Requirement? Extra, FeeBlock FeeBlocks)
{
    private static readonly Standing[] Shown = [Standing.InGrace, Standing.Expired, Standing.Inactive, Standing.Suspended];

    internal static LateBand Read(ElementReader element, DocumentContext context)
    {
        var band = new LateBand(
            element.Id,
            element.Label,
            element.Source,
            element.Part("until", CalendarLength.ReadPlain, new CalendarLength(0, LengthUnit.Days)),
            element.OptionalWhole("feeCents", 0, Fee.MostCents) ?? 0,
            element.OptionalChoice("standing", Standing.Expired),
            element.Flag("hoursMayBeEarned"),
            element.OptionalTree("extra", context),
            element.OptionalChoice("feeBlocks", FeeBlock.Nothing));
        if (!Shown.Contains(band.Standing))
        {
            element.Wrong($"\"standing\" must be one of {string.Join(", ", Shown)}.");
        }

        return band;
    }
}

/// <summary>How an expired credential comes back without everything being asked as at first.</summary>
/// <param name="Root">What it asks, with its own look-back.</param>
/// <param name="FeeBlocks">What its fee blocks while it is owed.</param>
public sealed record Reinstatement(string Id, string Label, RequirementSource Source, CalendarLength Until, int FeeCents, Requirement Root, FeeBlock FeeBlocks)
{
    internal static Reinstatement Read(ElementReader element, DocumentContext context) =>
        new(
            element.Id,
            element.Label,
            element.Source,
            element.Part("until", CalendarLength.ReadPlain, new CalendarLength(0, LengthUnit.Days)),
            element.OptionalWhole("feeCents", 0, Fee.MostCents) ?? 0,
            element.Tree("root", context),
            element.OptionalChoice("feeBlocks", FeeBlock.Nothing));
}

/// <summary>One phase of a period's renewal, with both days inside.</summary>
/// <param name="BandId">The late band or the reinstatement, or null for a renewal in time.</param>
/// <param name="FeeCents">What is charged on top of a renewal, or for the reinstatement.</param>
/// <param name="Standing">What is shown after the end of the period; active up to it.</param>
public sealed record RenewalSpan(RenewalPhase Phase, string? BandId, string Label, DateOnly FromOn, DateOnly UntilOn, int FeeCents, Standing Standing, bool HoursMayBeEarned);

public sealed record RenewalFiling(DateOnly ReceivedOn, DateOnly? PostmarkedOn);

/// <summary>Where a period stands on a day.</summary>
/// <param name="BandId">The late band or the reinstatement that the day is in.</param>
/// <param name="FeeCents">What is charged on top of a renewal, or for the reinstatement.</param>
/// <param name="Extra">What is asked beside a renewal, or for the reinstatement.</param>
/// <param name="UntilOn">The last day of this phase, or null where it does not end.</param>
/// <param name="HoursUntilOn">The last day on which hours may be dated.</param>
public sealed record RenewalPosition(
    RenewalPhase Phase, Standing Standing, string? BandId, int FeeCents, Requirement? Extra, DateOnly? UntilOn, DateOnly HoursUntilOn);
