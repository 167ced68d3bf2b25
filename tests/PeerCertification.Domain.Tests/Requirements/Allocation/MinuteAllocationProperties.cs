using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements.Allocation;

/// <summary>The allocation against trying everything, minute by minute, on thousands of small files with minimums, maximums and groups that cross.</summary>
public class MinuteAllocationProperties
{
    private static readonly string[] Topics = ["a", "b", "c"];

    [Fact]
    public void Nothing_leaves_less_to_do_and_nothing_counts_more() => Holds(3000, Cases, c => Assert.Equal(Best(c.Sums, c.Entries), Found(c)));

    [Fact]
    public void No_minute_counts_twice_no_maximum_is_passed_and_the_account_of_every_entry_is_closed() => Holds(1000, Cases, c =>
    {
        var evaluation = Evaluate(Tree(c.Sums), Entries.Accepted(c.Entries));
        foreach (var (sum, finding) in c.Sums.Zip(evaluation.Root.Of))
        {
            Assert.Equal(finding.Have, finding.Counted.Sum(x => x.Amount));
            foreach (var (part, of) in sum.Parts.Zip(finding.Of))
            {
                Assert.True(of.Have <= (part.AtMost ?? int.MaxValue), $"{part.Id}: {of.Have} of at most {part.AtMost}");
            }
        }

        foreach (var use in evaluation.Entries)
        {
            Assert.Equal(use.ClaimedMinutes, use.CountedMinutes + use.NotCounted.Sum(r => r.Amount));
            var accepted = c.Entries.Single(e => e.Id == use.EvidenceId).AcceptedMinutes!.Value;
            Assert.True(evaluation.Root.Of.Sum(f => f.Counted.Where(x => x.EvidenceId == use.EvidenceId).Sum(x => x.Amount)) <= Math.Min(accepted, use.ClaimedMinutes));
        }
    });

    [Fact]
    public void The_order_of_the_evidence_changes_nothing() => Holds(300, from c in Cases from shuffled in Gen.Shuffle(c.Entries) select (c, shuffled), test =>
        Assert.Equal(
            JsonSerializer.Serialize(Evaluate(Tree(test.c.Sums), Entries.Accepted(test.c.Entries))),
            JsonSerializer.Serialize(Evaluate(Tree(test.c.Sums), Entries.Accepted(test.shuffled)))));

    private sealed record Case(MinutesSum[] Sums, EvidenceFact[] Entries)
    {
        public override string ToString() => $"{JsonSerializer.Serialize(Sums)} {JsonSerializer.Serialize(Entries)}";
    }

    private static Requirement Tree(MinutesSum[] sums) => AtLeast(sums.Length, sums);

    private static (int Left, int Counted) Found(Case c)
    {
        var findings = Judge(Tree(c.Sums), Entries.Accepted(c.Entries)).Of;
        return (findings.Sum(f => Missing(f) + f.Of.Sum(Missing)), findings.Sum(f => f.Have));
    }

    private static int Missing(Finding finding) => Math.Max(0, finding.Need - finding.Have);

    private static Gen<Case> Cases =>
        from two in Gen.Elements(false, false, true)
        from first in Sum("one", two)
        from second in Sum("two", two)
        from count in Gen.Choose(1, 3)
        from entries in Gen.CollectToArray(Enumerable.Range(0, count), Entry)
        select new Case(two ? [first, second] : [first], entries);

    private static Gen<MinutesSum> Sum(string id, bool grouped) =>
        from need in Gen.Choose(1, 7)
        from floors in Gen.SubListOf(Topics)
        from least in Gen.Choose(1, 2)
        from most in Gen.Choose(2, 4)
        from ranges in Gen.Elements(true, false)
        from shared in Gen.Elements(0, 0, 1, 3)
        from live in Gen.Elements(-1, 0, 1, 2)
        from self in Gen.Elements(-1, -1, 1)
        from both in Gen.Elements(-1, -1, 1, 2)
        from triangle in Gen.Elements(-1, -1, 1, 3)
        from once in Gen.Elements(OncePer.Entry, OncePer.Entry, OncePer.Window)
        select Minutes(
            EvidenceKind.Training,
            Math.Max(need, floors.Count * least),
            parts:
            [
                .. floors.Select(topic => Floor(topic, least, atMost: ranges ? most : null) with { Id = $"{id}-{topic}" }),
                .. shared == 0 ? Array.Empty<MinutesPart>() : [new MinutesPart($"{id}-in-person", "In person", Rules.Source, Math.Min(shared, need), null, null, Where("mode", "InPerson"), Window.Always, true, [])],
                .. live < 0 ? Array.Empty<MinutesPart>() : [Cap(live, TrainingMode.LiveOnline) with { Id = $"{id}-live" }],
                .. self < 0 ? Array.Empty<MinutesPart>() : [Cap(self, TrainingMode.SelfPaced, TrainingMode.LiveOnline) with { Id = $"{id}-self" }],
                .. both < 0 ? Array.Empty<MinutesPart>() : [new MinutesPart($"{id}-ab", "a and b", Rules.Source, 0, both + 1, null, Rules.Topics("a", "b"), Window.Always, false, [])],

                // Three maximums of which each two meet: the one case in which half a minute would be best.
                .. triangle < 0 ? Array.Empty<MinutesPart>() : Topics.Select(not => new MinutesPart($"{id}-not-{not}", $"Not {not}", Rules.Source, 0, triangle, null, Rules.Topics([.. Topics.Where(t => t != not)]), Window.Always, false, [])),
            ],
            id: id,
            oncePer: once,
            exclusive: grouped ? "group" : null);

