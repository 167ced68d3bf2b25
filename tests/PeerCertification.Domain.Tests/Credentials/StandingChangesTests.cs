using FsCheck;
using FsCheck.Fluent;
using PeerCertification.Domain.Calendars;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public class StandingChangesTests
{
    private static readonly TimeZoneInfo NewYork = BoardZone.Named("America/New_York");
    private static readonly DateOnly Start = new(2026, 1, 1);
    private static readonly CredentialAct Issue = new(1, CredentialActKind.Issue, Start, Noon(Start), Opens: new Period(Start, new(2026, 12, 31), new(2027, 1, 30)));

    [Fact]
    public void What_happens_by_itself_is_told_of_the_day_on_which_it_happens_at_the_board()
    {
        var suspended = Act(2, CredentialActKind.Suspend, effectiveOn: new(2026, 3, 1), recordedOn: new(2026, 2, 1)) with { UntilOn = new(2026, 3, 10) };

        var changes = Told([Issue, suspended], new(2027, 2, 1));

        Assert.Equal(
            [
                (StandingChangeKind.Awarded, null, Standing.Active, Start),
                (StandingChangeKind.Suspended, Standing.Active, Standing.Suspended, new(2026, 3, 1)),
                (StandingChangeKind.SuspensionEnded, Standing.Suspended, Standing.Active, new(2026, 3, 11)),
                (StandingChangeKind.GraceBegan, Standing.Active, Standing.InGrace, new(2027, 1, 1)),
                (StandingChangeKind.GraceEnded, Standing.InGrace, Standing.Expired, new DateOnly(2027, 1, 31)),
            ],
            changes.Select(c => (c.Kind, c.From, c.To, c.EffectiveOn)));
        Assert.All(changes, c => Assert.False(c.IsCorrection));
        Assert.Equal(new DateTime(2027, 1, 1, 5, 0, 0, DateTimeKind.Utc), changes[3].KnownAtUtc); // midnight in New York
    }

    [Theory]
    [InlineData(CredentialActKind.Deactivate, StandingChangeKind.Deactivated, Standing.Inactive)]
    [InlineData(CredentialActKind.Suspend, StandingChangeKind.Suspended, Standing.Suspended)]
    [InlineData(CredentialActKind.Revoke, StandingChangeKind.Revoked, Standing.Revoked)]
    [InlineData(CredentialActKind.Surrender, StandingChangeKind.Surrendered, Standing.Surrendered)]
    [InlineData(CredentialActKind.RecordDeath, StandingChangeKind.DeathRecorded, Standing.Deceased)]
    public void An_act_is_told_as_what_it_is(CredentialActKind act, StandingChangeKind kind, Standing to)
    {
        var day = new DateOnly(2026, 5, 4);

        var change = Assert.Single(Told([Issue, Act(2, act, day, day)], day).Skip(1));

        Assert.Equal((kind, Standing.Active, to, day, false, 2), (change.Kind, change.From, change.To, change.EffectiveOn, change.IsCorrection, change.ActSequence));
    }

    [Fact]
    public void A_renewal_in_time_changes_no_standing_and_is_told_with_the_new_end()
    {
        var renewed = Act(2, CredentialActKind.Renew, new(2026, 11, 1), new(2026, 11, 1)) with { Opens = new Period(new(2027, 1, 1), new(2027, 12, 31)) };

        var changes = Told([Issue, renewed], new(2028, 1, 1));

        Assert.Equal([StandingChangeKind.Awarded, StandingChangeKind.Renewed, StandingChangeKind.Expired], changes.Select(c => c.Kind));
        Assert.Equal((Standing.Active, Standing.Active, new DateOnly(2027, 12, 31)), (changes[1].From, changes[1].To, changes[1].PeriodEndsOn));
    }

    [Fact]
    public void An_act_that_reaches_back_corrects_and_says_which_days()
    {
        var suspended = Act(2, CredentialActKind.Suspend, new(2026, 4, 1), new(2026, 6, 1)) with { UntilOn = new(2026, 4, 30) };
        var vacated = Act(3, CredentialActKind.Vacate, new(2026, 7, 1), new(2026, 7, 1)) with { VacatesSequence = 2 };

        var changes = Told([Issue, suspended, vacated], new(2026, 8, 1));

        Assert.Equal(
            [
                (StandingChangeKind.Suspended, Standing.Active, Standing.Suspended, new(2026, 4, 1), new(2026, 4, 30), true),
                (StandingChangeKind.ActVacated, Standing.Suspended, Standing.Active, new DateOnly(2026, 4, 1), (DateOnly?)new DateOnly(2026, 4, 30), true),
            ],
            changes.Skip(1).Select(c => (c.Kind, c.From, c.To, c.EffectiveOn, c.UntilOn, c.IsCorrection)));
    }

    [Fact]
    public void Nothing_is_told_of_an_act_before_it_takes_effect_and_never_of_one_vacated_first()
    {
        var suspended = Act(2, CredentialActKind.Suspend, new(2026, 9, 1), new(2026, 6, 1));
        var vacated = Act(3, CredentialActKind.Vacate, new(2026, 7, 1), new(2026, 7, 1)) with { VacatesSequence = 2 };

        Assert.Equal([StandingChangeKind.Awarded], Told([Issue, suspended], new(2026, 8, 31)).Select(c => c.Kind));
        Assert.Equal([StandingChangeKind.Awarded, StandingChangeKind.Suspended], Told([Issue, suspended], new(2026, 9, 1)).Select(c => c.Kind));
        Assert.Equal([StandingChangeKind.Awarded], Told([Issue, suspended, vacated], new(2026, 12, 1)).Select(c => c.Kind));
    }

    [Fact]
    public void A_new_name_is_no_change_of_standing() =>
        Assert.Single(Told([Issue, Act(2, CredentialActKind.ChangeName, new(2026, 3, 1), new(2026, 3, 1)) with { Name = "Ana Reyes" }], new(2026, 4, 1)));

    [Fact]
    public void Nothing_follows_the_last_day_of_the_calendar()
    {
        var suspended = Act(2, CredentialActKind.Suspend, new(2026, 3, 1), new(2026, 3, 1)) with { UntilOn = DateOnly.MaxValue };
        var restricted = new RestrictionSpan(new(2026, 3, 1), DateOnly.MaxValue, Noon(new(2026, 3, 1)));

        Assert.Equal([StandingChangeKind.Awarded, StandingChangeKind.Suspended], Told([Issue, suspended], new(2028, 1, 1)).Select(c => c.Kind));
        Assert.Null(StandingChanges.NextAfter(new(2028, 1, 1), [Issue, suspended]));
        Assert.Null(StandingChanges.NextAfter(new(2028, 1, 1), restricted));
    }

    [Fact]
    public void An_endorsement_is_told_when_it_is_added_ended_and_taken_back()
    {
        var added = Act(2, CredentialActKind.Endorse, new(2026, 4, 1), new(2026, 3, 1)) with { Endorsement = "family" };
        var ended = Act(3, CredentialActKind.EndEndorsement, new(2026, 5, 1), new(2026, 6, 1)) with { Endorsement = "family" };
        var vacated = Act(4, CredentialActKind.Vacate, new(2026, 7, 1), new(2026, 7, 1)) with { VacatesSequence = 3 };

        Assert.Equal(new(2026, 4, 1), StandingChanges.NextAfter(new(2026, 3, 31), [Issue, added]));
        Assert.Equal(
            [
                (StandingChangeKind.EndorsementAdded, Standing.Active, new(2026, 4, 1), "family", false),
                (StandingChangeKind.EndorsementEnded, Standing.Active, new(2026, 5, 1), "family", true),
                (StandingChangeKind.EndorsementAdded, Standing.Active, new DateOnly(2026, 5, 1), "family", true),
            ],
            Told([Issue, added, ended, vacated], new(2026, 8, 1)).Skip(1).Select(c => (c.Kind, c.To, c.EffectiveOn, c.Endorsement!, c.IsCorrection)));
    }

    [Fact]
    public void Another_primary_endorsement_is_told_though_the_same_ones_are_held()
    {
        var day = new DateOnly(2026, 5, 1);
        IReadOnlyList<CredentialAct> history =
        [
            Issue,
            Act(2, CredentialActKind.Endorse, new(2026, 4, 1), new(2026, 3, 1)) with { Endorsement = "veteran" },
            Act(3, CredentialActKind.Endorse, new(2026, 4, 1), new(2026, 3, 1)) with { Endorsement = "family", IsPrimary = true },
            .. Swap(4, day, new(2026, 3, 1), "family", "veteran", "veteran"),
        ];

        Assert.Equal(day, StandingChanges.NextAfter(new(2026, 4, 1), history));
        Assert.Equal(
            [
                (StandingChangeKind.EndorsementAdded, "veteran", new(2026, 4, 1)),
                (StandingChangeKind.EndorsementAdded, "family", new(2026, 4, 1)),
                (StandingChangeKind.EndorsementMadePrimary, "family", new(2026, 4, 1)),
                (StandingChangeKind.EndorsementNoLongerPrimary, "family", day),
                (StandingChangeKind.EndorsementMadePrimary, "veteran", day),
            ],
            Told(history, new(2026, 8, 1)).Skip(1).Select(c => (c.Kind, c.Endorsement!, c.EffectiveOn)));
    }

    [Theory]
    [InlineData("2026-12-31", "2027-01-01", "the first day of grace")]
    [InlineData("2027-01-01", "2027-01-31", "the first day after it")]
    [InlineData("2027-01-31", null, "nothing is ahead of an expired one")]
    public void The_next_look_is_on_the_next_day_that_changes_something(string day, string? next, string why) =>
        Assert.True((next is null ? null : DateOnly.Parse(next, null)) == StandingChanges.NextAfter(DateOnly.Parse(day, null), [Issue]), why);

    [Theory]
    [InlineData("2026-04-30", "", "2026-05-01", "before it begins")]
    [InlineData("2026-05-01", "RestrictionBegan 2026-05-01", "2026-06-01", "its first day")]
    [InlineData("2026-05-31", "RestrictionBegan 2026-05-01", "2026-06-01", "its last day")]
    [InlineData("2026-06-01", "RestrictionBegan 2026-05-01, RestrictionEnded 2026-06-01", null, "the day after")]
    public void A_public_restriction_is_told_when_it_begins_and_when_it_has_ended(string day, string told, string? next, string why)
    {
        var (span, today) = (new RestrictionSpan(new(2026, 5, 1), new(2026, 5, 31), Noon(new(2026, 4, 1))), DateOnly.Parse(day, null));

        var changes = StandingChanges.Since(span, false, false, [Issue], today, NewYork);

        Assert.True(told == string.Join(", ", changes.Select(c => $"{c.Kind} {c.EffectiveOn:yyyy-MM-dd}")), why);
        Assert.True((next is null ? null : DateOnly.Parse(next, null)) == StandingChanges.NextAfter(today, span), why);
    }

    [Fact]
    public void A_restriction_is_told_with_the_standing_that_was_known_with_it_and_not_with_one_that_was_recorded_later()
    {
        var restriction = new RestrictionSpan(new(2026, 5, 1), null, Noon(new(2026, 5, 2)));
        var later = new CredentialAct(2, CredentialActKind.Suspend, new(2026, 4, 20), Noon(new(2026, 5, 2)).AddSeconds(1));

        var change = Assert.Single(StandingChanges.Since(restriction, false, false, [Issue, later], new(2026, 5, 2), NewYork));

        Assert.Equal((Standing.Active, Standing.Active, 1), (change.From, change.To, change.ActSequence));
    }

    [Fact]
    public void A_restriction_taken_back_as_a_whole_is_told_as_ended_from_its_first_day_where_it_was_told_at_all()
    {
        var taken = new RestrictionSpan(new(2026, 5, 1), null, Noon(new(2026, 4, 1)), EndedOn: new(2026, 4, 30), EndRecordedAtUtc: Noon(new(2026, 5, 20)));

        var change = Assert.Single(StandingChanges.Since(taken, true, false, [Issue], new(2026, 6, 1), NewYork));

        Assert.Equal((StandingChangeKind.RestrictionEnded, new DateOnly(2026, 5, 1), true), (change.Kind, change.EffectiveOn, change.IsCorrection));
        Assert.Empty(StandingChanges.Since(taken, false, false, [Issue], new(2026, 6, 1), NewYork));
    }

    [Fact]
    public void It_tells_the_same_asked_every_day_or_once_in_years() => Holds(history =>
    {
        var once = StandingChanges.Since(new ToldUpTo(0, null), history, End, NewYork);
        var (told, daily) = (new ToldUpTo(0, null), new List<StandingChange>());
        foreach (var day in Days(Start, End))
        {
            var known = Recorded(history, day);
            if (known.Count > 0)
            {
                daily.AddRange(StandingChanges.Since(told, known, day, NewYork));
                told = new ToldUpTo(known.Count, day);
            }
        }

        return once.SequenceEqual(daily);
    });

    [Fact]
    public void Whoever_follows_the_changes_knows_the_standing_of_every_day_as_it_was_told_that_evening() => Holds(history =>
    {
        Standing? followed = null;
        var changes = StandingChanges.Since(new ToldUpTo(0, null), history, End, NewYork).ToLookup(c => BoardDay.Of(c.KnownAtUtc, NewYork));
        return Days(Start, End).All(day =>
        {
            followed = changes[day].Where(c => c is { UntilOn: null, Endorsement: null }).Select(c => (Standing?)c.To).LastOrDefault() ?? followed;
            var known = Recorded(history, day);
            return known.Count == 0 || followed == CredentialTimeline.On(day, known, DateTime.MaxValue)!.Standing;
        });
    });

    [Fact]
    public void Whoever_follows_the_changes_knows_the_endorsements_and_the_primary_one_of_every_day_as_they_were_told_that_evening() => Holds(history =>
    {
        var (held, primary) = (new HashSet<string>(), (string?)null);
        var changes = StandingChanges.Since(new ToldUpTo(0, null), history, End, NewYork).Where(c => c is { UntilOn: null, Endorsement: not null }).ToLookup(c => BoardDay.Of(c.KnownAtUtc, NewYork));
        return Days(Start, End).All(day =>
        {
            foreach (var change in changes[day])
            {
                _ = change.Kind switch
                {
                    StandingChangeKind.EndorsementAdded => held.Add(change.Endorsement!),
                    StandingChangeKind.EndorsementEnded => held.Remove(change.Endorsement!),
                    _ => (primary = change.Kind == StandingChangeKind.EndorsementMadePrimary ? change.Endorsement : null) is null,
                };
            }

            var told = CredentialTimeline.EndorsementsOn(day, Recorded(history, day), DateTime.MaxValue);
            return held.SetEquals(told.Select(e => e.Code)) && primary == told.SingleOrDefault(e => e.IsPrimary)?.Code;
        });
    });

    [Fact]
    public void On_no_day_before_the_next_look_is_there_a_change() => Holds(history =>
        Days(Start, End).Where(d => d.DayNumber % 7 == 0 && Recorded(history, d).Count == history.Count).All(day =>
        {
            var changes = StandingChanges.Since(new ToldUpTo(history.Count, day), history, End, NewYork);
            var next = StandingChanges.NextAfter(day, history);
            return changes.Count == 0 ? next is null || next > End : changes[0].EffectiveOn == next;
        }));

    private static readonly DateOnly End = Start.AddDays(900);

    private static readonly CredentialActKind[] Kinds = [.. Enum.GetValues<CredentialActKind>().Except([CredentialActKind.Issue])];

    /// <summary>Histories recorded over years, whose acts take effect before and after they are recorded.</summary>
    private static readonly Gen<IReadOnlyList<CredentialAct>> Histories =
        Gen.Choose(0, Kinds.Length - 1).SelectMany(kind => Gen.Choose(0, 60).SelectMany(later => Gen.Choose(-90, 60).SelectMany(reach => Gen.Choose(-30, 60).SelectMany(length => Gen.Choose(1, 5).Select(target => (Kinds[kind], later, reach, length, target))))))
            .ArrayOf(20).Select(Grow);

    private static IReadOnlyList<CredentialAct> Grow((CredentialActKind Kind, int Later, int Reach, int Length, int Target)[] attempts)
    {
        List<CredentialAct> history = [Issue];
        var recordedOn = Start;
        foreach (var (kind, later, reach, length, target) in attempts)
        {
            recordedOn = recordedOn.AddDays(later);
            var on = recordedOn.AddDays(reach);
            if (kind == CredentialActKind.EndEndorsement && length > 0)
            {
                history.AddRange(recordedOn <= End ? Recordable(Swap(history.Count + 1, on, recordedOn, "0", "1", primary: $"{target % 3}"), history, recordedOn) : []);
                continue;
            }

            var act = Act(history.Count + 1, kind, on, recordedOn) with
            {
                UntilOn = kind == CredentialActKind.Suspend && length >= 0 ? on.AddDays(length) : null,
                VacatesSequence = kind == CredentialActKind.Vacate ? target : null,
                Opens = kind is CredentialActKind.Renew or CredentialActKind.Reinstate or CredentialActKind.Extend ? new PeriodRule(12, 20).StartingOn(on) : null,
                Endorsement = kind is CredentialActKind.Endorse or CredentialActKind.EndEndorsement ? $"{target % 2}" : null,
                IsPrimary = kind == CredentialActKind.Endorse && length % 2 == 0,
                AfterEnd = length > 40 ? [new LateStanding(on.AddDays(420), Standing.Inactive)] : null,
            };
            history.AddRange(recordedOn <= End ? Recordable([act], history, recordedOn) : []);
        }

        return history;
    }

    /// <summary>The acts, where all of them may be recorded one after the other; none otherwise.</summary>
    private static IReadOnlyList<CredentialAct> Recordable(IReadOnlyList<CredentialAct> acts, IReadOnlyList<CredentialAct> history, DateOnly recordedOn) =>
        Enumerable.Range(0, acts.Count).All(i => CredentialTimeline.Record(acts[i], [.. history, .. acts.Take(i)], recordedOn).Refusal is null) ? acts : [];

    /// <summary>Both endorsements ended and added again on one day, with one of them, or neither, as the primary one.</summary>
    private static CredentialAct[] Swap(int sequence, DateOnly on, DateOnly recordedOn, string one, string other, string primary) =>
    [
        Act(sequence, CredentialActKind.EndEndorsement, on, recordedOn) with { Endorsement = one },
        Act(sequence + 1, CredentialActKind.EndEndorsement, on, recordedOn) with { Endorsement = other },
        Act(sequence + 2, CredentialActKind.Endorse, on, recordedOn) with { Endorsement = one, IsPrimary = one == primary },
        Act(sequence + 3, CredentialActKind.Endorse, on, recordedOn) with { Endorsement = other, IsPrimary = other == primary },
    ];

    private static void Holds(Func<IReadOnlyList<CredentialAct>, bool> law) => Prop.ForAll(Histories.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private static IReadOnlyList<StandingChange> Told(IReadOnlyCollection<CredentialAct> acts, DateOnly today) => StandingChanges.Since(new ToldUpTo(0, null), acts, today, NewYork);

    private static List<CredentialAct> Recorded(IEnumerable<CredentialAct> history, DateOnly day) => [.. history.Where(a => BoardDay.Of(a.RecordedAtUtc, NewYork) <= day)];

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) => Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);

    private static CredentialAct Act(int sequence, CredentialActKind kind, DateOnly effectiveOn, DateOnly recordedOn) => new(sequence, kind, effectiveOn, Noon(recordedOn).AddMinutes(sequence));

    private static DateTime Noon(DateOnly day) => day.ToDateTime(new TimeOnly(17, 0), DateTimeKind.Utc);
}
