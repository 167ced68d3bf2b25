namespace PeerCertification.Domain.Requirements.Reading;

/// <summary>Everything that is wrong with a document, by the id of the element it is wrong with, so that an author can mend it in one go.</summary>
internal sealed class DocumentProblems
{
    private readonly SortedDictionary<string, List<string>> _byElement = new(StringComparer.Ordinal);

    internal bool Any => _byElement.Count > 0;

    internal void Add(string element, string problem)
    {
        if (!_byElement.TryGetValue(element, out var problems))
        {
            _byElement.Add(element, problems = []);
        }

        problems.Add(problem);
    }

    internal Refusal ToRefusal()
    {
        var (element, problems) = _byElement.First();
        var more = _byElement.Values.Sum(list => list.Count) - 1;
        return new Refusal(
            RequirementSetReader.Invalid,
            $"The requirement set cannot be used. {element}: {problems[0]}{(more == 0 ? "" : $" And {more} more.")}",
            _byElement.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal));
    }
}
