using System.Text.Json.Nodes;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Domain.Tests.Requirements.Publication;

public class NeededCredentialsTests
{
    private const string Own = """, "boards": ["ncc-ap"]""";

    private static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData("A")] // itself
    [InlineData("B", "B>A")]
    [InlineData("b", "B>a")] // capitals do not matter, as where credentials are looked at
    [InlineData("B", "B>C", "C>A")]
    [InlineData("B", "B>A", "C>C")]
    public void Credentials_that_need_each_other_are_refused_under_the_element_that_closes_the_circle(string needs, params string[] others)
    {
        var refused = Plan(Held(needs), others).Refusal;

        Assert.Equal("requirement_set.circular", refused?.Code);
        Assert.Equal("held", Assert.Single(refused!.Fields!.Keys));
        Assert.Contains(" needs ", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("B")] // of which the registry knows no rules
    [InlineData("B", "B>C")]
    [InlineData("B", "B>C", "C>C")] // a circle that was there before, and does not lead here
    [InlineData("B", "C>A")]
    public void A_chain_is_no_circle(string needs, params string[] others) => Assert.Null(Plan(Held(needs), others).Refusal?.Reason);

    [Theory]
    [InlineData("ways around", "", null)]
    [InlineData("own board", Own, "requirement_set.circular")]
    [InlineData("own board, and a tag", Own + """, "tags": ["x"]""", "requirement_set.circular")]
    [InlineData("one of two boards", """, "boards": ["ncc-ap", "icrc"]""", null)]
    [InlineData("another board", """, "boards": ["icrc"]""", null)]
    [InlineData("a consortium", """, "tags": ["IC&RC"]""", null)]
    [InlineData("a state", """, "states": ["VA"]""", null)]
    [InlineData("waivable", Own + """, "waivable": true""", null)]
    public void A_credential_that_another_board_may_award_or_that_is_waived_is_no_need(string why, string more, string? code) =>
        Assert.Equal((why, code), (why, Plan(Held("B", more), ["B>A"], elsewhere: ["A", "B"]).Refusal?.Code));

    [Fact]
    public void One_of_two_types_is_a_choice() =>
        Assert.Null(Plan(Held("B\", \"C"), ["B>A", "C>A"]).Refusal);

    [Theory]
    [InlineData("all", true)]
    [InlineData("any", false)]
    [InlineData("atLeast", true)] // two of three, of which two need it
    public void A_choice_needs_what_every_way_through_it_needs(string element, bool isNeed)
    {
        var of = $"{Held("B")}, {Held("B").Replace("held", "held-too", StringComparison.Ordinal)}, {Free}";
        var root = $$"""{ "element": "{{element}}", "id": "choice", "label": "x", "source": "board"{{(element == "atLeast" ? ", \"count\": 2" : "")}}, "of": [ {{of}} ] }""";

        Assert.Equal(isNeed ? "held held-too" : "", string.Join(' ', Plan(root, ["B>A"]).Refusal?.Fields!.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_condition_needs_what_both_its_ways_need(bool both)
    {
        var otherwise = both ? Held("B").Replace("held", "held-too", StringComparison.Ordinal) : Free;
        var root = $$"""{ "element": "when", "id": "choice", "label": "x", "source": "board", "if": {{Free.Replace("free", "free-too", StringComparison.Ordinal)}}, "then": {{Held("B")}}, "otherwise": {{otherwise}} }""";

        Assert.Equal(both, Plan(root, ["B>A"]).Refusal is not null);
    }

    [Fact]
    public void A_gate_asks_it_as_well_and_an_exception_may_waive_it()
    {
        var gate = $$"""[ { "id": "gate", "label": "x", "source": "board", "before": "Application", "root": {{Held("B")}} } ]""";
        var exception = """[ { "id": "grandfathering", "label": "x", "source": "board", "by": "Receipt", "waives": [ "held" ] } ]""";

        Assert.Equal("requirement_set.circular", Plan(Free, ["B>A"], with: ("gates", gate)).Refusal?.Code);
        Assert.Null(Plan(Held("B"), ["B>A"], with: ("exceptions", exception)).Refusal);
        Assert.Null(Plan(Held("B"), ["B>A"], with: ("status", "\"Informational\"")).Refusal); // decides on nobody
    }

    [Theory]
    [InlineData("2020-01-01", null, true)]
    [InlineData("2020-01-01", "2026-06-30", false)] // ends the day before
    [InlineData("2020-01-01", "2026-07-01", true)] // is in force on the first day
    [InlineData("2027-12-31", null, true)] // is announced, and begins on the last day
    [InlineData("2028-01-01", null, false)] // the day after
    public void Only_versions_that_are_in_force_on_one_day_close_a_circle(string from, string? until, bool circular)
    {
        var other = new PublishedVersion(new VersionInterval(2, Day(from), until is null ? null : Day(until)), Set("B", Held("A")));
        var before = new PublishedVersion(new VersionInterval(1, new DateOnly(2000, 1, 1), null), Set("B", Free));

        var planned = PublicationRule.Plan(Document("A", Held("B"), "2026-07-01", ("effectiveUntil", "\"2027-12-31\"")), Target([before, other], []));

        Assert.Equal(circular, planned.Refusal?.Code == "requirement_set.circular");
    }

    private static readonly string Free = """{ "element": "recovery", "id": "free", "label": "Two years of recovery", "source": "board", "atLeastMonths": 24 }""";

    private static string Held(string type, string more = "") => $$"""{ "element": "credential", "id": "held", "label": "Another credential", "source": "board", "types": ["{{type}}"]{{more}} }""";

    private static Outcome<PlannedVersion> Plan(string root, string[] others, string[]? elsewhere = null, (string Member, string Json)? with = null) => PublicationRule.Plan(
        Document("A", root, "2026-07-01", with),
        Target([.. others.Select(o => o.Split('>')).Select(o => new PublishedVersion(new VersionInterval(1, new DateOnly(2020, 1, 1), null), Set(o[0], Held(o[1], elsewhere is null ? "" : Own))))], elsewhere ?? []));

    private static PublicationTarget Target(PublishedVersion[] others, string[] elsewhere) => new("ncc-ap", "A", "TEST", [], Today) { Others = others, AwardedElsewhere = elsewhere };

    private static RequirementSet Set(string type, string root) => RequirementSetReader.Read(Document(type, root, "2020-01-01")).Value;

    private static DateOnly Day(string day) => DateOnly.Parse(day, null);

    private static string Document(string type, string root, string from, (string Member, string Json)? with = null)
    {
        var document = JsonNode.Parse($$"""
            {
              "board": "ncc-ap", "credentialType": "{{type}}", "publicTitle": "Test", "numberPrefix": "TEST",
              "version": 1, "effectiveFrom": "{{from}}", "decidingDate": "Receipt", "period": { "months": 24, "source": "board" },
              "topics": {}, "sources": { "board": { "title": "Order of the board", "date": "2026-03-14" } },
              "root": {{root}}
            }
            """)!;
        if (with is var (member, json))
        {
            document[member] = JsonNode.Parse(json);
        }

        return document.ToJsonString();
    }
}
