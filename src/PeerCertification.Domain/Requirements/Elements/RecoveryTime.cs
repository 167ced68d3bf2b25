using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>Time in recovery, by the applicant's own attestation, in whole calendar months on the day of the check.</summary>
public sealed record RecoveryTime(string Id, string Label, RequirementSource Source, int AtLeastMonths) : Requirement(Id, Label, Source)
{
    internal static RecoveryTime Read(ElementReader element) =>
        new(element.Id, element.Label, element.Source, element.Whole("atLeastMonths", 1, ElementReader.MostMonths));

    internal override Finding Judge(EvidenceFile file)
    {
        var have = file.Facts.RecoverySince is { } since ? CalendarMonths.Between(since, file.On) : 0;
        return new Finding(Id, Label, Source.Citation, have >= AtLeastMonths, have, AtLeastMonths, FindingUnit.Months, have >= AtLeastMonths ? null : Cure(file.Facts.RecoverySince), [], [], []);
    }

    // The day itself is not repeated in the sentence: findings travel further than the sensitive record may.
    private string Cure(DateOnly? since) => since is null
        ? "Tell us since when you are in recovery, in your own record."
        : $"Wait until you have {Wording.Amount(AtLeastMonths, "month")} of recovery.";
}
