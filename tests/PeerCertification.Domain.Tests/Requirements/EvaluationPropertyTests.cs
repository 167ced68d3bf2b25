using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>What holds for every file: random evidence of every kind, state and topic, judged by the seed documents and by a set made to be awkward.</summary>
public class EvaluationPropertyTests
{
    private static readonly string[] TopicCodes = ["peer-recovery", "ethics", "hiv-bloodborne-pathogens", "advocacy", "cooking"];

    /// <summary>Sums that overlap, with windows, minimums, a share and an attestation, some of them alternatives.</summary>
    private static readonly RequirementSet Awkward = Set(AtLeast(
        2,
        Minutes(EvidenceKind.Training, 300, parts: [Cap(120, TrainingMode.LiveOnline, TrainingMode.SelfPaced), Floor("ethics", 100, 12), Floor("peer-recovery", 100), Floor("advocacy", 50)], id: "training"),
        Minutes(EvidenceKind.Training, 200, attested: true, withinMonths: 24, topics: ["ethics", "cooking"], id: "attested-training"),
        AtLeast(1, Minutes(EvidenceKind.Practice, 400, attested: true, id: "practice"), Minutes(EvidenceKind.Practice, 200, topics: ["advocacy"], id: "advocacy-practice")) with { Id = "either" },
        new EntriesCounted("references", "References", Rules.Source, EvidenceKind.Reference, EntryFilter.Everything, 1, NeedDocument: true, NeedAttestation: true, Window.Always)));

    /// <summary>The awkward set and the three with known topics come up most, the other seeds once each.</summary>
    private static readonly RequirementSet[] Sets = [.. Enumerable.Repeat(new[] { Awkward, SeedDocuments.Set("ncprss.v1.json"), SeedDocuments.Set("ncprss.v2.json"), SeedDocuments.Set("icrc-pr.v1.json") }, 15).SelectMany(of => of), .. SeedDocuments.Names.Select(SeedDocuments.Set)];

    [Fact]
    public void Every_minute_of_every_entry_is_counted_or_has_a_reason() => Holds(Files, file =>
    {
        foreach (var use in Evaluate(file).Entries)
        {
            var refused = use.NotCounted.Sum(r => r.Amount);
            Assert.All(use.NotCounted, r => Assert.True(r.Amount > 0 && NotCounted.Meanings.ContainsKey(r.Code), $"{r}"));
            if (use.ClaimedMinutes > 0)
            {
                Assert.Equal(use.ClaimedMinutes, use.CountedMinutes + refused);
            }
            else
            {
                Assert.Equal(use.CountedToward.Count == 0, refused > 0);
            }

            Assert.Equal(use.CountedMinutes > 0 || (use.ClaimedMinutes == 0 && refused == 0), use.CountedToward.Count > 0);
        }
    });

    [Fact]
    public void Every_sum_accounts_for_every_minute_of_its_kind_and_counts_none_twice() => Holds(Files, file =>
    {
        var evaluation = Evaluate(file);
        var sums = Requirements(file.Set.Root).OfType<MinutesSum>().ToDictionary(s => s.Id);
        foreach (var finding in Findings(evaluation.Root).Where(f => sums.ContainsKey(f.Id)))
        {
            Assert.Equal(finding.Have, finding.Counted.Sum(c => c.Amount));
            foreach (var entry in file.Facts.Evidence.Where(e => e.Detail.Kind == sums[finding.Id].From[0].Kind))
            {
                var refused = finding.NotCounted.Where(r => r.EvidenceId == entry.Id).Sum(r => r.Amount);
                var counted = finding.Counted.SingleOrDefault(c => c.EvidenceId == entry.Id)?.Amount ?? 0;
                Assert.Equal(entry.Detail.Minutes, counted + refused);
                Assert.True(finding.Of.Where(part => part.Need > 0).Sum(floor => floor.Counted.SingleOrDefault(c => c.EvidenceId == entry.Id)?.Amount ?? 0) <= counted);
            }
        }
    });

    [Fact]
    public void What_is_not_met_has_a_cure_and_what_is_met_has_none() => Holds(Files, file =>
        Assert.All(Findings(Evaluate(file).Root), finding =>
        {
            Assert.Equal(finding.IsMet, finding.Cure is null);
            Assert.True(!finding.IsMet || finding.Have >= finding.Need, $"{finding.Id}: met with {finding.Have} of {finding.Need}");
        }));

