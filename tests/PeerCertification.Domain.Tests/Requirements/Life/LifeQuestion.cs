using System.Text.Json;
using System.Text.Json.Nodes;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>A question about a credential's life as a shape's document puts it, answered by the functions that the registry answers it by.</summary>
/// <param name="Of">What is asked: <c>standing</c>, <c>renewal</c>, <c>extension</c>, <c>version</c>, <c>exceptions</c>, <c>deadline</c>, <c>fee</c>, <c>gate</c>, <c>endorsements</c>, <c>scope</c>, <c>intake</c>, <c>title</c>, <c>carryOver</c> or <c>publication</c>.</param>
internal sealed record LifeQuestion(string Of)
{
    /// <summary>What became of the credential so far; periods open and grow as the rules say.</summary>
    public IReadOnlyList<Act> Acts { get; init; } = [];

    /// <summary>The last day of which the registry knew the acts; all of them where it is left out.</summary>
    public DateOnly? KnownOn { get; init; }

    public IReadOnlyList<Period> OtherCredentials { get; init; } = [];

    public IReadOnlyList<DateOnly> DaysOff { get; init; } = [];

    public DateOnly? PostmarkedOn { get; init; }

    /// <summary>The id of a deadline or of the ground of an extension, a purpose, a stage, a title.</summary>
    public string What { get; init; } = "";

    /// <summary>How often before: extensions on this ground, attempts at an exam.</summary>
    public int Before { get; init; }

    public DateOnly? EventOn { get; init; }

    public bool Held { get; init; } = true;

    public Party By { get; init; } = Party.Anyone;

    public long PaidCents { get; init; }

    public IReadOnlyDictionary<string, int> Minutes { get; init; } = new Dictionary<string, int>();

    /// <summary>Endorsements and statements that are known to be true or false of the holder.</summary>
    public IReadOnlyDictionary<string, bool> Known { get; init; } = new Dictionary<string, bool>();

    public string? ChosenPrimary { get; init; }

    public bool IsRenewal { get; init; }

    public IReadOnlyList<OwedPeriod> Periods { get; init; } = [];

    public IReadOnlyList<EarnedHours> Earned { get; init; } = [];

    /// <summary>By the way to it: what the document says instead.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Instead { get; init; } = new Dictionary<string, JsonNode?>();

    private WorkingDays Calendar => new(DaysOff.ToHashSet());

    /// <param name="set">Of the shape's document.</param>
    /// <param name="versions">All versions that the shape states, this one among them.</param>
    internal LifeAnswer Ask(JsonObject document, RequirementSet set, IReadOnlyList<RequirementSet> versions, Facts facts, DateOnly on) => Of switch
    {
        "standing" => AskStanding(set, facts, on),
        "renewal" => AskRenewal(set, facts, on),
        "extension" => AskExtension(set, facts, on),
        "version" => AskVersion(versions, facts, on),
        "exceptions" => AskExceptions(set, facts, on),
        "deadline" => AskDeadline(set.Life.Deadlines.Single(d => d.Id == What), on),
        "fee" => AskFee(set, facts, on),
        "gate" => AskGate(set, facts, on),
        "endorsements" => AskEndorsements(set, facts, on),
        "scope" => AskScope(set),
        "intake" => new(set.Life.Takes(on, IsRenewal), new() { ["state"] = $"{set.Life.IntakeOn(on)}" }, [], [.. set.Life.Intake.Select(i => i.Label)]),
        "title" => new(set.Life.TitleOn(on, set.PublicTitle) == What, [], [], [set.Life.TitleOn(on, set.PublicTitle)]),
        "carryOver" => AskCarryOver(set.Life.CarryOver),
        "publication" => AskPublication(document),
        _ => throw new NotSupportedException($"No function answers \"{Of}\"."),
    };

