namespace PeerCertification.Domain.Credentials;

/// <summary>How far a verification may ask: days from 1900 to fifty years ahead, and what was known up to now.</summary>
public static class VerificationReach
{
    public const int YearsAhead = 50;

    public static readonly DateOnly FirstDay = new(1900, 1, 1);

    /// <summary>A refusal <c>request.invalid</c> that names the field, or null where the question can be answered.</summary>
    /// <param name="dayField">What the request calls the day.</param>
    public static Refusal? Refuse(DateOnly? on, DateTime knownAtUtc, DateTime nowUtc, string dayField = "on")
    {
        if (knownAtUtc > nowUtc)
        {
            return Invalid("knownAt", "What will be known later cannot be told now.");
        }

        return on < FirstDay || on > DateOnly.FromDateTime(nowUtc).AddYears(YearsAhead)
            ? Invalid(dayField, $"Ask for a day from {FirstDay:yyyy-MM-dd} to {YearsAhead} years ahead.")
            : null;
    }

    private static Refusal Invalid(string field, string why) =>
        new("request.invalid", "The request has fields that cannot be accepted.", new Dictionary<string, string[]> { [field] = [why] });
}
