using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Requirements.Publication;

/// <summary>Which credentials of its own board somebody must hold for a credential, with no way around, and whether they need each other.</summary>
internal static class NeededCredentials
{
    /// <returns>Null, or a refusal under the ids of the elements that close a circle on one of the days of the set: <c>requirement_set.circular</c>.</returns>
    internal static Refusal? RefuseCircle(RequirementSet set, PublicationTarget target) =>
        DaysOfChange(set, target).Select(day => RefuseCircle(set, target, day)).FirstOrDefault(refusal => refusal is not null);

    /// <summary>The first day of the set, and every later one of its days on which another credential's rules change.</summary>
    private static IEnumerable<DateOnly> DaysOfChange(RequirementSet set, PublicationTarget target) =>
        target.Others.Select(other => other.Interval.EffectiveFrom).Where(day => day > set.EffectiveFrom && set.IsInEffectOn(day)).Append(set.EffectiveFrom).Distinct().Order();

    private static Refusal? RefuseCircle(RequirementSet set, PublicationTarget target, DateOnly day)
    {
        var inForce = target.Others.GroupBy(other => other.Set.CredentialType, StringComparer.Ordinal)
            .Select(versions => (Versions: versions, Decides: VersionInterval.InForce(versions.Select(v => v.Interval), day)))
            .Where(type => type.Decides is not null)
            .Select(type => type.Versions.First(v => v.Interval.Number == type.Decides!.Number).Set)
            .Append(set).ToDictionary(one => one.CredentialType, StringComparer.OrdinalIgnoreCase);
        var needs = inForce.Values.ToDictionary(one => one.CredentialType, one => Of(one, target).Where(n => inForce.ContainsKey(n.Type)).Select(n => n with { Type = inForce[n.Type].CredentialType }).ToList(), StringComparer.Ordinal);

        // A circle that does not lead through this credential is not this document's fault.
        var ahead = From(set.CredentialType, needs);
        var around = ahead.Where(type => From(type, needs).Contains(set.CredentialType)).ToHashSet(StringComparer.Ordinal);
        var circle = CircularNeeds.Find(around.ToDictionary(type => type, IReadOnlyCollection<string> (type) => [.. needs[type].Select(n => n.Type).Where(around.Contains)], StringComparer.Ordinal));
        if (circle is null)
        {
            return null;
        }

        var problem = $"Nobody could ever get the first of them: {string.Join(" needs ", circle)}.";
        var elements = needs[set.CredentialType].Where(n => around.Contains(n.Type)).Select(n => n.Element).Distinct(StringComparer.Ordinal);
        return new Refusal("requirement_set.circular", problem, elements.ToDictionary(id => id, _ => new[] { problem }, StringComparer.Ordinal));
    }

    /// <summary>Every type that is needed for a type, directly or through others.</summary>
    private static HashSet<string> From(string type, Dictionary<string, List<Need>> needs)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var ahead = new Queue<string>([type]);
        while (ahead.TryDequeue(out var next))
        {
            foreach (var need in needs[next].Where(need => found.Add(need.Type)))
            {
                ahead.Enqueue(need.Type);
            }
        }

        return found;
    }

    /// <summary>What an application asks, and what stands before it. What an informational set says decides on nobody.</summary>
    private static IEnumerable<Need> Of(RequirementSet set, PublicationTarget target)
    {
        var waived = set.Life.Exceptions.SelectMany(exception => exception.Waives).ToHashSet(StringComparer.Ordinal);
        return set.Status == Openness.Informational ? [] : set.Life.Gates.Select(gate => gate.Root).Prepend(set.Root).SelectMany(root => Of(root, target, waived));
    }

    private static IReadOnlyList<Need> Of(Requirement requirement, PublicationTarget target, IReadOnlySet<string> waived)
    {
        if (requirement.Waivable || waived.Contains(requirement.Id))
        {
            return [];
        }

        return requirement switch
        {
            CredentialHeld held => OnlyType(held, target) is { } type ? [new Need(type, held.Id)] : [],
            Combination choice => InMoreThan(choice.Of.Count - choice.Need, choice.Of, target, waived),
            Conditional { Otherwise: { } otherwise } conditional => InMoreThan(1, [conditional.Then, otherwise], target, waived),
            _ => [],
        };
    }

    /// <summary>A type that so many branches need that whoever chooses among them meets it in any case.</summary>
    private static List<Need> InMoreThan(int without, IEnumerable<Requirement> branches, PublicationTarget target, IReadOnlySet<string> waived) =>
        [.. branches.Select(branch => Of(branch, target, waived))
            .SelectMany((needs, branch) => needs.Select(need => (need, branch)))
            .GroupBy(n => n.need.Type, StringComparer.OrdinalIgnoreCase)
            .Where(type => type.Select(n => n.branch).Distinct().Count() > without)
            .SelectMany(type => type.Select(n => n.need))];

    /// <summary>The one type of the own board that will do, or null where another board's credential or another type does.</summary>
    private static string? OnlyType(CredentialHeld held, PublicationTarget target) => held switch
    {
        { Types: [var type], Boards.Count: > 0 } when held.Boards.All(board => board.Equals(target.Board, StringComparison.OrdinalIgnoreCase)) => type,
        { Types: [var type], Boards.Count: 0, States.Count: 0, Tags.Count: 0 } when !target.AwardedElsewhere.Contains(type, StringComparer.OrdinalIgnoreCase) => type,
        _ => null,
    };

    private sealed record Need(string Type, string Element);
}
