using System.Text.RegularExpressions;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public partial class EntryFilterTests
{
    private static readonly EvidenceDetail[] Samples =
    [
        Training(1, "ethics", 60).Detail with { Tags = ["in-service"] },
        Practice(1, 60, "ethics").Detail,
        Supervision(1, 60, "ethics").Detail,
        new EvidenceDetail.Exam("NCPRSS", Today, true, 70),
        new EvidenceDetail.Reference("Kim Lee", "kim@example.test", "Supervisor", Today) { KnownMonths = 12 },
        new EvidenceDetail.Education(EducationLevel.Ged, "A school", Today),
        new EvidenceDetail.SignedDocument("code-of-ethics", "2", Today),
        new EvidenceDetail.Statement("employment", Today, Today.AddDays(2), 51),
    ];

    [Theory]
    [InlineData("Training", "\"tag\": [\"in-service\"]", true)]
    [InlineData("Training", "\"tag\": [\"clinical\"]", false)]
    [InlineData("Training", "\"mode\": [\"SelfPaced\", \"InPerson\"]", true)]
    [InlineData("Training", "\"mode\": [\"SelfPaced\"]", false)]
    [InlineData("Training", "\"provider\": [\"a PROVIDER\"]", true)] // capital and small letters are the same
    [InlineData("Training", "\"provider\": [\"provider\"]", false)]
    [InlineData("Training", "\"activity\": [\"A course\"]", true)]
    [InlineData("Training", "\"role\": [\"Learner\"]", true)]
    [InlineData("Training", "\"role\": [\"Teacher\", \"Supervisor\"]", false)]
    [InlineData("Training", "\"topic\": [\"ethics\"]", true)]
    [InlineData("Training", "\"topic\": [\"advocacy\"]", false)]
    [InlineData("Training", "\"topic\": [\"ethics\"], \"mode\": [\"SelfPaced\"]", false)] // all that is asked
    [InlineData("Training", "\"except\": { \"topic\": [\"advocacy\"] }", true)]
    [InlineData("Training", "\"except\": { \"topic\": [\"advocacy\", \"ethics\"] }", false)]
    [InlineData("Training", "\"except\": { \"tag\": [\"in-service\"] }", false)]
    [InlineData("Training", "\"from\": \"2025-06-15\"", true)]
    [InlineData("Training", "\"from\": \"2025-06-16\"", false)]
    [InlineData("Training", "\"until\": \"2025-06-15\"", true)]
    [InlineData("Training", "\"until\": \"2025-06-14\"", false)]
    [InlineData("Practice", "\"domain\": [\"Emotional\"], \"modality\": [\"Individual\"], \"setting\": [\"A centre\"], \"compensation\": [\"Volunteer\"], \"role\": [\"PeerCoach\"]", true)]
    [InlineData("Practice", "\"domain\": [\"Affiliational\"]", false)]
    [InlineData("Practice", "\"population\": [\"youth\"]", false)] // nothing is said
    [InlineData("Supervision", "\"modality\": [\"Individual\"]", true)]
    [InlineData("Supervision", "\"modality\": [\"Group\"]", false)]
    [InlineData("Exam", "\"code\": [\"ncprss\"], \"outcome\": [\"Passed\"], \"scoreAtLeast\": 70", true)]
    [InlineData("Exam", "\"scoreAtLeast\": 71", false)]
    [InlineData("Exam", "\"outcome\": [\"Failed\"]", false)]
    [InlineData("Reference", "\"relation\": [\"supervisor\"], \"knownMonthsAtLeast\": 12", true)]
    [InlineData("Reference", "\"knownMonthsAtLeast\": 13", false)]
    [InlineData("Reference", "\"except\": { \"relation\": [\"Supervisor\"] }", false)]
    [InlineData("Education", "\"level\": [\"Ged\"]", true)]
    [InlineData("Education", "\"level\": [\"BachelorDegree\"]", false)]
    [InlineData("SignedDocument", "\"code\": [\"code-of-ethics\"], \"version\": [\"2\"]", true)]
    [InlineData("SignedDocument", "\"version\": [\"1\"]", false)]
    [InlineData("Statement", "\"code\": [\"employment\"], \"percentAtLeast\": 51, \"daysAtLeast\": 3", true)] // first and last day are days
    [InlineData("Statement", "\"percentAtLeast\": 52", false)]
    [InlineData("Statement", "\"daysAtLeast\": 4", false)]
    public void An_entry_is_meant_by_what_is_said_of_it(string kind, string where, bool isMeant)
    {
        var entry = Entries.Accepted(1, Samples.Single(s => s.Kind.ToString() == kind));
        Assert.Equal(isMeant, Judge(ReadElement(HasMinutes(kind) ? "minutes" : "count", Members(kind, where)), Accepted(entry), Today.AddDays(10)).IsMet);
    }

    [Fact]
    public void A_number_that_is_not_said_reaches_nothing() =>
        Assert.False(Judge(ReadElement("count", Members("Reference", "\"knownMonthsAtLeast\": 1")), Accepted(Reference(1))).IsMet);

    [Theory]
    [InlineData("2026-02-27", false)]
    [InlineData("2026-02-28", true)]
    public void Days_of_what_goes_on_are_counted_to_the_day_of_the_check(string on, bool isMeant) =>
        Assert.Equal(isMeant, Judge(ReadElement("count", Members("Statement", "\"daysAtLeast\": 365")), Accepted(Statement(1, "employment", Day("2025-03-01"))), Day(on)).IsMet);

    [Fact]
    public void What_minutes_are_about_beside_their_topic_is_looked_at_too()
    {
        var course = Training(1, [new TopicMinutes("cooking", 60) { Also = ["ethics"] }]);
        Assert.True(Judge(Minutes(EvidenceKind.Training, 60, topics: ["ethics"]), Accepted(course)).IsMet);
        Assert.False(Judge(ReadElement("minutes", Members("Training", "\"except\": { \"topic\": [\"ethics\"] }")), Accepted(course)).IsMet);
    }

    [Theory]
    [InlineData("Practice", "\"mode\": [\"InPerson\"]", "\"mode\" is not said of Practice.")]
    [InlineData("Statement", "\"except\": { \"relation\": [\"family\"] }", "\"relation\" is not said of Statement.")] // it would leave nothing out
    [InlineData("Exam", "\"topic\": [\"ethics\"]", "\"topic\" is not said of Exam.")]
    [InlineData("Training", "\"percentAtLeast\": 51", "\"percentAtLeast\" is not said of Training.")]
    [InlineData("Training", "\"mode\": [\"Inperson \"]", "There is no mode \"Inperson \"; there are InPerson, LiveOnline, SelfPaced.")]
    [InlineData("Education", "\"level\": [\"Doctor\"]", "There is no level \"Doctor\"")]
    [InlineData("Exam", "\"outcome\": [\"Good\"]", "There is no outcome \"Good\"; there are Passed, Failed.")]
    public void A_filter_that_could_never_say_anything_is_refused(string kind, string where, string problem) =>
        Assert.StartsWith(problem, Problem(HasMinutes(kind) ? "minutes" : "count", Members(kind, where)), StringComparison.Ordinal);

    [Fact]
    public void A_part_may_ask_what_is_said_of_one_of_the_kinds_of_its_sum_and_of_no_other()
    {
        const string Sum = "\"kind\": \"Training\", \"also\": [{ \"kind\": \"Supervision\" }], \"atLeast\": \"10h\", \"parts\": [{ \"id\": \"part\", \"label\": \"A part\", \"source\": \"page\", \"atMost\": \"1h\", ";
        Assert.Null(Read(Element("minutes", Sum + "\"where\": { \"modality\": [\"Group\"] } }]")).Refusal);
        Assert.NotNull(Read(Element("minutes", Sum + "\"where\": { \"setting\": [\"A centre\"] } }]")).Refusal);
        Assert.NotNull(Read(Element("minutes", Sum + "\"kind\": \"Supervision\", \"where\": { \"mode\": [\"SelfPaced\"] } }]")).Refusal);
        Assert.NotNull(Read(Element("minutes", Sum + "\"kind\": \"Practice\" }]")).Refusal);
    }

    /// <summary>The table of docs/rule-language.md: what it names for a kind can be asked of it, and nothing else can.</summary>
    [Fact]
    public void The_page_lists_what_can_be_asked_of_each_kind()
    {
        var page = File.ReadAllText(Path.Combine(SeedDocuments.Repository, "docs", "rule-language.md"));
        var rows = Row().Matches(page).ToDictionary(m => m.Groups["kind"].Value, m => Word().Matches(Values().Replace(m.Groups["attributes"].Value, "")).Select(w => w.Groups["word"].Value).ToHashSet());
        Assert.Equal(Enum.GetNames<EvidenceKind>(), rows.Keys);
        foreach (var attribute in rows.Values.SelectMany(r => r).Distinct())
        {
            var values = attribute.EndsWith("AtLeast", StringComparison.Ordinal) ? ["1"] : new[] { "ethics", "InPerson", "Learner", "PeerCoach", "Emotional", "Individual", "Paid", "Ged", "Passed" }.Select(v => $"[\"{v}\"]");
            foreach (var (kind, attributes) in rows)
            {
                var isRead = values.Any(value => Read(Element(HasMinutes(kind) ? "minutes" : "count", Members(kind, $"\"{attribute}\": {value}"))).Refusal is null);
                Assert.True(isRead == attributes.Contains(attribute), $"{attribute} of {kind} is {(isRead ? "" : "not ")}read, and the page says otherwise.");
            }
        }
    }

    private static bool HasMinutes(string kind) => kind is "Training" or "Practice" or "Supervision";

    private static string Members(string kind, string where) => $"\"kind\": \"{kind}\", \"atLeast\": {(HasMinutes(kind) ? "\"1h\"" : "1")}, \"where\": {{ {where} }}";

    [GeneratedRegex("^\\| `(?<kind>[A-Z]\\w+)` \\| (?<attributes>.*) \\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("\\(.*?\\)")]
    private static partial Regex Values();

    [GeneratedRegex("`(?<word>\\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();
}
