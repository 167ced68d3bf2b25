using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using static PeerCertification.Domain.Tests.Requirements.Entries;

namespace PeerCertification.Domain.Tests.Requirements;

public class SeedDocumentTests
{
    private const int Hour = 60;

    private static readonly string[] Domains = ["advocacy", "mentoring-education", "recovery-wellness", "ethical-responsibility"];

    /// <summary>For three documents a file written by hand that just meets it: every entry is needed, and its key names the findings that fail without it.</summary>
    private static readonly Dictionary<string, (string Fails, EvidenceFact Entry)[]> FilesThatMeet = new()
    {
        ["ncprss.v1.json"] =
        [
            ("education", Education(1, EducationLevel.Ged, document: false)),
            ("practice", Practice(2, 120 * Hour)),
            ("practice", Practice(3, 80 * Hour)),
            ("training", Training(4, "peer-recovery", 60 * Hour)),
        ],
        ["ncprss.v2.json"] =
        [
            ("education", Education(1, EducationLevel.HighSchoolDiploma)),
            ("practice", Practice(2, 200 * Hour)),
            ("training training-peer-recovery", Training(3, "peer-recovery", 48 * Hour, new DateOnly(2010, 5, 1))),
            ("training training-ethics", Training(4, "ethics", 6 * Hour)),
            ("training training-hiv", Training(5, "hiv-bloodborne-pathogens", 6 * Hour)),
            ("exam", Exam(6, "NCPRSS")),
            ("code-of-ethics", Signed(7, "ncc-ap-code-of-ethics")),
        ],
        ["icrc-pr.v1.json"] =
        [
            ("education", Education(1, EducationLevel.Ged, document: false)),
            ("training training-advocacy", Training(2, "advocacy", 10 * Hour)),
            ("training training-mentoring-education", Training(3, "mentoring-education", 10 * Hour)),
            ("training training-recovery-wellness", Training(4, "recovery-wellness", 10 * Hour)),
            ("training training-ethical-responsibility", Training(5, "ethical-responsibility", 16 * Hour)),
            ("practice", Practice(6, 500 * Hour, Domains[0])),
            ("supervision", Supervision(7, 25 * Hour, Domains[2])),
            ("exam", Exam(8, "ICRC-PR")),
            ("code-of-ethics", Signed(9, "icrc-code-of-ethics")),
            ("residence", Statement(10, "works-in-the-area", percent: 51)),
        ],
    };

    public static TheoryData<string> Documents => [.. FilesThatMeet.Keys];

    [Theory, MemberData(nameof(Documents))]
    public void A_file_built_to_meet_a_document_meets_it(string document)
    {
        var evaluation = RequirementEvaluator.Evaluate(SeedDocuments.Set(document), Accepted([.. FilesThatMeet[document].Select(e => e.Entry)]), Today);
        Assert.Empty(Unmet(evaluation.Root));
        Assert.True(evaluation.IsMet);
    }

    [Theory, MemberData(nameof(Documents))]
    public void Without_any_one_entry_exactly_its_own_findings_fail(string document)
    {
        var set = SeedDocuments.Set(document);
        var file = FilesThatMeet[document];
        foreach (var (fails, missing) in file)
        {
            var evaluation = RequirementEvaluator.Evaluate(set, Accepted([.. file.Select(e => e.Entry).Where(e => e != missing)]), Today);
            Assert.Equal([set.Root.Id, .. fails.Split(' ')], Unmet(evaluation.Root));
        }
    }

    [Theory, MemberData(nameof(Documents))]
    public void With_any_one_minute_less_the_file_fails(string document)
    {
        var set = SeedDocuments.Set(document);
        var file = FilesThatMeet[document].Select(e => e.Entry).ToArray();
        foreach (var (short_, i) in file.Select((e, i) => (e, i)).Where(e => e.e.Detail.Minutes > 0))
        {
            EvidenceFact[] less = [.. file];
            less[i] = short_ with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = short_.AcceptedMinutes - 1 };
            var evaluation = RequirementEvaluator.Evaluate(set, Accepted(less), Today);
            Assert.Equal([set.Root.Id, .. FilesThatMeet[document][i].Fails.Split(' ')], Unmet(evaluation.Root));
        }
    }

    [Theory, InlineData("ncprss.v1.json"), InlineData("ncprss.v2.json")]
    public void Ncprss_asks_for_24_months_of_recovery(string document)
    {
        var facts = Accepted([.. FilesThatMeet[document].Select(e => e.Entry)]);
        var set = SeedDocuments.Set(document);
        Assert.Equal([set.Root.Id, "recovery"], Unmet(RequirementEvaluator.Evaluate(set, facts with { RecoverySince = new DateOnly(2024, 3, 2) }, Today).Root));
        Assert.True(RequirementEvaluator.Evaluate(set, facts with { RecoverySince = new DateOnly(2024, 3, 1) }, Today).IsMet);
    }

    [Fact]
    public void Exactly_one_version_of_ncprss_is_in_effect_on_any_day_since_the_first()
    {
        RequirementSet[] versions = [SeedDocuments.Set("ncprss.v1.json"), SeedDocuments.Set("ncprss.v2.json")];
        Assert.Equal([1], versions.Where(v => v.IsInEffectOn(new DateOnly(2017, 12, 31))).Select(v => v.Version));
        Assert.Equal([2], versions.Where(v => v.IsInEffectOn(new DateOnly(2018, 1, 1))).Select(v => v.Version));
        Assert.Equal([2], versions.Where(v => v.IsInEffectOn(Today)).Select(v => v.Version));
        Assert.DoesNotContain(versions, v => v.IsInEffectOn(new DateOnly(2014, 12, 31)));
    }

    [Theory, MemberData(nameof(Documents))]
    public void A_period_of_every_document_is_24_months(string document) => Assert.Equal(24, SeedDocuments.Set(document).Period?.Months);

    internal static List<string> Unmet(Finding finding) => [.. finding.IsMet ? [] : new[] { finding.Id }, .. finding.Of.SelectMany(Unmet)];
}