    private LifeAnswer AskStanding(RequirementSet set, Facts facts, DateOnly on)
    {
        var acts = Play(set, facts);
        var answer = CredentialTimeline.On(on, acts, At(KnownOn ?? new DateOnly(9999, 1, 1)))!;
        var first = CredentialTimeline.Periods(acts)[0].AsOpened;
        var shown = new JsonObject
        {
            ["standing"] = $"{answer.Standing}",
            ["startsOn"] = $"{answer.Period.StartsOn:yyyy-MM-dd}",
            ["endsOn"] = $"{answer.Period.EndsOn:yyyy-MM-dd}",
            ["graceEndsOn"] = answer.Period.GraceEndsOn is { } grace ? $"{grace:yyyy-MM-dd}" : null,
            ["owedOf20Hours"] = set.Life.Period!.ShareOf(first).Of(20 * 60),
        };
        return new(answer.Standing is Standing.Active or Standing.InGrace, shown, [], [StandingSentence.For(answer, on)]);
    }

    private LifeAnswer AskRenewal(RequirementSet set, Facts facts, DateOnly on)
    {
        var acts = Play(set, facts);
        var sentOn = set.Life.Renewal!.SentOn(new RenewalFiling(on, PostmarkedOn));
        var sent = RenewalRule.Send(set, acts, sentOn);
        if (sent.Refusal is { } refusal)
        {
            return new(false, new() { ["refused"] = refusal.Code }, [], [refusal.Reason]);
        }

        var (position, renewed) = (sent.Value.Position, sent.Value.Held.Period);
        var asked = RenewalRule.FactsOf(set, sent.Value, facts, sentOn, null, null);
        var evaluation = RequirementEvaluator.Evaluate(set, asked, sentOn);
        var shown = new JsonObject
        {
            ["phase"] = $"{position.Phase}",
            ["band"] = position.BandId,
            ["lateFeeCents"] = position.FeeCents,
            ["chargedCents"] = RenewalRule.Fees(set, position, asked, evaluation).Sum(c => c.Cents),
            ["standing"] = $"{position.Standing}",
            ["untilOn"] = position.UntilOn is { } until ? $"{until:yyyy-MM-dd}" : null,
            ["hoursUntilOn"] = $"{position.HoursUntilOn:yyyy-MM-dd}",
            ["evidence"] = $"{set.Life.Renewal.Evidence}",
            ["drawnOf100"] = set.Life.Renewal.AuditPercent is { } percent ? Domain.Renewals.AuditDraw.Size(100, percent) : null,
            ["keepsStanding"] = RenewalRule.KeepsStanding(set, sent.Value),
            ["nextEndsOn"] = $"{RenewalRule.Next(set, facts, renewed, sentOn, sentOn, Calendar, OtherCredentials).Value.EndsOn:yyyy-MM-dd}",
        };
        return LifeAnswer.From(evaluation, shown);
    }

    private LifeAnswer AskExtension(RequirementSet set, Facts facts, DateOnly on)
    {
        var longer = RenewalRule.Extend(set, CredentialTimeline.Periods(Play(set, facts))[^1].Period, What, Before, on);
        return longer.Refusal is { } refusal ? new(false, new() { ["refused"] = refusal.Code }, [], [refusal.Reason])
            : new(true, new() { ["endsOn"] = $"{longer.Value.EndsOn:yyyy-MM-dd}" }, [], []);
    }

    private static LifeAnswer AskVersion(IReadOnlyList<RequirementSet> versions, Facts facts, DateOnly on)
    {
        var choice = VersionChoice.For(versions, FileContents.Of(facts), on);
        return LifeAnswer.From(RequirementEvaluator.Evaluate(versions.Single(v => v.Version == choice.Version), facts, on), new() { ["version"] = choice.Version, ["exception"] = choice.ExceptionId });
    }

    private LifeAnswer AskExceptions(RequirementSet set, Facts facts, DateOnly on)
    {
        var applying = RequirementEvaluator.ExceptionsFor(set, facts, on);
        var shown = new JsonObject
        {
            ["applies"] = new JsonArray([.. applying.Select(e => (JsonNode)e.Id)]),
            ["endsOn"] = Acts.Count == 0 ? null : $"{RuleException.Extend(CredentialTimeline.Periods(Play(set, facts))[^1].Period, applying).EndsOn:yyyy-MM-dd}",
        };
        return new(applying.Count > 0, shown, [], [.. set.Life.Exceptions.Select(e => e.Label)]);
    }

