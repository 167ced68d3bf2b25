namespace PeerCertification.Domain.Credentials;

/// <summary>From when to when a restriction holds, and since when the registry knows. Both days are inside.</summary>
/// <param name="UntilOn">The last day as imposed, or null for a restriction without an end.</param>
/// <param name="EndedOn">The last day after a board ended it before its time; a day before <paramref name="FromOn"/> means it never held.</param>
public sealed record RestrictionSpan(DateOnly FromOn, DateOnly? UntilOn, DateTime RecordedAtUtc, DateOnly? EndedOn = null, DateTime? EndRecordedAtUtc = null)
{
    /// <summary>Whether it held on a day, as the registry could have told at an instant.</summary>
    public bool HoldsOn(DateOnly day, DateTime knownAtUtc) =>
        RecordedAtUtc <= knownAtUtc && FromOn <= day && !(LastDay(knownAtUtc) < day);

    /// <summary>The last day as known at an instant; null while it has no end.</summary>
    public DateOnly? LastDay(DateTime knownAtUtc) => EndRecordedAtUtc <= knownAtUtc ? EndedOn : UntilOn;

    /// <summary>When it was last changed as known at an instant, or null when it was not known then.</summary>
    public DateTime? LastChange(DateTime knownAtUtc) =>
        RecordedAtUtc > knownAtUtc ? null : EndRecordedAtUtc <= knownAtUtc ? EndRecordedAtUtc : RecordedAtUtc;

    /// <summary>The term after a board ends it on a last day.</summary>
    /// <returns>The term, or a refusal: <c>restriction.already_ended</c>, <c>restriction.end_out_of_term</c>.</returns>
    public Outcome<RestrictionSpan> End(DateOnly endedOn, DateTime recordedAtUtc)
    {
        if (EndedOn is { } already)
        {
            return new Refusal("restriction.already_ended", $"It was ended already; its last day is {already:yyyy-MM-dd}.");
        }

        // The first day of the calendar has none before it.
        var earliest = FromOn == DateOnly.MinValue ? FromOn : FromOn.AddDays(-1);
        return endedOn < earliest || endedOn > UntilOn
            ? new Refusal("restriction.end_out_of_term", $"Its last day can be from {earliest:yyyy-MM-dd}, which takes it back as a whole, to {(UntilOn is { } until ? $"{until:yyyy-MM-dd}" : "any later day")}.")
            : this with { EndedOn = endedOn, EndRecordedAtUtc = recordedAtUtc };
    }
}
