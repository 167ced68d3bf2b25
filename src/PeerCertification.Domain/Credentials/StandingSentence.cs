using System.Globalization;

namespace PeerCertification.Domain.Credentials;

/// <summary>Says a standing in plain words, for people who do not know the registry's terms.</summary>
public static class StandingSentence
{
    private const string NotYetEffective = "Not yet in effect on {0}; it begins on {1}.";
    private const string Awaited = "Active on {0}: the period ended with {1}, and a complete renewal that came in time waits for the board.";
    private const string LateInGrace = "The period ended with {0} and is not renewed; the board shows it as in grace to the end of {1}.";
    private const string LateInactive = "The period ended with {0} and is not renewed; the board shows it as inactive to the end of {1}.";
    private const string LateSuspended = "The period ended with {0} and is not renewed; the board shows it as suspended to the end of {1}.";
    private const string Active = "Active on {0}; the period ends with {1}.";
    private const string InGrace = "The period ended with {0}; the board grants grace to the end of {1}.";
    private const string Expired = "Expired on {0}; the period ended with {1}.";
    private const string Inactive = "Inactive on {0}: kept, but not to be practised under.";
    private const string SuspendedUntil = "Suspended on {0}, to the end of {1}.";
    private const string Suspended = "Suspended on {0}, until the board lifts it.";
    private const string Revoked = "Revoked by the board; not good on {0}.";
    private const string Surrendered = "Given up by its holder; not good on {0}.";
    private const string Deceased = "The holder had died by {0}.";

    /// <summary>All that can be said, with places for days; whoever says it in another language has these to translate.</summary>
    public static readonly IReadOnlyList<string> Texts =
        [NotYetEffective, Awaited, LateInGrace, LateInactive, LateSuspended, Active, InGrace, Expired, Inactive, SuspendedUntil, Suspended, Revoked, Surrendered, Deceased];

    /// <summary>The sentence in English.</summary>
    public static string For(StandingAnswer answer, DateOnly on)
    {
        var (text, days) = Of(answer, on);
        var said = text.Replace("{0}", Say(days[0]), StringComparison.Ordinal);
        return days.Length == 1 ? said : said.Replace("{1}", Say(days[1]), StringComparison.Ordinal);
    }

    /// <summary>One of the <see cref="Texts"/>, and the days for its places.</summary>
    public static (string Text, DateOnly[] Days) Of(StandingAnswer answer, DateOnly on) => answer switch
    {
        { Standing: Standing.NotYetEffective } => (NotYetEffective, [on, answer.FirstIssuedOn]),
        { Standing: Standing.Active, Because: StandingCause.RenewalWaits } => (Awaited, [on, answer.Period.EndsOn]),
        { Standing: Standing.InGrace, Because: StandingCause.RenewalLate, StandingUntilOn: { } until } => (LateInGrace, [answer.Period.EndsOn, until]),
        { Standing: Standing.Inactive, Because: StandingCause.RenewalLate, StandingUntilOn: { } until } => (LateInactive, [answer.Period.EndsOn, until]),
        { Standing: Standing.Suspended, Because: StandingCause.RenewalLate, StandingUntilOn: { } until } => (LateSuspended, [answer.Period.EndsOn, until]),
        { Standing: Standing.Active } => (Active, [on, answer.Period.EndsOn]),
        { Standing: Standing.InGrace } => (InGrace, [answer.Period.EndsOn, answer.Period.GraceEndsOn!.Value]),
        { Standing: Standing.Expired } => (Expired, [on, answer.Period.EndsOn]),
        { Standing: Standing.Inactive } => (Inactive, [on]),
        { Standing: Standing.Suspended, StandingUntilOn: { } until } => (SuspendedUntil, [on, until]),
        { Standing: Standing.Suspended } => (Suspended, [on]),
        { Standing: Standing.Revoked } => (Revoked, [on]),
        { Standing: Standing.Surrendered } => (Surrendered, [on]),
        { Standing: Standing.Deceased } => (Deceased, [on]),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Standing, "No sentence says this standing."),
    };

    internal static string Say(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(day.Month)} {day.Year:D4}");
}
