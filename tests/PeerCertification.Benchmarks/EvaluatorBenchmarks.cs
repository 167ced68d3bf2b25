using BenchmarkDotNet.Attributes;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Benchmarks;

/// <summary>One file against every seeded requirement set; the budget is one millisecond for all of them.</summary>
[MemoryDiagnoser]
public class EvaluatorBenchmarks
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private List<RequirementSet> _sets = [];
    private Facts _facts = null!;

    [Params(30, 120, 500)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void Read()
    {
        _sets = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "seed-data", "credential-types")).Select(path => RequirementSetReader.Read(File.ReadAllText(path)).Value)];
        _facts = new Facts(FactBasis.Accepted, [.. Enumerable.Range(0, Entries).Select(Entry)], Day.AddYears(-3), null);
    }

    [Benchmark]
    public int EverySeededSet()
    {
        var file = FileContents.Of(_facts);
        return _sets.Count(set => RequirementEvaluator.Evaluate(set, file, Day).IsMet);
    }

    /// <summary>The same, and what became of every entry by every set, which is made when it is read.</summary>
    [Benchmark]
    public int EverySeededSetAndEntry()
    {
        var file = FileContents.Of(_facts);
        return _sets.Sum(set => RequirementEvaluator.Evaluate(set, file, Day).Entries.Count);
    }

    /// <summary>Every tenth entry is a course under three topics, the others are days of practice.</summary>
    private static EvidenceFact Entry(int i)
    {
        var on = Day.AddDays(-1 - i);
        EvidenceDetail detail = i % 10 == 0
            ? new EvidenceDetail.Training("Course", "Academy", on, on, TrainingMode.InPerson, [new("ethics", 60), new("peer-recovery", 120), new("advocacy", 60)])
            : new EvidenceDetail.Practice(on, 240, ServiceRole.PeerCoach, [SupportDomain.Emotional], Modality.Individual, "Center", null, Compensation.Paid, "Sam", "sam@example.test");
        return new EvidenceFact(new Guid(i, 0, 0, new byte[8]), detail, EvidenceState.Accepted, detail.Minutes, detail.Minutes, HasDocument: true, Note: null);
    }
}
