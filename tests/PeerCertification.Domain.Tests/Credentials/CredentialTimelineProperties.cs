using FsCheck;
using FsCheck.Fluent;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

/// <summary>Laws of the timeline, over histories that are grown as a board grows them: by recording whatever is allowed, in any order of days.</summary>
public class CredentialTimelineProperties
{
    private static readonly DateOnly Start = new(2024, 2, 29);
    private static readonly DateTime Begun = new(2024, 2, 29, 9, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Always = DateTime.MaxValue;

    private static readonly CredentialActKind[] Kinds = [.. Enum.GetValues<CredentialActKind>().Except([CredentialActKind.Issue])];

    private static readonly Gen<IReadOnlyList<CredentialAct>> Histories =
        Gen.Choose(0, Kinds.Length - 1).SelectMany(kind => Gen.Choose(-20, 900).SelectMany(day => Gen.Choose(-30, 120).SelectMany(length => Gen.Choose(1, 6).Select(target => (Kinds[kind], day, length, target)))))
            .ArrayOf(25).Select(Grow);

    [Fact]
    public void Histories_are_long_enough_to_prove_something()
    {
        var grown = Histories.Sample(200).ToList();

        Assert.True(grown.Count(h => h.Count >= 4) > 100);
        Assert.Contains(grown, h => h.Any(a => a.Kind == CredentialActKind.Vacate));
        Assert.Contains(grown, h => h.Zip(h.Skip(1)).Any(pair => pair.Second.EffectiveOn < pair.First.EffectiveOn));
    }

    [Fact]
    public void An_act_recorded_later_never_changes_what_was_known_before() => Holds(history =>
        Enumerable.Range(1, history.Count).All(known => Days(history).All(day =>
            CredentialTimeline.On(day, history, history[known - 1].RecordedAtUtc) == CredentialTimeline.On(day, [.. history.Take(known)], Always))));

    [Fact]
    public void A_vacated_act_gives_the_answers_as_if_it_had_never_been() => Holds(history =>
        CredentialTimeline.InForce(history).All(target =>
        {
            var vacate = new CredentialAct(history.Count + 1, CredentialActKind.Vacate, Start, Begun.AddHours(history.Count + 1), VacatesSequence: target.Sequence);
            return CredentialTimeline.Record(vacate, history, Start).Refusal is not null
                || Days(history).All(day => Timeless(day, [.. history, vacate]) == Timeless(day, [.. history.Where(a => a != target)]));
        }));

    [Fact]
    public void The_order_of_recording_does_not_matter_but_for_acts_of_one_day() => Holds(history =>
    {
        var inForce = CredentialTimeline.InForce(history);
        var inOrder = inForce.Select((act, i) => act with { Sequence = i + 1, RecordedAtUtc = Begun.AddHours(i) }).Reverse().ToList();
        return Days(history).All(day => Timeless(day, history) == Timeless(day, inOrder));
    });

    [Fact]
    public void The_answer_is_what_walking_from_day_to_day_arrives_at() => Holds(history =>
    {
        var byDay = CredentialTimeline.InForce(history).ToLookup(a => a.EffectiveOn);
        var state = CredentialState.None;
        DateOnly? until = null;
        for (var day = Start.AddDays(-25); day < Start.AddDays(1100); day = day.AddDays(1))
        {
            if (state == CredentialState.Suspended && until == day.AddDays(-1))
            {
                state = CredentialState.Active;
            }

            foreach (var act in byDay[day].OrderBy(a => a.Sequence))
            {
                (state, until) = (CredentialLifecycle.Table.Decide(state, act.Kind).Value, act.Kind is CredentialActKind.EndAwait or CredentialActKind.ChangeName or CredentialActKind.EndEndorsement ? until : act.UntilOn);
            }

            if (!Fits(CredentialTimeline.On(day, history, Always)!.Standing, state))
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void After_the_last_day_of_a_suspension_nothing_is_suspended_by_it() => Holds(history =>
        CredentialTimeline.InForce(history).Where(a => a.UntilOn is not null).All(suspension =>
        {
            var after = CredentialTimeline.On(suspension.UntilOn!.Value.AddDays(1), history, Always)!;
            return after.Standing != Standing.Suspended || CredentialTimeline.InForce(history).Any(a => a.Kind == CredentialActKind.Suspend && a != suspension && a.EffectiveOn > suspension.EffectiveOn);
        }));

    private static void Holds(Func<IReadOnlyList<CredentialAct>, bool> law) =>
        Prop.ForAll(Histories.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static IReadOnlyList<CredentialAct> Grow((CredentialActKind Kind, int Day, int Length, int Target)[] attempts)
    {
        List<CredentialAct> history = [new(1, CredentialActKind.Issue, Start, Begun, Opens: new PeriodRule(24, 30).StartingOn(Start))];
        foreach (var (kind, day, length, target) in attempts)
        {
            var on = Start.AddDays(day);
            var act = new CredentialAct(
                history.Count + 1,
                kind,
                on,
                Begun.AddHours(history.Count),
                kind == CredentialActKind.Suspend && length >= 0 ? on.AddDays(length) : null,
                kind == CredentialActKind.Vacate ? target : null,
                kind is CredentialActKind.Renew or CredentialActKind.Reinstate ? new PeriodRule(12).StartingOn(on) : null,
                Endorsement: kind is CredentialActKind.Endorse or CredentialActKind.EndEndorsement ? "family" : null);
            if (CredentialTimeline.Record(act, history, on).Refusal is null)
            {
                history.Add(act);
            }
        }

        return history;
    }

    /// <summary>The days on which something may change, with their neighbours.</summary>
    private static IEnumerable<DateOnly> Days(IEnumerable<CredentialAct> history) =>
        history.SelectMany(a => new[] { a.EffectiveOn, a.UntilOn, a.Opens?.EndsOn, a.Opens?.GraceEndsOn }).OfType<DateOnly>()
            .SelectMany(d => new[] { d.AddDays(-1), d, d.AddDays(1) }).Distinct();

    private static StandingAnswer Timeless(DateOnly day, IReadOnlyCollection<CredentialAct> acts) =>
        CredentialTimeline.On(day, acts, Always)! with { LastChangedAtUtc = default };

    private static bool Fits(Standing standing, CredentialState state) => state switch
    {
        CredentialState.None => standing == Standing.NotYetEffective,
        CredentialState.Active => standing is Standing.Active or Standing.InGrace or Standing.Expired,
        CredentialState.Inactive => standing is Standing.Inactive or Standing.Expired,
        _ => standing.ToString() == state.ToString(),
    };
}
