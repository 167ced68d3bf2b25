using System.Collections;

namespace PeerCertification.Domain.Requirements;

/// <summary>A list that is made when it is first read: whoever judges a file by every set there is reads the accounts of a few.</summary>
internal sealed class MadeWhenRead<T>(Func<IReadOnlyList<T>> make) : IReadOnlyList<T>
{
    private readonly Lazy<IReadOnlyList<T>> _made = new(make);

    public T this[int index] => _made.Value[index];

    public int Count => _made.Value.Count;

    public IEnumerator<T> GetEnumerator() => _made.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