    private LifeAnswer AskDeadline(Deadline deadline, DateOnly on)
    {
        var judged = deadline.Judge(EventOn!.Value, on, Calendar, Held);
        var may = By == Party.Anyone || deadline.MayBeDoneBy(By);
        var shown = new JsonObject { ["lastDay"] = deadline.LastDay(EventOn.Value, Calendar) is { } last ? $"{last:yyyy-MM-dd}" : null, ["answer"] = $"{judged}", ["mayBeDone"] = may };
        return new(may && judged == DeadlineAnswer.InTime, shown, [deadline.Id], [deadline.What]);
    }

    private LifeAnswer AskFee(RequirementSet set, Facts facts, DateOnly on)
    {
        var waived = RequirementEvaluator.ExceptionsFor(set, facts, on).SelectMany(e => e.WaivesFees).ToHashSet(StringComparer.Ordinal);
        var charges = Fee.Due(set.Life.Fees, Enum.Parse<FeePurpose>(What), new FeeFacts(r => RequirementEvaluator.Holds(set, r, facts, on), code => Minutes.GetValueOrDefault(code), Before, waived));
        var owed = charges.Sum(c => c.Cents);
        return new(PaidCents >= owed, new() { ["owedCents"] = owed, ["reasons"] = new JsonArray([.. charges.Select(c => (JsonNode)$"{c.Reason}")]) }, [.. charges.Select(c => c.FeeId)], [.. charges.Select(c => c.Why)]);
    }

    private LifeAnswer AskGate(RequirementSet set, Facts facts, DateOnly on)
    {
        var shut = Gate.Shut(set.Life.Gates, Enum.Parse<Stage>(What), r => RequirementEvaluator.Holds(set, r, facts, on));
        return new(shut.Count == 0, [], [.. shut.Select(g => g.Id)], [.. shut.SelectMany(g => LifeAnswer.From(RequirementEvaluator.Evaluate(set with { Root = g.Root }, facts, on), []).Says)]);
    }

    private LifeAnswer AskEndorsements(RequirementSet set, Facts facts, DateOnly on)
    {
        var answer = Endorsement.Judge(set.Life.Endorsements, r => RequirementEvaluator.Holds(set, r, facts, on), ChosenPrimary);
        var unmet = set.Life.Endorsements.Where(e => !answer.Met.Contains(e.Id)).ToList();
        return new(
            answer.HasPrimaryItNeeds && answer.Met.Count > 0,
            new() { ["met"] = new JsonArray([.. answer.Met.Select(id => (JsonNode)id)]), ["primary"] = answer.Primary },
            [.. unmet.Select(e => e.Id)],
            [.. unmet.SelectMany(e => LifeAnswer.From(RequirementEvaluator.Evaluate(set with { Root = e.Root }, facts, on), []).Says)]);
    }

    private LifeAnswer AskScope(RequirementSet set)
    {
        var answer = ScopeRule.Answer(set.Life.Scope, What, code => Known.TryGetValue(code, out var known) ? known : null);
        return new(answer.Says == ScopeSays.Yes, new() { ["says"] = $"{answer.Says}" }, [.. answer.Reasons.Select(r => r.RuleId)], [.. answer.Reasons.Select(r => r.Label)]);
    }