    [Fact]
    public void More_accepted_minutes_never_turn_met_into_unmet() => Holds(
        from file in Files
        from which in Gen.Choose(0, 100)
        from more in Gen.Choose(1, 200)
        from extra in Entry(99)
        select (file, which, more, extra),
        test =>
        {
            var (file, which, more, extra) = test;
            if (Requirements(file.Set.Root).OfType<Ratio>().Any())
            {
                return; // More work asks for more supervision.
            }

            var before = Findings(Evaluate(file).Root).ToDictionary(f => f.Id);
            var evidence = file.Facts.Evidence.ToList();
            if (evidence.Count > 0)
            {
                var i = which % evidence.Count;
                evidence[i] = evidence[i] with { AcceptedMinutes = (evidence[i].AcceptedMinutes ?? 0) + more };
            }

            // Under a maximum, one minimum can take room from another; the sum they stand in is what must not fall back.
            var underMaximum = Requirements(file.Set.Root).OfType<MinutesSum>().Where(s => s.Parts.Any(p => p.AtMost is not null)).SelectMany(s => s.Parts).Select(f => f.Id).ToHashSet();
            foreach (var after in Findings(Evaluate(file with { Facts = file.Facts with { Evidence = evidence } }).Root).Concat(Findings(Evaluate(file with { Facts = file.Facts with { Evidence = [.. evidence, extra] } }).Root)).Where(f => !underMaximum.Contains(f.Id)))
            {
                Assert.True(after.IsMet || !before[after.Id].IsMet, $"{after.Id} was met with {before[after.Id].Have} and is not with {after.Have} of {after.Need}.");
            }
        });

    [Fact]
    public void The_same_file_gives_the_same_evaluation_in_whatever_order_its_entries_come() => Holds(
        from file in Files
        from shuffled in Gen.Shuffle(file.Facts.Evidence.ToArray())
        select (file, shuffled),
        test =>
        {
            var once = JsonSerializer.Serialize(Evaluate(test.file));
            Assert.Equal(once, JsonSerializer.Serialize(Evaluate(test.file)));
            Assert.Equal(once, JsonSerializer.Serialize(Evaluate(test.file with { Facts = test.file.Facts with { Evidence = test.shuffled } })));
        });

    private sealed record RandomFile(RequirementSet Set, Facts Facts)
    {
        public override string ToString() => $"{Set.CredentialType} {Set.Version} {JsonSerializer.Serialize(Facts)}";
    }

    private static Gen<RandomFile> Files =>
        from set in Gen.Elements(Sets)
        from basis in Gen.Elements(FactBasis.Claimed, FactBasis.Accepted)
        from size in Gen.Choose(0, 12)
        from entries in Gen.CollectToArray(Enumerable.Range(1, size), Entry)
        from recovery in Gen.OrNull(Gen.Choose(0, 60).Select(months => (object)Entries.Today.AddMonths(-months)))
        select new RandomFile(set, new Facts(basis, entries, (DateOnly?)recovery, null));

    private static Gen<EvidenceFact> Entry(int id) =>
        from detail in Detail
        from state in Gen.Elements(EvidenceState.Accepted, EvidenceState.Accepted, EvidenceState.PartlyAccepted, EvidenceState.PartlyAccepted, EvidenceState.Attested, EvidenceState.Claimed, EvidenceState.Draft, EvidenceState.Rejected, EvidenceState.Superseded)
        from attested in Gen.Choose(-1, 400)
        from accepted in Gen.Choose(-1, 400)
        from document in Gen.Elements(true, false)
        select new EvidenceFact(Entries.Id(id), detail, state, attested < 0 ? null : attested, accepted < 0 ? null : accepted, document, null);

    private static Gen<EvidenceDetail> Detail =>
        from day in Gen.Choose(-3000, 60).Select(Entries.Today.AddDays)
        from minutes in Gen.Choose(1, 400)
        from topic in Gen.Elements(TopicCodes)
        from length in Gen.Choose(1, 4)
        from topics in Gen.ArrayOf(from code in Gen.Elements(TopicCodes) from part in Gen.Choose(1, 200) select new TopicMinutes(code, part), length)
        from mode in Gen.Elements(Enum.GetValues<TrainingMode>())
        from level in Gen.Elements(Enum.GetValues<EducationLevel>())
        from passed in Gen.Elements(true, false)
        from kind in Gen.Elements(EvidenceKind.Training, EvidenceKind.Training, EvidenceKind.Training, EvidenceKind.Practice, EvidenceKind.Supervision, EvidenceKind.Exam, EvidenceKind.Reference, EvidenceKind.Education, EvidenceKind.SignedDocument)
        select kind switch
        {
            EvidenceKind.Training => Entries.Training(0, topics, day, mode).Detail,
            EvidenceKind.Practice => Entries.Practice(0, minutes, topic, day).Detail,
            EvidenceKind.Supervision => Entries.Supervision(0, minutes, topic).Detail,
            EvidenceKind.Exam => Entries.Exam(0, "NCPRSS", passed, day).Detail,
            EvidenceKind.Reference => Entries.Reference(0).Detail,
            EvidenceKind.Education => Entries.Education(0, level).Detail,
            _ => Entries.Signed(0, "ncc-ap-code-of-ethics").Detail,
        };

    private static void Holds<T>(Gen<T> cases, Action<T> property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), property));

    private static Evaluation Evaluate(RandomFile file) => RequirementEvaluator.Evaluate(file.Set, file.Facts, Entries.Today);

    private static IEnumerable<Finding> Findings(Finding finding) => finding.Of.SelectMany(Findings).Prepend(finding);

    private static IEnumerable<Requirement> Requirements(Requirement requirement) => MeetingFile.Tree(requirement);
}
