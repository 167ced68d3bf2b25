using System.Globalization;

namespace PeerCertification.Api.Pipeline;

/// <summary>A day in an address, as <c>2026-03-14</c> and in no other form: other forms mean different days to different people.</summary>
public readonly record struct IsoDay(DateOnly Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out IsoDay day)
    {
        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value);
        day = new IsoDay(value);
        return isDay;
    }
}

/// <summary>An instant in an address, as <c>2026-03-14T09:30:00Z</c>, with an offset: one without is refused rather than guessed.</summary>
public readonly record struct IsoInstant(DateTime Utc)
{
    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"];

    public static bool TryParse(string? text, IFormatProvider? provider, out IsoInstant instant)
    {
        var isInstant = DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var value) && value.Kind != DateTimeKind.Unspecified;
        instant = new IsoInstant(value.ToUniversalTime());
        return isInstant;
    }
}
