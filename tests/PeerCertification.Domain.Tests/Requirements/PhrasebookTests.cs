using System.Text.RegularExpressions;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public partial class PhrasebookTests
{
    private static readonly Phrasebook Spanish = new("es", new Dictionary<string, string>
    {
        ["cure.add_minutes"] = "Añada {amount} de {what}.",
        ["cure.sign"] = "Lea y firme: {label} (versión {version}).",
        ["cure.add_entries_of"] = "Añada {amount}: {label}.",
        ["for_part"] = "{what} para «{label}»",
        ["hour.one"] = "{n} hora",
        ["hour.many"] = "{n} horas",
        ["kind.Training"] = "formación",
        ["kind.Statement.one"] = "{n} declaración",
        ["not_counted.outside_window"] = "No está dentro del plazo.",
    });

    private static readonly Dictionary<string, string> Labels = new() { ["es"] = "Ética" };

    [Fact]
    public void Sentences_and_labels_are_told_in_the_language_that_was_asked_for()
    {
        var sum = Minutes(EvidenceKind.Training, 120, withinMonths: 12, parts: [Floor("ethics", 60) with { Labels = Labels }]) with { Labels = Labels };
        var finding = InSpanish(sum, Accepted(Training(1, "ethics", 60, new DateOnly(2020, 1, 1))));
        Assert.Equal(("Ética", "Añada 2 horas de formación."), (finding.Label, finding.Cure));
        Assert.Equal(("Ética", "Añada 1 hora de formación para «Ética»."), (finding.Of[0].Label, finding.Of[0].Cure));
        Assert.Equal(("outside_window", "No está dentro del plazo."), (finding.NotCounted[0].Code, finding.NotCounted[0].Reason));
    }

    [Fact]
    public void Labels_inside_a_cure_are_told_in_that_language_too()
    {
        Assert.Equal("Lea y firme: Ética (versión 2).", InSpanish(new DocumentSigned("code", "The code", Source, "code", "2", Window.Always) with { Labels = Labels }).Cure);
        Assert.Equal("Añada 1 declaración: Ética.", InSpanish(new EntriesCounted("check", "A check", Source, EvidenceKind.Statement, Where("code", "check"), 1, false, false, Window.Always) with { Labels = Labels }).Cure);
    }

    [Fact]
    public void What_a_language_does_not_have_is_told_in_English()
    {
        Assert.Equal("Recovery", InSpanish(Recovery(24)).Label);
        Assert.Equal("Tell us since when you are in recovery, in your own record.", InSpanish(Recovery(24)).Cure);
        Assert.Equal("Ethics", InSpanish(Recovery(24) with { Label = "Ethics", Labels = new Dictionary<string, string> { ["fr"] = "Éthique" } }).Label);
    }

    [Theory]
    [InlineData(1, "1 minute")]
    [InlineData(2, "2 minutes")]
    [InlineData(60, "1 hour")]
    [InlineData(61, "1 hour 1 minute")]
    [InlineData(119, "1 hour 59 minutes")]
    [InlineData(120, "2 hours")]
    public void One_and_many_have_their_own_form(int minutes, string amount) => Assert.Equal($"Add {amount} of training.", Judge(Minutes(EvidenceKind.Training, minutes), Accepted()).Cure);

    [Fact]
    public void Every_sentence_of_a_list_has_a_form_for_one_and_for_many()
    {
        Assert.NotEmpty(Phrasebook.Keys);
        Assert.Equal(
            Phrasebook.Keys.Where(k => k.EndsWith(".one", StringComparison.Ordinal)).Select(k => k[..^4]).Order(StringComparer.Ordinal),
            Phrasebook.Keys.Where(k => k.EndsWith(".many", StringComparison.Ordinal)).Select(k => k[..^5]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_is_a_word_for_everything_that_a_document_can_name()
    {
        Assert.All(Enum.GetNames<EvidenceKind>(), kind => Assert.Contains($"kind.{kind}", Phrasebook.Keys));
        Assert.All(Enum.GetNames<EducationLevel>(), level => Assert.Contains($"level.{level}", Phrasebook.Keys));
        Assert.All(Enum.GetNames<Span>(), span => Assert.Contains($"span.{span}", Phrasebook.Keys));
        Assert.All(NotCounted.Meanings.Keys, code => Assert.Contains($"not_counted.{code}", Phrasebook.Keys));
        Assert.All(Enumerable.Range(1, 12), month => Assert.Contains($"month.{month}", Phrasebook.Keys));
    }

    [Fact]
    public void No_finding_of_a_shape_speaks_with_an_open_brace() =>
        Assert.All(
            new Requirement[] { Minutes(EvidenceKind.Training, 60), Recovery(24), new Age("a", "A", Source, 18, 30, null, null), new FeePaid("f", "F", Source, "x", 1), new Cadence("c", "C", Source, EvidenceKind.Training, EntryFilter.Everything, Span.Month, 3, 60, null), new ExamPassed("e", "E", Source, "X", Window.Always), new EducationReached("d", "D", Source, EducationLevel.Ged, true), new DocumentSigned("s", "S", Source, "x", "1", Window.Always), AtLeast(1, Recovery(24), Recovery(36, "more")), AtLeast(2, Recovery(24), Recovery(36, "more"), Recovery(48, "most")), AtLeast(2, Recovery(24), Recovery(36, "more")) },
            requirement => Assert.DoesNotMatch(Brace(), Judge(requirement, Accepted() with { RecoverySince = null }).Cure!));

    private static Finding InSpanish(Requirement requirement, Facts? facts = null) => RequirementEvaluator.Evaluate(Set(requirement), facts ?? Accepted() with { RecoverySince = null }, Today, Spanish).Root;

    [GeneratedRegex("[{}]")]
    private static partial Regex Brace();
}
