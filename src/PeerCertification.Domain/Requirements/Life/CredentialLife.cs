using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Everything that a document says of a credential beside what it asks at first: its periods, renewals, clocks, fees, versions and scope.</summary>
/// <param name="Period">Null only where a document that takes no applications does not know it.</param>
/// <param name="Events">Plain label by code of what deadlines are counted from, beside what every registry knows.</param>
/// <param name="Statements">Plain label by code of what scope can depend on, beside endorsements.</param>
public sealed record CredentialLife(
    PeriodRules? Period,
    RenewalRules? Renewal,
    CarryOverRules CarryOver,
    IReadOnlyDictionary<string, string> Events,
    IReadOnlyList<Deadline> Deadlines,
    IReadOnlyList<Fee> Fees,
    IReadOnlyList<Intake> Intake,
    IReadOnlyList<DatedTitle> Titles,
    IReadOnlyList<RuleException> Exceptions,
    IReadOnlyList<Endorsement> Endorsements,
    IReadOnlyList<Gate> Gates,
    IReadOnlyDictionary<string, string> Statements,
    IReadOnlyList<ScopeRule> Scope)
{
    /// <summary>The life of a credential whose document says no more than how long a period is, or not even that.</summary>
    public static CredentialLife Plain(PeriodRule? length) =>
        new(length is null ? null : PeriodRules.Plain(length), null, CarryOverRules.None, new Dictionary<string, string>(), [], [], [], [], [], [], [], new Dictionary<string, string>(), []);

    internal static CredentialLife Read(ObjectReader document, DocumentContext context, bool mayLackPeriod)
    {
        var period = mayLackPeriod ? document.Section("period", context, PeriodRules.Read) : document.Section("period", context, PeriodRules.Read, PeriodRules.Plain(new PeriodRule(1)));
        var renewal = document.Section("renewal", context, section => RenewalRules.Read(section, context));
        var carryOver = document.Section("carryOver", context, CarryOverRules.Read);
        var events = document.Labels("events", context);
        var deadlines = document.List("deadlines", context, element => Deadline.Read(element, events));
        var fees = document.List("fees", context, element => Fee.Read(element, context));
        var intake = document.List("intake", context, Life.Intake.Read);
        var titles = document.List("titles", context, DatedTitle.Read);
        var endorsements = document.List("endorsements", context, element => Endorsement.Read(element, context));
        var gates = document.List("gates", context, element => Gate.Read(element, context));
        var statements = document.Labels("statements", context);
        string[] endorsementIds = [.. endorsements.Select(e => e.Id)];
        var scope = document.List("scope", context, element => ScopeRule.Read(element, endorsementIds, statements));
        string[] feeIds = [.. fees.Select(f => f.Id)];
        string[] others = [.. NotRequirements(period, renewal, carryOver), .. feeIds, .. endorsementIds, .. deadlines.Select(d => d.Id), .. intake.Select(i => i.Id), .. titles.Select(t => t.Id), .. gates.Select(g => g.Id), .. scope.Select(s => s.Id)];
        string[] requirementIds = [.. context.Ids.Except(others)];
        var exceptions = document.List("exceptions", context, element => RuleException.Read(element, context, VersionOf(document), feeIds, requirementIds));
        document.RefuseUnlessLaterEachTime("intake", intake.Select(i => i.FromOn));
        document.RefuseUnlessLaterEachTime("titles", titles.Select(t => t.FromOn));
        if (period?.Length.GraceDays > 0 && renewal is { GrantsGrace: true })
        {
            document.Wrong("Grace is said twice: by \"graceDays\" of the period and by a late band that shows it.");
        }

        if (period is not null && renewal?.OpensBefore is { } opens && !opens.IsAlwaysAfter(new CalendarLength(period.Length.Months, LengthUnit.Months, IsBefore: true), orSame: true))
        {
            document.Wrong("The renewal opens before its period begins.");
        }

        if (period is not null && carryOver?.Back is { } back && !new CalendarLength(period.Length.Months, LengthUnit.Months).IsAlwaysAfter(back.Within))
        {
            document.Wrong("What a period lacks can be made up for longer than the next period lasts.");
        }

        return new(period, renewal, carryOver ?? CarryOverRules.None, events, deadlines, fees, intake, titles, exceptions, endorsements, gates, statements, scope);
    }

    /// <summary>The period that an issue or a renewal opens, with the grace that the late bands of the renewal grant.</summary>
    public AwardedPeriod? Award(PeriodQuestion question) =>
        Period?.Award(question) is not { } award ? null
        : Renewal?.GraceEndsOn(award.Period.EndsOn) is { } grace ? award with { Period = award.Period with { GraceEndsOn = grace } }
        : award;

    /// <summary>What is shown after the end of a period, where a late band shows something other than grace at once or expired.</summary>
    public IReadOnlyList<LateStanding> AfterEnd(DateOnly endsOn) => Renewal?.AfterEnd(endsOn) ?? [];

    /// <summary>The public title on a day.</summary>
    /// <param name="publicTitle">The title of the document, which holds until the first dated one begins.</param>
    public string TitleOn(DateOnly day, string publicTitle) => Titles.LastOrDefault(title => title.FromOn <= day)?.Title ?? publicTitle;

    /// <summary>Whether new people may apply on a day.</summary>
    public IntakeState IntakeOn(DateOnly day) => Intake.LastOrDefault(entry => entry.FromOn <= day)?.State ?? IntakeState.Open;

    /// <summary>Whether an application may come in on a day. A renewal always may: what is closed to new people stays good for those who have it.</summary>
    public bool Takes(DateOnly day, bool isRenewal) => isRenewal || IntakeOn(day) == IntakeState.Open;

    /// <summary>The exceptions that apply to an application, in the order of the document.</summary>
    public IReadOnlyList<RuleException> ExceptionsFor(DecidingDays days, Func<Requirement, bool> holds, bool isFirstPeriod) =>
        [.. Exceptions.Where(exception => exception.AppliesTo(days, holds, isFirstPeriod))];

    private static IEnumerable<string> NotRequirements(PeriodRules? period, RenewalRules? renewal, CarryOverRules? carryOver) =>
    [
        .. period is null ? [] : period.Extensions.Select(e => e.Id),
        .. renewal is null ? [] : renewal.Late.Select(band => band.Id).Append(renewal.Id),
        .. renewal?.Reinstatement is { } again ? [again.Id] : Array.Empty<string>(),
        .. carryOver is null ? [] : new[] { carryOver.Id },
    ];

    /// <summary>The document's own number; what is wrong with it is told where it is read for good.</summary>
    private static int? VersionOf(ObjectReader document) =>
        document.Find("version") is { ValueKind: System.Text.Json.JsonValueKind.Number } version && version.TryGetInt32(out var number) ? number : null;
}
