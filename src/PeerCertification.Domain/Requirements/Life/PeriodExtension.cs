using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>On what ground a period is made longer.</summary>
public enum ExtensionKind { Once, Hardship, Military }

public enum ExtensionVerdict { Granted, NeedsDecision, UsedUp }

/// <summary>A period may be made longer.</summary>
/// <param name="Months">1 to 120.</param>
/// <param name="AtMost">How often one period can be extended on this ground.</param>
/// <param name="NeedsDecision">Whether somebody at the board has to decide it.</param>
/// <param name="HoursReusable">Whether hours earned in the extension may be carried over into the next period.</param>
public sealed record PeriodExtension(string Id, string Label, RequirementSource Source, ExtensionKind Kind, int Months, int AtMost, bool NeedsDecision, bool HoursReusable)
{
    internal static PeriodExtension Read(ElementReader element)
    {
        var kind = element.Choice<ExtensionKind>("kind");
        var extension = new PeriodExtension(
            element.Id,
            element.Label,
            element.Source,
            kind,
            element.Whole("months", 1, 120),
            element.OptionalWhole("atMost", 1, 100) ?? 1,
            element.Flag("needsDecision"),
            element.Flag("hoursReusable"));
        if (kind == ExtensionKind.Once && extension.AtMost > 1)
        {
            element.Wrong("What is given once cannot be given more often.");
        }

        return extension;
    }

    /// <summary>The longer period, or why there is none. Grace moves along with the end.</summary>
    /// <param name="taken">How often this period was extended on this ground already.</param>
    public ExtensionAnswer Extend(Period period, int taken, bool isDecided)
    {
        ArgumentNullException.ThrowIfNull(period);
        if (taken >= AtMost)
        {
            return new ExtensionAnswer(ExtensionVerdict.UsedUp, null);
        }

        if (NeedsDecision && !isDecided)
        {
            return new ExtensionAnswer(ExtensionVerdict.NeedsDecision, null);
        }

        return new ExtensionAnswer(ExtensionVerdict.Granted, period.EndingOn(LastDay(period.EndsOn.PlusDays(1), Months)));
    }

    /// <summary>The last day of so many months from a day, as periods count them; the last of the calendar where they would run over it.</summary>
    internal static DateOnly LastDay(DateOnly starts, int months) =>
        starts.PlusMonths(months) == DateOnly.MaxValue ? DateOnly.MaxValue : new PeriodRule(months).StartingOn(starts).EndsOn;
}

/// <param name="Period">The longer period where it is granted.</param>
public sealed record ExtensionAnswer(ExtensionVerdict Verdict, Period? Period);
