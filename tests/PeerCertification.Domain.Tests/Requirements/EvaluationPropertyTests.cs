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
        Minutes(EvidenceKind.Training, 300, parts: [Cap(120, TrainingMode.LiveOnline, TrainingMode.SelfPaced), Floor("ethics", 100, 12), Floor("peer-recovery", 100), Floor("advocacy", 50)], id: "training") with { Waivable = true },
        Minutes(EvidenceKind.Training, 200, attested: true, withinMonths: 24, topics: ["ethics", "cooking"], id: "attested-training"),
        AtLeast(1, Minutes(EvidenceKind.Practice, 400, attested: true, id: "practice"), Minutes(EvidenceKind.Practice, 200, topics: ["advocacy"], id: "advocacy-practice")) with { Id = "either" },
        new EntriesCounted("references", "References", Rules.Source, EvidenceKind.Reference, EntryFilter.Everything, 1, NeedDocument: true, NeedAttestation: true, Window.Always)));

    /// <summary>Everything that looks at whole entries, at other days, and at what is no entry at all.</summary>
    private static readonly RequirementSet Wide = Set(AtLeast(
        6,
        Minutes(EvidenceKind.Training, 300, oncePer: OncePer.Ever, unused: [Unused.OtherCredential], eachAtLeast: 30, parts: [Floor("ethics", 60, unused: [Unused.EarlierPeriod]), Floor("advocacy", 90, shared: true)], id: "once") with { Waivable = true },
        Minutes(EvidenceKind.Training, 200, id: "group-any", exclusive: "group"),
        Minutes(EvidenceKind.Training, 100, topics: ["ethics"], id: "group-ethics", exclusive: "group"),
        new Cadence("yearly", "Yearly", Rules.Source, EvidenceKind.Training, Rules.Topics("ethics", "advocacy"), Span.Year, 3, 60, Anchor.Expiry),
        new Cadence("check-ins", "Check-ins", Rules.Source, EvidenceKind.Statement, Where("code", "employment"), Span.Quarter, 2, 1, null),
        new Ratio("ratio", "Supervision", Rules.Source, EvidenceKind.Supervision, EntryFilter.Everything, 60, EvidenceKind.Practice, Rules.Topics("advocacy", "ethics"), 300, Within(60)),
        new TimeCovered("spread", "Spread", Rules.Source, EvidenceKind.Practice, EntryFilter.Everything, 12, TimeMeasure.Reach, Within(36)),
        new TimeCovered("work", "Work", Rules.Source, EvidenceKind.Statement, Where("code", "employment"), 12, TimeMeasure.Total, new Window(36, null, Anchor.Expiry, null, null)),
        new Absence("no-custody", "No custody", Rules.Source, EvidenceKind.Statement, Where("code", "custody"), Within(24)),
        new Age("age", "Age", Rules.Source, 18, 60, Anchor.Issue, null) { Waivable = true },
        new Age("age-then", "Age then", Rules.Source, 14, null, null, "custody"),
        new CredentialHeld("credential", "A credential", Rules.Source, ["PR"], [], [], [], ["Active"], 60, 12, 1),
        new FeePaid("fee", "A fee", Rules.Source, "Application", 100),
        new Conditional("when", "When", Rules.Source, new EntriesCounted("employed", "Employed", Rules.Source, EvidenceKind.Statement, Where("code", "employment"), 1, false, true, Window.Always), Minutes(EvidenceKind.Supervision, 100, id: "supervised"), Recovery(12))));

    /// <summary>The awkward set and the three with known topics come up most, the other seeds once each.</summary>
    private static readonly RequirementSet[] Sets = [.. Enumerable.Repeat(new[] { Awkward, Wide, SeedDocuments.Set("ncprss.v1.json"), SeedDocuments.Set("ncprss.v2.json"), SeedDocuments.Set("icrc-pr.v1.json") }, 15).SelectMany(of => of), .. SeedDocuments.Names.Select(SeedDocuments.Set)];

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
            Assert.True(!finding.IsMet || finding.Waived is not null || finding.Have >= finding.Need, $"{finding.Id}: met with {finding.Have} of {finding.Need}");
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

            // Under a maximum, one minimum can take room from another; the sum they stand in is what must not fall back. More of one thing can ask for
            // more of another; a group may share its minutes out anew; and of one activity another entry may now be the longest.
            var mayFallBack = Requirements(file.Set.Root).OfType<MinutesSum>().Where(s => s.OncePer != OncePer.Entry || s.Parts.Any(p => p.AtMost is not null)).SelectMany(s => s.Parts).Select(f => f.Id)
                .Concat(Requirements(file.Set.Root).Where(r => Requirements(r).Any(x => x is Ratio or Conditional or Absence or Age { AtStatement: not null } or MinutesSum { Exclusive: not null } or MinutesSum { OncePer: not OncePer.Entry })).Select(r => r.Id))
                .ToHashSet();
            foreach (var after in Findings(Evaluate(file with { Facts = file.Facts with { Evidence = evidence } }).Root).Concat(Findings(Evaluate(file with { Facts = file.Facts with { Evidence = [.. evidence, extra] } }).Root)).Where(f => !mayFallBack.Contains(f.Id) && before.ContainsKey(f.Id)))
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

    [Fact]
    public void What_waiting_cures_is_met_on_its_day_and_what_runs_out_is_met_on_its_last() => Holds(Files, file =>
    {
        var today = file with { Facts = file.Facts with { Evidence = [.. file.Facts.Evidence.Where(e => e.Detail.On <= Entries.Today)] } };
        var told = RequirementEvaluator.Evaluate(today.Set, today.Facts, Entries.Today, outlook: Outlook.Person).Root;
        var leaves = Requirements(file.Set.Root).Where(r => r is Age or RecoveryTime or TimeCovered or CredentialHeld or EntryRequirement or MinutesSum).Select(r => r.Id).ToHashSet();
        foreach (var finding in Findings(told).Where(f => leaves.Contains(f.Id) && (f.CuredOn ?? f.CountsUntil) is not null))
        {
            bool IsMetOn(DateOnly day) => Findings(RequirementEvaluator.Evaluate(today.Set, today.Facts, day).Root).FirstOrDefault(f => f.Id == finding.Id)?.IsMet ?? true;
            Assert.True(IsMetOn((finding.CuredOn ?? finding.CountsUntil)!.Value), $"{finding.Id} on {finding.CuredOn ?? finding.CountsUntil}");
            Assert.True(finding.CuredOn is not { } day || !IsMetOn(day.AddDays(-1)), $"{finding.Id} before {finding.CuredOn}");
        }

        var kept = Evaluate(today).Root;
        Assert.Equal(Findings(kept).Select(f => (f.Id, f.IsMet, f.Have)), Findings(told).Select(f => (f.Id, f.IsMet, f.Have)));
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
        from born in Gen.OrNull(Gen.Choose(-30_000, 0).Select(days => (object)Entries.Today.AddDays(days)))
        from anchors in Gen.SubListOf(Enum.GetNames<Anchor>())
        from anchor in Gen.Choose(-800, 400).Select(Entries.Today.AddDays)
        from uses in Gen.SubListOf(Enumerable.Range(1, 4))
        from used in Gen.Choose(1, 200)
        from type in Gen.Elements("TEST", "OTHER")
        from held in Gen.SubListOf(new[] { "PR", "CPS" })
        from paid in Gen.Choose(0, 200)
        from waived in Gen.SubListOf(new[] { "training", "once", "practice", "age", "when" })
        from amount in Gen.Choose(-1, 200)
        select new RandomFile(set, new Facts(basis, entries, (DateOnly?)recovery, (DateOnly?)born)
        {
            Days = anchors.ToDictionary(name => name, _ => anchor),
            EarlierUses = [.. uses.Select(id => new EarlierUse(Entries.Id(id), "A PROVIDER|A COURSE", used, type))],
            Held = [.. held.Select(t => new HeldCredential("ncc-ap", t, "US", "Active", anchor, anchor.AddDays(700), []))],
            Payments = [new Payment("Application", paid, Entries.Today)],
            Waivers = [.. waived.Select(id => new Waiver(id, amount < 0 ? null : amount, "A reason"))],
        });

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
        from title in Gen.Elements("A course", "Another course")
        from what in Gen.Elements("employment", "custody", "other")
        from ends in Gen.Choose(-1, 900)
        from kind in Gen.Elements(EvidenceKind.Training, EvidenceKind.Training, EvidenceKind.Training, EvidenceKind.Practice, EvidenceKind.Supervision, EvidenceKind.Exam, EvidenceKind.Reference, EvidenceKind.Education, EvidenceKind.SignedDocument, EvidenceKind.Statement, EvidenceKind.Statement)
        select kind switch
        {
            EvidenceKind.Training => ((EvidenceDetail.Training)Entries.Training(0, topics, day, mode).Detail) with { Title = title },
            EvidenceKind.Practice => Entries.Practice(0, minutes, topic, day).Detail,
            EvidenceKind.Supervision => Entries.Supervision(0, minutes, topic).Detail,
            EvidenceKind.Exam => Entries.Exam(0, "NCPRSS", passed, day).Detail,
            EvidenceKind.Reference => Entries.Reference(0).Detail,
            EvidenceKind.Statement => new EvidenceDetail.Statement(what, day, ends < 0 ? null : day.AddDays(ends), null),
            EvidenceKind.Education => Entries.Education(0, level).Detail,
            _ => Entries.Signed(0, "ncc-ap-code-of-ethics").Detail,
        };

    private static void Holds<T>(Gen<T> cases, Action<T> property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), property));

    private static Evaluation Evaluate(RandomFile file) => RequirementEvaluator.Evaluate(file.Set, file.Facts, Entries.Today);

    private static IEnumerable<Finding> Findings(Finding finding) => finding.Of.SelectMany(Findings).Prepend(finding);

    private static IEnumerable<Requirement> Requirements(Requirement requirement) => MeetingFile.Tree(requirement);
}