    private LifeAnswer AskCarryOver(CarryOverRules rules)
    {
        var result = rules.Settle(
            [.. Periods.Select(p => new CePeriod(new Period(p.StartsOn, p.EndsOn), p.OwesHours * 60, p.ExtensionFromOn))],
            [.. Earned.Select((e, i) => new EarnedMinutes(Id(i + 1), e.On, e.Hours * 60))]);
        int Entry(Guid id) => Enumerable.Range(1, Earned.Count).Single(n => Id(n) == id);
        var shown = new JsonObject
        {
            ["lackingHours"] = new JsonArray([.. result.LackingMinutes.Select(m => (JsonNode)(m / 60))]),
            ["counted"] = new JsonArray([.. result.Counted.Select(c => (JsonNode)$"{Entry(c.Id)}: {c.Minutes / 60} h {c.Use}")]),
            ["left"] = new JsonArray([.. result.Left.Select(l => (JsonNode)$"{Entry(l.Id)}: {l.Minutes / 60} h {l.Because}")]),
            ["toNextHours"] = result.ToNextMinutes / 60,
            ["feeCents"] = result.FeeCents,
        };
        return new(result.LackingMinutes.All(lacking => lacking == 0), shown, [rules.Id], [.. result.Left.Select(l => $"{l.Because}"), rules.Label]);
    }

    private LifeAnswer AskPublication(JsonObject document)
    {
        var changed = document.DeepClone();
        foreach (var (way, value) in Instead)
        {
            Documents.Change(changed, way, value);
        }

        var refusal = RequirementSetReader.Read(changed.ToJsonString()).Refusal;
        return new(refusal is null, new() { ["refused"] = refusal?.Code }, [.. refusal?.Fields?.Keys ?? []], [.. refusal?.Fields?.SelectMany(f => f.Value) ?? []]);
    }

    private List<CredentialAct> Play(RequirementSet set, Facts facts)
    {
        List<CredentialAct> acts = [];
        foreach (var act in Acts)
        {
            var current = acts.Count == 0 ? null : CredentialTimeline.Periods(acts)[^1].Period;
            var opens = act.Does switch
            {
                CredentialActKind.Issue or CredentialActKind.Renew => act.Opens ?? set.Life.Award(new PeriodQuestion(act.On, Calendar, facts.BirthDate, current, OtherCredentials))!.Period,
                CredentialActKind.Extend => RenewalRule.Extend(set, current!, act.Ground, 0, act.On).Value,
                _ => null,
            };
            acts.Add(new CredentialAct(acts.Count + 1, act.Does, act.On, At(act.RecordedOn ?? act.On), VacatesSequence: act.Vacates, Opens: opens, AfterEnd: opens is null ? null : set.Life.AfterEnd(opens.EndsOn)));
        }

        return acts;
    }

    private static DateTime At(DateOnly day) => DateTime.SpecifyKind(day.ToDateTime(new TimeOnly(12, 0)), DateTimeKind.Utc);

    internal sealed record Act(CredentialActKind Does, DateOnly On)
    {
        public Period? Opens { get; init; }

        public string Ground { get; init; } = "";

        public int? Vacates { get; init; }

        public DateOnly? RecordedOn { get; init; }
    }

    internal sealed record OwedPeriod(DateOnly StartsOn, DateOnly EndsOn, int OwesHours)
    {
        public DateOnly? ExtensionFromOn { get; init; }
    }

    internal sealed record EarnedHours(DateOnly On, int Hours);
}

/// <summary>What was answered.</summary>
/// <param name="Shown">Every number and day of the answer by its name.</param>
/// <param name="Fails">The ids of what is not met, or of the rules that the answer comes from.</param>
/// <param name="Says">What is told, in words of the registry or of the document.</param>
internal sealed record LifeAnswer(bool IsMet, JsonObject Shown, IReadOnlyList<string> Fails, IReadOnlyList<string> Says)
{
    internal static LifeAnswer From(Evaluation evaluation, JsonObject shown)
    {
        Finding[] unmet = [.. All(evaluation.Root).Where(f => !f.IsMet)];
        return new(evaluation.IsMet, shown, [.. unmet.Select(f => f.Id)], [.. unmet.SelectMany(f => f.NotCounted.Select(r => r.Reason).Prepend(f.Cure ?? ""))]);

        static IEnumerable<Finding> All(Finding finding) => finding.Of.SelectMany(All).Prepend(finding);
    }
}
