using System.Diagnostics;
using System.Globalization;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Benchmarks;

/// <summary>
/// Judges many renewals, each with a file of its own, by the seeded sets that say what a renewal asks, one after the other. Each file is made, judged and
/// let go, so that memory must not grow with their number. The yardstick is the bare evaluator: one ready file of each set, judged as often.
/// </summary>
internal static class Renewals
{
    private const int Entries = 20;

    internal static void Run(int count)
    {
        var sets = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "seed-data", "credential-types")).Order(StringComparer.Ordinal)
            .Select(path => RequirementSetReader.Read(File.ReadAllText(path)).Value).Where(set => RenewalRule.RefuseUnstated(set) is null).ToList();
        var ready = sets.ConvertAll(set => FileOf(set, 0));
        Measure("bare evaluator", count, sets.Count, i => (sets[i % sets.Count], FileContents.Of(ready[i % sets.Count].Facts), ready[i % sets.Count].On));
        Measure("renewals", count, sets.Count, i =>
        {
            var (facts, on) = FileOf(sets[i % sets.Count], i);
            return (sets[i % sets.Count], FileContents.Of(facts), on);
        });
    }

    private static void Measure(string what, int count, int sets, Func<int, (RequirementSet Set, FileContents File, DateOnly On)> file)
    {
        var process = Process.GetCurrentProcess();
        var (watch, before, met, tenth) = (Stopwatch.StartNew(), process.TotalProcessorTime, 0, 0L);
        for (var i = 0; i < count; i++)
        {
            var (set, contents, on) = file(i);
            met += RequirementEvaluator.Evaluate(set, contents, on).IsMet ? 1 : 0;
            tenth = i == count / 10 ? Environment.WorkingSet : tenth;
        }

        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {count} against {sets} sets, {met} met, {watch.Elapsed.TotalSeconds:0.0} s, {(process.TotalProcessorTime - before).TotalSeconds:0.0} s of processor; memory {tenth >> 20} MB after a tenth, {Environment.WorkingSet >> 20} MB at the end, {process.PeakWorkingSet64 >> 20} MB at most"));
    }

    /// <summary>A renewal in time of a first period, with continuing education under the set's own topics.</summary>
    private static (Facts Facts, DateOnly On) FileOf(RequirementSet set, int n)
    {
        var period = new Period(new DateOnly(2024, 3, 1).AddDays(n % 200), new DateOnly(2026, 2, 28).AddDays(n % 200));
        CredentialAct[] acts = [new(1, CredentialActKind.Issue, period.StartsOn, period.StartsOn.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), Opens: period)];
        string[] topics = [.. set.Topics.Keys.DefaultIfEmpty("general")];
        var evidence = Enumerable.Range(0, Entries).Select(e =>
        {
            var on = period.StartsOn.AddDays(30 + (e * 30));
            var detail = new EvidenceDetail.Training($"Course {e}", "Academy", on, on, TrainingMode.InPerson, [new(topics[(n + e) % topics.Length], 60 + (n % 5 * 15)), new(topics[(n + e + 1) % topics.Length], 60)]);
            return new EvidenceFact(new Guid(n, (short)e, 0, new byte[8]), detail, EvidenceState.Accepted, detail.Minutes, detail.Minutes, HasDocument: true, Note: null);
        });
        var facts = new Facts(FactBasis.Accepted, [.. evidence], period.StartsOn.AddYears(-5), new DateOnly(1984, 5, 17));
        return (RenewalRule.FactsOf(set, RenewalRule.At(set, acts, period.EndsOn, CredentialTimeline.Periods(acts)[0]), facts, period.EndsOn, null, null), period.EndsOn);
    }
}