    private static Gen<EvidenceFact> Entry(int id) =>
        from a in Gen.Choose(0, 2)
        from b in Gen.Choose(0, 2)
        from c in Gen.Choose(0, 1)
        from also in Gen.Elements("a", "c", "")
        from mode in Gen.Elements(Enum.GetValues<TrainingMode>())
        from accepted in Gen.Choose(1, 4)
        from day in Gen.Choose(1, 5)
        from title in Gen.Elements("x", "y")
        select Titled(title, Entries.Training(id, [new TopicMinutes("a", a + 1), new TopicMinutes("b", b) { Also = also.Length == 0 ? [] : [also] }, new TopicMinutes("c", c)], new DateOnly(2025, 1, day), mode) with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = accepted });

    private static EvidenceFact Titled(string title, EvidenceFact fact) => fact with { Detail = ((EvidenceDetail.Training)fact.Detail) with { Title = title } };

    private static readonly (int, int) Worst = (int.MaxValue, 0);

    /// <summary>The least that any way of placing the minutes leaves to do, and the most that counts then.</summary>
    private static (int Left, int Counted) Best(MinutesSum[] sums, EvidenceFact[] entries)
    {
        List<(int Entry, EvidenceDetail.Training Course, TopicMinutes Topic)> minutes = [.. from entry in Enumerable.Range(0, entries.Length)
                                                                                           let course = (EvidenceDetail.Training)entries[entry].Detail
                                                                                           from topic in course.Topics
                                                                                           from _ in Enumerable.Range(0, topic.Minutes)
                                                                                           select (entry, course, topic)];
        var matches = minutes.Select(m => sums.Select(s => s.Parts.Select(p => p.Where.Is.All(i => i.Values.Any(v => i.Attribute == "mode" ? v == m.Course.Mode.ToString() : v == m.Topic.Topic || m.Topic.Also.Contains(v)))).ToArray()).ToArray()).ToArray();
        var left = entries.Select(e => e.AcceptedMinutes!.Value).ToArray();
        var whole = new int[sums.Length];
        var seen = sums.Select(s => new int[s.Parts.Count]).ToArray();
        var served = sums.Select(s => new int[s.Parts.Count]).ToArray();
        var from = sums.Select(s => new int[entries.Length]).ToArray();
        string Title(int entry) => ((EvidenceDetail.Training)entries[entry].Detail).Title;
        var best = Worst;
        Try(0, 0);
        return best;

        // Minutes of one sort go to places in one order only, or the same way would be tried again and again.
        void Try(int next, int place)
        {
            if (next == minutes.Count)
            {
                var missing = sums.Select((s, i) => Math.Max(0, s.Need - whole[i]) + s.Parts.Select((p, j) => Math.Max(0, p.AtLeast - served[i][j])).Sum()).Sum();
                var counted = whole.Sum();
                if (missing < best.Item1 || (missing == best.Item1 && counted > best.Item2))
                {
                    best = (missing, counted);
                }

                return;
            }

            var number = 0;
            var same = next > 0 && minutes[next - 1] == minutes[next];
            for (var sum = 0; sum < sums.Length; sum++)
            {
                for (var part = -1; part < sums[sum].Parts.Count; part++, number++)
                {
                    if ((same && number < place) || left[minutes[next].Entry] == 0 || (part >= 0 && !(sums[sum].Parts[part] is { AtLeast: > 0, Shared: false } && matches[next][sum][part])))
                    {
                        continue;
                    }

                    if (Place(next, sum, part, 1))
                    {
                        Try(next + 1, number);
                    }

                    Place(next, sum, part, -1);
                }
            }

            Try(next + 1, int.MaxValue);
        }

        bool Place(int next, int sum, int part, int by)
        {
            left[minutes[next].Entry] -= by;
            whole[sum] += by;
            from[sum][minutes[next].Entry] += by;
            var fits = sums[sum].OncePer == OncePer.Entry || !Enumerable.Range(0, entries.Length).Any(e => e != minutes[next].Entry && from[sum][e] > 0 && Title(e) == Title(minutes[next].Entry));
            for (var i = 0; i < sums[sum].Parts.Count; i++)
            {
                if (matches[next][sum][i])
                {
                    seen[sum][i] += by;
                    fits &= seen[sum][i] <= (sums[sum].Parts[i].AtMost ?? int.MaxValue);
                    served[sum][i] += i == part || sums[sum].Parts[i] is { Shared: true } ? by : 0;
                }
            }

            return fits;
        }
    }

    private static void Holds<T>(int tests, Gen<T> cases, Action<T> property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(cases.ToArbitrary(), property));
}
