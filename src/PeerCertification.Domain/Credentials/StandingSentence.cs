using System.Globalization;

namespace PeerCertification.Domain.Credentials;

/// <summary>Says a standing in plain words, for people who do not know the registry's terms.</summary>
public static class StandingSentence
{
    public static string For(StandingAnswer answer, DateOnly on) => answer.Standing switch
    {
        Standing.NotYetEffective => $"Not yet in effect on {Say(on)}; it begins on {Say(answer.FirstIssuedOn)}.",
        Standing.Active when answer.Because == StandingCause.RenewalWaits => $"Active on {Say(on)}: the period ended with {Say(answer.Period.EndsOn)}, and a complete renewal that came in time waits for the board.",
        Standing.InGrace or Standing.Inactive or Standing.Suspended when answer is { Because: StandingCause.RenewalLate, StandingUntilOn: { } until } =>
            $"The period ended with {Say(answer.Period.EndsOn)} and is not renewed; the board shows it as {Word(answer.Standing)} to the end of {Say(until)}.",
        Standing.Active => $"Active on {Say(on)}; the period ends with {Say(answer.Period.EndsOn)}.",
        Standing.InGrace => $"The period ended with {Say(answer.Period.EndsOn)}; the board grants grace to the end of {Say(answer.Period.GraceEndsOn!.Value)}.",
        Standing.Expired => $"Expired on {Say(on)}; the period ended with {Say(answer.Period.EndsOn)}.",
        Standing.Inactive => $"Inactive on {Say(on)}: kept, but not to be practised under.",
        Standing.Suspended when answer.StandingUntilOn is { } until => $"Suspended on {Say(on)}, to the end of {Say(until)}.",
        Standing.Suspended => $"Suspended on {Say(on)}, until the board lifts it.",
        Standing.Revoked => $"Revoked by the board; not good on {Say(on)}.",
        Standing.Surrendered => $"Given up by its holder; not good on {Say(on)}.",
        Standing.Deceased => $"The holder had died by {Say(on)}.",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Standing, "No sentence says this standing."),
    };

    private static string Word(Standing standing) => standing == Standing.InGrace ? "in grace" : standing == Standing.Inactive ? "inactive" : "suspended";

    private static string Say(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(day.Month)} {day.Year:D4}");
}
