namespace PeerCertification.Domain;

/// <summary>Why the registry said no. The code is a public contract: callers branch on it, so it never changes.</summary>
/// <param name="Code">A code of the problem catalogue, such as <c>application.act_not_allowed</c>.</param>
/// <param name="Reason">One plain sentence: what is there, what is needed.</param>
/// <param name="Fields">What is wrong with which field of the request, where that can be said.</param>
public sealed record Refusal(string Code, string Reason, IReadOnlyDictionary<string, string[]>? Fields = null)
{
    /// <summary>What the caller may use to mend it, such as the findings of an evaluation; written into the problem as it is.</summary>
    public IReadOnlyDictionary<string, object?>? Details { get; init; }
}

/// <summary>Lets the pipeline build and keep an outcome without knowing the value type.</summary>
public interface IOutcome<TSelf> where TSelf : IOutcome<TSelf>
{
    static abstract Type ValueType { get; }

    Refusal? Refusal { get; }

    object? BoxedValue { get; }

    static abstract TSelf From(Refusal refusal);

    static abstract TSelf FromBoxed(object value);
}

/// <summary>Either a value or a refusal, never both. Expected refusals travel here; exceptions are for defects.</summary>
public sealed record Outcome<T> : IOutcome<Outcome<T>> where T : notnull
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    public static Type ValueType => typeof(T);

    public Refusal? Refusal { get; }

    public object? BoxedValue => _value;

    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    public static Outcome<T> From(Refusal refusal) => new(default, refusal);

    public static Outcome<T> FromBoxed(object value) => new((T)value, null);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => From(refusal);
}

/// <summary>The value of an outcome that has nothing to say but that it happened.</summary>
public sealed record Done
{
    public static readonly Done Value = new();
}
