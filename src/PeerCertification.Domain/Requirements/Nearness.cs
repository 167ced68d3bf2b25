namespace PeerCertification.Domain.Requirements;

/// <summary>What a file lacks of a requirement set, added up: minutes to log, and other things to get or to wait for.</summary>
/// <param name="Minutes">0 or more; a minimum of topics within a sum is not added to the sum that it is part of.</param>
/// <param name="Others">Documents, exams, references, signatures; and one for each requirement that only time can meet.</param>
/// <param name="Of">The unmet findings that have nothing below them that is missing too: what to do, in the order of the document.</param>
public sealed record Shortfall(int Minutes, int Others, IReadOnlyList<Finding> Of)
{
    public static readonly Shortfall None = new(0, 0, []);
}

/// <summary>
/// How near somebody is to a credential. The order is: fewest missing minutes, then fewest other missing things, then the code. Where a rule
/// leaves a choice, the nearest way through it counts, by the same order.
/// </summary>
public static class Nearness
{
    /// <summary>What is missing of an evaluation. Nothing is missing exactly where it is met.</summary>
    public static Shortfall Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.IsMet ? Shortfall.None : finding.Unit == FindingUnit.Requirements && finding.Of.Count > 0 ? OfChoice(finding) : OfAmount(finding);
    }

    /// <summary>Compares two credentials by what is missing of each. Codes are compared ordinally, so that the order is the same everywhere.</summary>
    public static int Compare((Shortfall Missing, string Code) one, (Shortfall Missing, string Code) other) =>
        (one.Missing.Minutes.CompareTo(other.Missing.Minutes), one.Missing.Others.CompareTo(other.Missing.Others)) switch
        {
            (not 0 and var minutes, _) => minutes,
            (_, not 0 and var others) => others,
            _ => string.CompareOrdinal(one.Code, other.Code),
        };

    /// <summary>The findings with the least to do first, and of those alike the ones that waiting cures; the rest stay as they stand.</summary>
    internal static IEnumerable<Finding> Order(IEnumerable<Finding> findings) =>
        findings.Select(finding => (finding, missing: Of(finding))).OrderBy(f => (f.missing.Minutes, f.missing.Others, f.missing.Of.Count(of => of.Unit is not (FindingUnit.Months or FindingUnit.Years)))).Select(f => f.finding);

    /// <summary>So many of several: the nearest of those that are unmet, as many as are still needed.</summary>
    private static Shortfall OfChoice(Finding finding)
    {
        var unmet = finding.Of.Where(f => !f.IsMet).Select(f => (Missing: Of(f), Code: f.Id)).ToList();
        unmet.Sort(Compare);
        var needed = unmet.Take(Math.Max(1, finding.Need - finding.Have)).ToDictionary(u => u.Code, u => u.Missing, StringComparer.Ordinal);
        var inOrder = finding.Of.Where(f => needed.ContainsKey(f.Id)).Select(f => needed[f.Id]).ToList();
        return inOrder.Count == 0
            ? OfAmount(finding)
            : new Shortfall(Sum(inOrder.Select(s => s.Minutes)), Sum(inOrder.Select(s => s.Others)), [.. inOrder.SelectMany(s => s.Of)]);
    }

    /// <summary>An amount, with what is asked within it. What is unmet without an amount that is missing is one thing.</summary>
    private static Shortfall OfAmount(Finding finding)
    {
        var within = finding.Of.Where(f => !f.IsMet).Select(Of).ToList();
        var lacks = Math.Max(0, finding.Need - finding.Have);
        var minutes = Math.Max(finding.Unit == FindingUnit.Minutes ? lacks : 0, Sum(within.Select(s => s.Minutes)));
        var others = Sum(within.Select(s => s.Others)) + finding.Unit switch
        {
            FindingUnit.Minutes => 0,
            FindingUnit.Count => lacks,
            _ => 1,
        };
        var isAllWithin = within.Count > 0 && (finding.Unit != FindingUnit.Minutes || lacks <= Sum(within.Select(s => s.Minutes)));
        return new Shortfall(minutes, minutes + others == 0 ? 1 : others, isAllWithin ? [.. within.SelectMany(s => s.Of)] : [finding, .. within.SelectMany(s => s.Of)]);
    }

    /// <summary>No sum of what people lack overflows: it stays at the largest number there is.</summary>
    private static int Sum(IEnumerable<int> numbers) => (int)Math.Min(int.MaxValue, numbers.Sum(n => (long)n));
}
