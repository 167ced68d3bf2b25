using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Tests.Requirements;

public class SetComparisonTests
{
    private const string Source = "\"sources\": { \"a\": { \"title\": \"The manual\", \"date\": \"2020\" }, \"b\": { \"title\": \"The order\", \"date\": \"2026\" } }";

    [Fact]
    public void A_document_does_not_differ_from_itself() =>
        Assert.All(SeedDocuments.Names, name => Assert.Empty(SetComparison.Compare(SeedDocuments.Text(name), SeedDocuments.Text(name))));

    [Fact]
    public void Two_versions_of_a_seeded_credential_differ_in_what_was_added_and_changed()
    {
        var changes = SetComparison.Compare(SeedDocuments.Text("ncprss.v1.json"), SeedDocuments.Text("ncprss.v2.json"));

        Assert.Equal(
            ["document Changed", "renewal Added", "renewal-hours Added", "application-fee Added", "exam-fee Added", "renewal-fee Added", "without-the-test Added", "ncprss Changed", "education Changed", "recovery Changed", "practice Changed", "training Changed", "training-peer-recovery Added", "training-ethics Added", "training-hiv Added", "exam Added", "code-of-ethics Added"],
            changes.Select(c => $"{c.Id} {c.Kind}"));
        Assert.Contains("Document: yes.", Sentences(changes, "education"));
        Assert.Contains("At least: 6 hours.", Sentences(changes, "training-ethics"));
        Assert.Contains("Within: 72 months.", Sentences(changes, "training-ethics"));
        Assert.Contains("Part of: training.", Sentences(changes, "training-ethics"));
        Assert.Contains("Topics: Peer recovery before, Ethics, HIV and other infections carried by blood, Peer recovery now.", Sentences(changes, "training"));
        Assert.Contains("Effective from: 2015-01-01 before, 2018-01-01 now.", Sentences(changes, "document"));
    }

    [Fact]
    public void The_other_way_round_what_was_added_is_gone()
    {
        var (there, back) = (SetComparison.Compare(SeedDocuments.Text("ncprss.v1.json"), SeedDocuments.Text("ncprss.v2.json")), SetComparison.Compare(SeedDocuments.Text("ncprss.v2.json"), SeedDocuments.Text("ncprss.v1.json")));

        Assert.Equal(there.Where(c => c.Kind == ChangeKind.Added).Select(c => c.Id).Order(), back.Where(c => c.Kind == ChangeKind.Removed).Select(c => c.Id).Order());
        Assert.Equal(there.Where(c => c.Kind == ChangeKind.Changed).Select(c => c.Id).Order(), back.Where(c => c.Kind == ChangeKind.Changed).Select(c => c.Id).Order());
    }

    [Theory]
    [InlineData("\"atLeast\": \"60h\"", "\"atLeast\": \"90m\"", "At least: 60 hours before, 1 hour 30 minutes now.")]
    [InlineData("\"atLeastMonths\": 1", "\"atLeastMonths\": 24", "At least: 1 month before, 24 months now.")]
    [InlineData("\"share\": { \"mode\": \"InPerson\", \"atLeastPercent\": 50 }", "\"share\": { \"mode\": \"LiveOnline\", \"atLeastPercent\": 50 }", "Share, mode: in person before, live online now.")]
    [InlineData("\"share\": { \"mode\": \"InPerson\", \"atLeastPercent\": 50 }", "\"share\": { \"mode\": \"InPerson\", \"atLeastPercent\": 60 }", "Share, at least: 50% before, 60% now.")]
    [InlineData("\"attested\": true", "\"x\": 1", "Attested: yes before, nothing now.")]
    [InlineData("\"exam\": \"NCPRSS\"", "\"exam\": \"NCPRSS2\"", "Exam: NCPRSS before, NCPRSS2 now.")]
    [InlineData("\"source\": \"a\"", "\"source\": \"b\"", "Source: The manual before, The order now.")]
    [InlineData("\"topics\": [\"x\"]", "\"topics\": [\"x\", \"y\"]", "Topics: Topic X before, Topic X, Topic Y now.")]
    [InlineData("\"steps\": [{ \"upTo\": \"3h\" }]", "\"steps\": [{ \"upTo\": \"4h\" }]", "Steps, 1, up to: 3 hours before, 4 hours now.")] // of an element that the language does not know yet
    public void Members_are_told_in_words(string before, string after, string sentence) => Assert.Contains(sentence, Sentences(Compare(before, after), "one"));

    [Fact]
    public void The_order_of_elements_topics_and_members_is_no_difference() =>
        Assert.Empty(SetComparison.Compare(
            $$"""{ "version": 1, {{Source}}, "root": { "id": "r", "label": "R", "of": [{ "id": "a", "label": "A", "topics": ["x", "y"] }, { "id": "b", "label": "B" }] } }""",
            $$"""{ "root": { "of": [{ "label": "B", "id": "b" }, { "topics": ["y", "x"], "id": "a", "label": "A" }], "id": "r", "label": "R" }, "version": 2, {{Source}} }"""));

    [Fact]
    public void An_element_that_moves_says_from_where_to_where()
    {
        var changes = SetComparison.Compare(
            """{ "root": { "id": "r", "label": "R", "of": [{ "id": "p", "label": "P", "of": [{ "id": "c", "label": "C" }] }, { "id": "q", "label": "Q" }] } }""",
            """{ "root": { "id": "r", "label": "R", "of": [{ "id": "p", "label": "P" }, { "id": "q", "label": "Q", "of": [{ "id": "c", "label": "C" }] }] } }""");

        Assert.Equal("Part of: p before, q now.", Assert.Single(Assert.Single(changes).Members).Says);
    }

    [Fact]
    public void An_element_may_be_called_document_too() =>
        Assert.Equal(["document", "document"], SetComparison.Compare("""{ "x": 1, "root": { "id": "document", "y": 1 } }""", """{ "x": 2, "root": { "id": "document", "y": 2 } }""").Select(c => c.Id));

    [Fact]
    public void Long_notes_are_told_one_by_one()
    {
        var (kept, old, added) = (new string('k', 70), new string('o', 70), new string('n', 70));

        var change = Assert.Single(SetComparison.Compare($$"""{ "notes": ["{{kept}}", "{{old}}"] }""", $$"""{ "notes": ["{{added}}", "{{kept}}"] }"""));

        Assert.Equal([("notes", old, null), ("notes", null, added)], change.Members.Select(m => (m.Member, m.Before, m.After)));
    }

    [Fact]
    public void A_new_label_is_a_change_and_names_the_element()
    {
        var change = Assert.Single(Compare("\"x\": 1", "\"x\": 1", "Old words", "New words"));

        Assert.Equal(("one", "New words", "Label: Old words before, New words now."), (change.Id, change.Label, Assert.Single(change.Members).Says));
    }

    private static IReadOnlyList<ElementChange> Compare(string before, string after, string oldLabel = "One", string newLabel = "One") => SetComparison.Compare(Of(before, oldLabel), Of(after, newLabel));

    private static string Of(string member, string label) =>
        $$"""{ {{Source}}, "topics": { "x": "Topic X", "y": "Topic Y" }, "root": { "element": "new", "id": "one", "label": "{{label}}", {{member}} } }""";

    private static List<string> Sentences(IReadOnlyList<ElementChange> changes, string id) => [.. changes.Single(c => c.Id == id).Members.Select(m => m.Says)];
}
