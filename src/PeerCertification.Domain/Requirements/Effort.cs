namespace PeerCertification.Domain.Requirements;

/// <summary>
/// What is left to do before a finding is met. Compared by minutes first, then by things to bring, then by months to wait: minutes are the long
/// way, a paper is an afternoon, and waiting costs nothing but time.
/// </summary>
/// <param name="Minutes">Minutes of evidence that are missing.</param>
/// <param name="Things">Exams, papers, references and the like that are missing.</param>
/// <param name="Months">The longest wait.</param>
public readonly record struct Effort(long Minutes, int Things, int Months) : IComparable<Effort>
{
    public int CompareTo(Effort other) => (Minutes, Things, Months).CompareTo((other.Minutes, other.Things, other.Months));

    /// <summary>Of requirements of which only some must be met, the ones with the least to do count.</summary>
    public static Effort Of(Finding finding)
    {
        if (finding.IsMet)
        {
            return default;
        }

        var missing = Math.Max(0, finding.Need - finding.Have);
        return finding.Unit switch
        {
            FindingUnit.Requirements => finding.Of.Where(of => !of.IsMet).Select(Of).Order().Take(missing).Aggregate(default(Effort), Together),
            FindingUnit.Minutes => new Effort(Math.Max(missing, finding.Of.Sum(part => (long)Math.Max(0, part.Need - part.Have))), 0, 0),
            FindingUnit.Months or FindingUnit.Years => new Effort(0, missing == 0 ? 1 : 0, finding.Unit == FindingUnit.Years ? missing * 12 : missing),
            FindingUnit.Cents => new Effort(0, 1, 0),
            _ => new Effort(0, Math.Max(1, missing), 0),
        };
    }

    private static Effort Together(Effort one, Effort other) => new(one.Minutes + other.Minutes, one.Things + other.Things, Math.Max(one.Months, other.Months));

    public static bool operator <(Effort left, Effort right) => left.CompareTo(right) < 0;

    public static bool operator >(Effort left, Effort right) => left.CompareTo(right) > 0;

    public static bool operator <=(Effort left, Effort right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Effort left, Effort right) => left.CompareTo(right) >= 0;
}
