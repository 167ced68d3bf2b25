using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>The applicant's age in whole years on a day. Somebody born on 29 February is a year older on 28 February of a common year.</summary>
/// <param name="AtMost">The highest age that is still right, or null.</param>
/// <param name="At">The day it is asked on; the day of the check when null.</param>
/// <param name="AtStatement">The statement on whose first day it is asked, or null: how old the person was when something happened.</param>
public sealed record Age(string Id, string Label, RequirementSource Source, int? AtLeast, int? AtMost, Anchor? At, string? AtStatement) : Requirement(Id, Label, Source)
{
    internal static Age Read(ElementReader element)
    {
        var age = new Age(element.Id, element.Label, element.Source, element.OptionalWhole("atLeast", 1, 150), element.OptionalWhole("atMost", 1, 150), element.OptionalChoice<Anchor>("at"), element.OptionalText("atStatement"));
        if (age is { AtLeast: null, AtMost: null } || age.AtLeast > age.AtMost)
        {
            element.Wrong("An age is at least so many years, or at most, or both with the first not above the second.");
        }

        if (age is { At: not null, AtStatement: not null })
        {
            element.Wrong("An age is asked on one day: \"at\" a day or \"atStatement\", not both.");
        }

        return age;
    }

    internal override IEnumerable<Anchor> CountedFrom => At is { } day ? [day] : [];

    private protected override Finding Judge(EvidenceFile file)
    {
        var day = AtStatement is null ? Window.Day(At, file.On, file.Facts.Days) : FirstDay(file);
        var years = file.Facts.BirthDate is { } born && day is { } on ? CalendarMonths.Between(born, on) / 12 : (int?)null;
        var isMet = years is { } known && known >= (AtLeast ?? 0) && !(known > AtMost);
        var cure = isMet ? null : file.Words.Say(years is null ? "cure.tell_birth" : years < AtLeast ? AtStatement is null ? "cure.wait_age" : "cure.too_young" : "cure.too_old", ("age", $"{AtLeast}"), ("most", $"{AtMost}"));
        return new Finding(Id, file.LabelOf(this), Source.Citation, isMet, isMet ? AtLeast ?? 0 : 0, AtLeast ?? 0, FindingUnit.Years, cure, [], [], []) { CuredOn = file.Outlook == Outlook.Person && years < AtLeast ? OldEnoughOn(file) : null };
    }

    /// <summary>The birthday that waiting brings, where the age is asked on the day of the check.</summary>
    private DateOnly? OldEnoughOn(EvidenceFile file) =>
        AtStatement is null && Window.IsTheCheck(At, file.Facts.Days) ? CalendarMonths.WholeOn(file.Facts.BirthDate!.Value, AtLeast!.Value * 12) : null;

    private DateOnly? FirstDay(EvidenceFile file)
    {
        foreach (var entry in file.OfKind(EvidenceKind.Statement))
        {
            if (((EvidenceDetail.Statement)entry.Fact.Detail).Code.Equals(AtStatement, StringComparison.OrdinalIgnoreCase) && EntryStanding.BarOfWhole(entry, file.Facts.Basis, file.On, (DateOnly.MinValue, DateOnly.MaxValue)) is null)
            {
                file.NoteEntry(entry, []);
                file.CountToward(entry, Id);
                return entry.On;
            }
        }

        return null;
    }
}
