using PeerCertification.Domain.Requirements.Life;
using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Elements;

/// <summary>Several requirements of which so many must be met: all of them, any one of them, or a number between.</summary>
/// <param name="Need">1 to the number of requirements in <paramref name="Of"/>.</param>
public sealed record Combination(string Id, string Label, RequirementSource Source, int Need, IReadOnlyList<Requirement> Of) : Requirement(Id, Label, Source)
{
    internal static Combination ReadAll(ElementReader element)
    {
        var of = element.Requirements("of");
        return new(element.Id, element.Label, element.Source, of.Count, of);
    }

    internal static Combination ReadAny(ElementReader element) => new(element.Id, element.Label, element.Source, 1, element.Requirements("of"));

    internal static Combination ReadAtLeast(ElementReader element)
    {
        var of = element.Requirements("of");
        var need = element.Whole("count", 1, ElementReader.Most);
        if (need > of.Count && of.Count > 0)
        {
            element.Wrong($"It asks for {need} of {of.Count} requirements, which can never be met.");
        }

        return new(element.Id, element.Label, element.Source, need, of);
    }

    internal override IEnumerable<Requirement> Below => Of;

    internal override Requirement Prorated(CeShare share) => this with { Of = [.. Of.Select(requirement => requirement.Prorated(share))] };

    private protected override Finding Judge(EvidenceFile file)
    {
        var (findings, met) = (new Finding[Of.Count], 0);
        for (var i = 0; i < findings.Length; i++)
        {
            findings[i] = Of[i].Find(file);
            met += findings[i].IsMet ? 1 : 0;
        }

        return new Finding(Id, file.LabelOf(this), Source.Citation, met >= Need, met, Need, FindingUnit.Requirements, met >= Need ? null : Cure(met, findings, file.Words), [], [], findings)
        {
            CuredOn = file.Outlook == Outlook.None || met >= Need ? null : CuredOn(met, findings),
            CountsUntil = file.Outlook == Outlook.None || met < Need ? null : CountsUntil(findings),
        };
    }

    /// <summary>The day on which waiting has cured as many as are missing, if none of those that are met has run out by then.</summary>
    private DateOnly? CuredOn(int met, Finding[] findings)
    {
        var days = findings.Where(f => !f.IsMet && f.CuredOn is not null).Select(f => f.CuredOn!.Value).Order().ToList();
        return days.Count >= Need - met && days[Need - met - 1] is var day && Array.TrueForAll(findings, f => !f.IsMet || f.CountsUntil is not { } last || last >= day) ? day : null;
    }

    /// <summary>The last day on which as many are still met as must be.</summary>
    private DateOnly? CountsUntil(Finding[] findings)
    {
        var last = findings.Where(f => f.IsMet).Select(f => f.CountsUntil ?? DateOnly.MaxValue).OrderDescending().ElementAt(Need - 1);
        return last == DateOnly.MaxValue ? null : last;
    }

    /// <summary>Where there is a choice, the way with the least to do is named.</summary>
    private string Cure(int met, Finding[] findings, Phrasebook words)
    {
        var (missing, open) = (Need - met, Of.Count - met);
        return missing == open
            ? words.Say(open == 1 ? "cure.the_one" : "cure.all_open", ("open", $"{open}"))
            : words.Say(
                missing == 1 ? "cure.any_one" : "cure.any_of",
                ("missing", $"{missing}"),
                ("open", $"{open}"),
                ("nearest", string.Join("; ", Nearness.Order(findings.Where(f => !f.IsMet)).Take(missing).Select(f => f.Label))));
    }
}
