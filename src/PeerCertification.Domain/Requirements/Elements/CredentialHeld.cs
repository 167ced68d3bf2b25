using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>Credentials that the person holds, at this board or at another.</summary>
/// <param name="Types">Codes of credential types, any of which will do; empty for every type.</param>
/// <param name="Boards">Codes of boards, likewise.</param>
/// <param name="States">Two letters each, likewise.</param>
/// <param name="Tags">Such as a consortium, likewise.</param>
/// <param name="Standings">How the credential must stand; Active where the document says nothing.</param>
/// <param name="AtLeastDaysLeft">How many days of its period must be left after the day of the check; where null, an active one must not have ended.</param>
/// <param name="AtLeastMonthsHeld">For how many months it must have been held.</param>
public sealed record CredentialHeld(
    string Id,
    string Label,
    RequirementSource Source,
    IReadOnlyList<string> Types,
    IReadOnlyList<string> Boards,
    IReadOnlyList<string> States,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Standings,
    int? AtLeastDaysLeft,
    int AtLeastMonthsHeld,
    int Need) : Requirement(Id, Label, Source)
{
    internal static CredentialHeld Read(ElementReader element)
    {
        var held = new CredentialHeld(
            element.Id,
            element.Label,
            element.Source,
            element.OptionalTexts("types"),
            element.OptionalTexts("boards"),
            element.OptionalTexts("states"),
            element.OptionalTexts("tags"),
            element.OptionalTexts("standings") is { Count: > 0 } standings ? standings : ["Active"],
            element.OptionalWhole("atLeastDaysLeft", 0, ObjectReader.Most),
            element.OptionalWhole("atLeastMonthsHeld", 0, ObjectReader.MostMonths) ?? 0,
            element.OptionalWhole("atLeast", 1, 20) ?? 1);
        if (held is { Types.Count: 0, Boards.Count: 0, States.Count: 0, Tags.Count: 0 })
        {
            element.Wrong("It says which credential: by types, boards, states or tags.");
        }

        return held;
    }

    private protected override Finding Judge(EvidenceFile file)
    {
        var have = file.Facts.Held.Count(held => Suits(held, file.On));
        var isMet = have >= Need;
        return new Finding(Id, file.LabelOf(this), Source.Citation, isMet, have, Need, FindingUnit.Count, isMet ? null : file.Words.Say("cure.credential", ("label", file.LabelOf(this))), [], [], [])
        {
            CuredOn = file.Outlook == Outlook.None || isMet ? null : HeldLongEnoughOn(file),
            CountsUntil = file.Outlook == Outlook.None || !isMet ? null : CountsUntil(file),
        };
    }

    /// <summary>The first day on which enough of them were held for long enough.</summary>
    private DateOnly? HeldLongEnoughOn(EvidenceFile file) =>
        file.Facts.Held.Select(held => CalendarMonths.WholeOn(held.IssuedOn, AtLeastMonthsHeld)).Where(day => day > file.On).Order()
            .FirstOrDefault(day => file.Facts.Held.Count(held => Suits(held, day!.Value)) >= Need);

    /// <summary>The last day on which enough of them have as many days left as they must.</summary>
    private DateOnly? CountsUntil(EvidenceFile file)
    {
        var last = file.Facts.Held.Where(held => Suits(held, file.On))
            .Select(held => held.EndsOn is { } ends && DaysLeft(held) is { } left ? Window.AddDays(ends, -left) : DateOnly.MaxValue)
            .OrderDescending().ElementAt(Need - 1);
        return last == DateOnly.MaxValue ? null : last;
    }

    private bool Suits(HeldCredential held, DateOnly on) =>
        IsOneOf(Types, held.Type)
        && IsOneOf(Boards, held.Board)
        && IsOneOf(States, held.State)
        && (Tags.Count == 0 || held.Tags.Any(tag => IsOneOf(Tags, tag)))
        && IsOneOf(Standings, held.Standing)
        && held.IssuedOn <= on
        && (held.EndsOn is not { } ends || DaysLeft(held) is not { } left || ends.DayNumber - on.DayNumber >= left)
        && CalendarMonths.Between(held.IssuedOn, on) >= AtLeastMonthsHeld;

    /// <summary>What is active has not ended, unless the rule says more; of one that lapsed nobody asks for days left.</summary>
    private int? DaysLeft(HeldCredential held) => AtLeastDaysLeft ?? (held.Standing.Equals("Active", StringComparison.OrdinalIgnoreCase) ? 0 : null);

    private static bool IsOneOf(IReadOnlyList<string> wanted, string value) => wanted.Count == 0 || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);
}
