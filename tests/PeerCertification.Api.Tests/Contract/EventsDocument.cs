namespace PeerCertification.Api.Tests.Contract;

/// <summary>One row of docs/events.md.</summary>
/// <param name="Always">Each is a choice: a success raises exactly one event of it, and may raise that one often.</param>
internal sealed record ActRow(string Permission, IReadOnlyList<string[]> Always, IReadOnlyList<string> Sometimes)
{
    internal IEnumerable<string> All => Always.SelectMany(choice => choice).Concat(Sometimes);

    internal bool Fits(IReadOnlyList<string> events) =>
        Always.All(choice => choice.Intersect(events).Count() == 1) && !events.Except(All).Any();
}

/// <summary>docs/events.md, read.</summary>
internal static class EventsDocument
{
    /// <summary>By act: the acts with events, and those that leave no line.</summary>
    internal static readonly IReadOnlyDictionary<string, ActRow> Rows =
        File.ReadAllLines(Path.Combine(ApprovedText.Root, "docs/events.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| Act |", StringComparison.Ordinal))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries)[1..^1])
            .ToDictionary(cells => cells[0], Read);

    private static ActRow Read(string[] cells) =>
        cells.Length == 3
            ? new ActRow(cells[1], [], [])
            : new ActRow(cells[1].Split(',')[0], [.. Names(cells[2]).Select(choice => choice.Split(" or "))], [.. Names(cells[3])]);

    private static string[] Names(string cell) => cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
