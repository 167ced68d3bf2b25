using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

/// <summary>Histories grown by chance, as a board grows them: by recording whatever is allowed, in any order of days, and taking some of it back. The tests of the API ask about them too.</summary>
internal static class GrownHistories
{
    private static readonly CredentialActKind[] Kinds = Enum.GetValues<CredentialActKind>();

    /// <summary>Days on which calendars go wrong: leap days, month ends, the turn of a year.</summary>
    private static readonly DateOnly[] Starts = [new(2024, 2, 29), new(2023, 3, 1), new(2024, 12, 31), new(2025, 1, 1), new(2023, 8, 31), new(2022, 11, 15)];

    internal static List<CredentialAct> Grow(Random chance)
    {
        var start = chance.GetItems(Starts, 1)[0];
        var clock = new DateTime(start, new TimeOnly(9, 0), DateTimeKind.Utc);
        List<CredentialAct> history = [new(1, CredentialActKind.Issue, start, clock, Opens: APeriod(chance, start.AddDays(chance.Next(3) == 0 ? 1 - start.Day : 0)), AfterEnd: Late(chance, start))];
        for (var attempt = chance.Next(4, 40); attempt > 0; attempt--)
        {
            // Two nodes need not agree on the second: a later act may carry an earlier instant.
            clock = clock.AddMinutes(chance.Next(-3, 60));
            var kind = chance.GetItems(Kinds, 1)[0];
            var on = start.AddDays(chance.Next(3) == 0 ? chance.Next(-5, 40) : chance.Next(0, 1200));
            var held = CredentialTimeline.Periods(history);
            var act = new CredentialAct(
                history.Count + 1,
                kind,
                on,
                clock,
                kind == CredentialActKind.Suspend && chance.Next(3) > 0 ? on.AddDays(chance.Next(0, 200)) : null,
                kind == CredentialActKind.Vacate ? chance.Next(1, history.Count + 2) : null,
                kind switch
                {
                    CredentialActKind.Issue or CredentialActKind.Reinstate => APeriod(chance, on),
                    CredentialActKind.Renew => APeriod(chance, chance.Next(2) == 0 ? held[^1].Period.EndsOn.AddDays(1) : on),
                    CredentialActKind.Extend => held[chance.Next(held.Count)].Period is var extended ? extended with { EndsOn = extended.EndsOn.AddDays(chance.Next(1, 90)), GraceEndsOn = null } : null,
                    _ => null,
                },
                kind is CredentialActKind.Renew or CredentialActKind.Extend && chance.Next(2) == 0 ? Late(chance, on) : null,
                kind == CredentialActKind.ChangeName ? $"Name {attempt}" : null,
                kind is CredentialActKind.Endorse or CredentialActKind.EndEndorsement ? chance.GetItems(["family", "youth"], 1)[0] : null,
                kind == CredentialActKind.Endorse && chance.Next(2) == 0);
            if (CredentialTimeline.Record(act, history, on).Refusal is null)
            {
                history.Add(act);
            }
        }

        return history;
    }

    private static Period APeriod(Random chance, DateOnly from) => new PeriodRule(chance.Next(1, 25), chance.Next(3) == 0 ? chance.Next(1, 60) : 0).StartingOn(from);

    /// <summary>Bands of what is shown after the end, or none; they begin to end long after some periods do, and before others.</summary>
    private static LateStanding[]? Late(Random chance, DateOnly from) => chance.Next(2) == 0
        ? null
        :
        [
            new(from.AddDays(chance.Next(100, 400)), chance.Next(2) == 0 ? Standing.Active : Standing.Expired),
            new(from.AddDays(chance.Next(400, 900)), chance.Next(2) == 0 ? Standing.Inactive : Standing.InGrace),
        ];

    /// <summary>The days on which something may change, with their neighbours.</summary>
    internal static IEnumerable<DateOnly> Days(IEnumerable<CredentialAct> history) =>
        history.SelectMany(a => new[] { a.EffectiveOn, a.UntilOn, a.Opens?.StartsOn, a.Opens?.EndsOn, a.Opens?.GraceEndsOn }).OfType<DateOnly>()
            .Concat(history.SelectMany(a => a.AfterEnd ?? []).Select(late => late.UntilOn))
            .SelectMany(d => new[] { d.AddDays(-1), d, d.AddDays(1) }).Distinct();

    /// <summary>The instants at which something became known, each with the last one before it.</summary>
    internal static IEnumerable<DateTime> Instants(List<CredentialAct> history) =>
        history.SelectMany(a => new[] { a.RecordedAtUtc.AddTicks(-1), a.RecordedAtUtc }).Append(DateTime.MaxValue).Distinct();
}
