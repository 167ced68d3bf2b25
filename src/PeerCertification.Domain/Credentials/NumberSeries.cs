namespace PeerCertification.Domain.Credentials;

/// <summary>A number fresh from its series, and the serial to go on from.</summary>
public sealed record IssuedNumber(string Number, int Serial);

/// <summary>
/// The numbers of one prefix, given out in rising order with random gaps, so that a number tells neither its neighbours nor how many there are.
/// </summary>
public static class NumberSeries
{
    public const int ShortestStep = 1;

    public const int LongestStep = 97;

    /// <summary>The first issuable number at least <paramref name="step"/> (1 to 97, drawn by the caller) after the last serial.</summary>
    /// <returns>The number, or a refusal: <c>credential.number_series_exhausted</c>.</returns>
    public static Outcome<IssuedNumber> After(string prefix, int lastSerial, int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, ShortestStep);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, LongestStep);
        for (var serial = lastSerial + step; serial <= CredentialNumber.LastSerial; serial++)
        {
            if (CredentialNumber.Compose(prefix, serial) is { } number)
            {
                return new IssuedNumber(number, serial);
            }
        }

        return new Refusal("credential.number_series_exhausted", $"There are no numbers left that begin with {prefix}.");
    }
}
