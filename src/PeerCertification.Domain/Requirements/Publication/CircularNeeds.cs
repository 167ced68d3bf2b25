namespace PeerCertification.Domain.Requirements.Publication;

/// <summary>Finds credentials that need each other, so that nobody could ever get the first of them.</summary>
public static class CircularNeeds
{
    /// <param name="needs">By credential type: the types that somebody must hold for it, with no way around. A choice between types is no need.</param>
    /// <returns>One cycle, its first type repeated at its end, such as A, B, A; or null where there is none. The same graph gives the same cycle every time.</returns>
    public static IReadOnlyList<string>? Find(IReadOnlyDictionary<string, IReadOnlyCollection<string>> needs)
    {
        ArgumentNullException.ThrowIfNull(needs);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in needs.Keys.Order(StringComparer.Ordinal))
        {
            if (From(start, needs, done) is { } cycle)
            {
                return cycle;
            }
        }

        return null;
    }

    /// <summary>Walks depth first without recursion: a chain of needs may be as long as a board likes.</summary>
    private static List<string>? From(string start, IReadOnlyDictionary<string, IReadOnlyCollection<string>> needs, HashSet<string> done)
    {
        var path = new List<string>();
        var ahead = new Stack<Queue<string>>([new Queue<string>([start])]);
        while (ahead.TryPeek(out var next))
        {
            if (!next.TryDequeue(out var type))
            {
                ahead.Pop();
                if (path.Count > 0)
                {
                    done.Add(path[^1]);
                    path.RemoveAt(path.Count - 1);
                }

                continue;
            }

            if (path.IndexOf(type) is >= 0 and var at)
            {
                return [.. path[at..], type];
            }

            if (!done.Contains(type))
            {
                path.Add(type);
                ahead.Push(new Queue<string>(needs.TryGetValue(type, out var below) ? below.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) : []));
            }
        }

        return null;
    }
}
