using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>Time in recovery, by the applicant's own attestation, in whole calendar months on the day of the check.</summary>
public sealed record RecoveryTime(string Id, string Label, RequirementSource Source, int AtLeastMonths) : Requirement(Id, Label, Source)
{
    internal static RecoveryTime Read(ElementReader element) =>
        new(element.Id, element.Label, element.Source, element.Whole("atLeastMonths", 1, ElementReader.MostMonths));

    private protected override Finding Judge(EvidenceFile file)
    {
        var have = file.Facts.RecoverySince is { } since ? CalendarMonths.Between(since, file.On) : 0;
        return have >= AtLeastMonths
            ? new Finding(Id, file.LabelOf(this), Source.Citation, true, have, AtLeastMonths, FindingUnit.Months, null, [], [], [])
            : new Finding(Id, file.LabelOf(this), Source.Citation, false, have, AtLeastMonths, FindingUnit.Months, Cure(file), [], [], []) { CuredOn = file.Outlook == Outlook.Person && file.Facts.RecoverySince is { } began ? CalendarMonths.WholeOn(began, AtLeastMonths) : null };
    }

    // Neither the day itself nor the day on which it will be enough is said to anybody but the person: findings travel further than the sensitive record may.
    private string Cure(EvidenceFile file) => file.Facts.RecoverySince is null
        ? file.Words.Say("cure.tell_recovery")
        : file.Words.Say("cure.wait_recovery", ("amount", file.Words.Amount(AtLeastMonths, "month")));
}
