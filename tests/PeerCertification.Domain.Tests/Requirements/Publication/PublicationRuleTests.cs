using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Domain.Tests.Requirements.Publication;

public class PublicationRuleTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    private static readonly VersionInterval[] TwoVersions = [new(1, new DateOnly(2015, 1, 1), new DateOnly(2017, 12, 31)), new(2, new DateOnly(2018, 1, 1), null)];

    [Fact]
    public void A_requirement_set_moves_as_its_table_says_and_no_other_way()
    {
        var moves = new Dictionary<RequirementSetState, string>
        {
            // In the order Redraft Propose Publish Supersede Withdraw; - where it is refused.
            [RequirementSetState.Draft] = "Draft Proposed - - Withdrawn",
            [RequirementSetState.Proposed] = "Draft - Published - Withdrawn",
            [RequirementSetState.Published] = "- - - Superseded -",
            [RequirementSetState.Superseded] = "- - - Superseded -",
            [RequirementSetState.Withdrawn] = "- - - - -",
        };
        foreach (var state in Enum.GetValues<RequirementSetState>())
        {
            var row = Enum.GetValues<RequirementSetAct>().Select(act => RequirementSetLifecycle.Table.Decide(state, act)).Select(o => o.Refusal is null ? o.Value.ToString() : "-");
            Assert.Equal($"{state}: {moves[state]}", $"{state}: {string.Join(' ', row)}");
        }
    }

    [Theory]
    [InlineData("2026-03-01", "2026-02-28")] // today
    [InlineData("2026-07-01", "2026-06-30")]
    [InlineData("2028-03-01", "2028-02-29")] // the day before is a leap day
    public void The_next_version_ends_the_one_in_force_on_the_day_before_it_begins(string from, string ends)
    {
        var planned = Plan(Document(3, from), TwoVersions);

        Assert.Equal([new VersionInterval(2, new DateOnly(2018, 1, 1), DateOnly.Parse(ends, null))], planned.Value.Ends);
    }

    [Fact]
    public void The_first_version_ends_nothing_and_a_version_that_ended_before_stays_as_it_was()
    {
        Assert.Empty(Plan(Document(1, "2026-03-01"), []).Value.Ends);
        Assert.Empty(Plan(Document(2, "2026-03-01"), TwoVersions[..1]).Value.Ends);
    }

    [Fact]
    public void An_announced_end_that_is_too_late_is_brought_forward() =>
        Assert.Equal([new VersionInterval(1, new DateOnly(2015, 1, 1), new DateOnly(2026, 6, 30))], Plan(Document(2, "2026-07-01"), [new(1, new DateOnly(2015, 1, 1), new DateOnly(2027, 1, 1))]).Value.Ends);

    [Theory]
    [InlineData(3, "2026-02-28", "requirement_set.effective_in_past")] // yesterday at the board
    [InlineData(2, "2026-07-01", "requirement_set.number_not_next")] // published already
    [InlineData(4, "2026-07-01", "requirement_set.number_not_next")] // one is left out
    public void A_version_takes_the_next_number_and_begins_no_earlier_than_today(int version, string from, string code) =>
        Assert.Equal((code, "document"), (Plan(Document(version, from), TwoVersions).Refusal?.Code, Plan(Document(version, from), TwoVersions).Refusal?.Fields?.Keys.Single()));

    [Theory]
    [InlineData("2026-12-31")] // before the announced one begins
    [InlineData("2027-01-01")] // on the same day
    public void Two_versions_never_share_a_day(string from)
    {
        var refusal = Plan(Document(4, from), [.. TwoVersions, new(3, new DateOnly(2027, 1, 1), null)]).Refusal;
        Assert.Equal("requirement_set.days_shared", refusal?.Code);
        Assert.Equal(["document"], refusal!.Fields!.Keys); // the first day belongs to no element
    }

    [Fact]
    public void Whatever_is_published_on_any_day_one_version_at_most_is_in_force()
    {
        List<VersionInterval> published = [];
        foreach (var (from, number) in ((string[])["2026-03-01", "2026-03-02", "2026-09-01", "2030-01-01"]).Select((day, i) => (day, i + 1)))
        {
            var planned = Plan(Document(number, from), published).Value;
            published = [.. published.Select(v => planned.Ends.SingleOrDefault(e => e.Number == v.Number) ?? v), new(number, planned.Set.EffectiveFrom, planned.Set.EffectiveUntil)];
        }

        for (var day = Today; day < new DateOnly(2031, 1, 1); day = day.AddDays(1))
        {
            Assert.Single(published, v => v.Covers(day));
        }
    }

    [Fact]
    public void A_document_of_another_credential_is_refused_with_every_member_that_differs()
    {
        var refused = Plan(Document(3, "2026-07-01").Replace("\"TEST\"", "\"OTHER\"", StringComparison.Ordinal).Replace("ncc-ap", "icrc", StringComparison.Ordinal), TwoVersions).Refusal!;

        Assert.Equal("requirement_set.does_not_fit", refused.Code);
        Assert.Equal(3, refused.Fields!["document"].Length);
    }

    [Fact]
    public void A_document_that_cannot_be_read_is_refused_with_its_problems_by_element()
    {
        var refused = Plan(Document(3, "2026-07-01").Replace("\"250h\"", "250", StringComparison.Ordinal), TwoVersions).Refusal!;

        Assert.Equal("requirement_set.invalid", refused.Code);
        Assert.Equal("practice", Assert.Single(refused.Fields!.Keys));
    }

    [Theory]
    [InlineData("""{ "element": "minutes", "id": "asked", "label": "L", "source": "board", "kind": "Practice", "atLeast": "250h", "window": { "months": 12, "until": "Expiry" } }""")]
    [InlineData("""{ "element": "minutes", "id": "asked", "label": "L", "source": "board", "kind": "Training", "atLeast": "20h", "parts": [ { "id": "part", "label": "L", "source": "board", "topics": ["ethics"], "atLeast": "2h", "window": { "after": "Lapse" } } ] }""")]
    [InlineData("""{ "element": "count", "id": "asked", "label": "L", "source": "board", "kind": "Reference", "atLeast": 3, "window": { "after": "PeriodStart" } }""")]
    [InlineData("""{ "element": "absence", "id": "asked", "label": "L", "source": "board", "kind": "Statement", "where": { "code": ["custody"] }, "window": { "months": 24, "until": "Expiry" } }""")]
    [InlineData("""{ "element": "age", "id": "asked", "label": "L", "source": "board", "atLeast": 18, "at": "Issue" }""")]
    [InlineData("""{ "element": "cadence", "id": "asked", "label": "L", "source": "board", "kind": "Supervision", "each": "Quarter", "spans": 4, "until": "Expiry" }""")]
    [InlineData("""{ "element": "time", "id": "asked", "label": "L", "source": "board", "kind": "Practice", "atLeastMonths": 6, "window": { "from": "PeriodStart" } }""")]
    [InlineData("""{ "element": "ratio", "id": "asked", "label": "L", "source": "board", "kind": "Supervision", "atLeast": "1h", "per": { "kind": "Practice", "amount": "20h" }, "window": { "from": "Issue" } }""")]
    public void What_is_asked_at_first_is_not_counted_from_days_that_only_a_credential_has(string asked)
    {
        var plain = Document(3, "2026-07-01");
        var document = plain[..plain.IndexOf("\"root\":", StringComparison.Ordinal)] + $$"""
            "root": { "element": "all", "id": "everything", "label": "L", "source": "board", "of": [ {{asked}} ] } }
            """;

        Assert.Null(RequirementSetReader.Read(document).Refusal);
        var refused = Plan(document, TwoVersions).Refusal!;

        Assert.Equal("requirement_set.invalid", refused.Code);
        Assert.Equal("asked", Assert.Single(refused.Fields!.Keys));
    }

    [Fact]
    public void Who_proposed_does_not_publish()
    {
        var (one, two) = (new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]));

        Assert.Equal("requirement_set.needs_second_person", PublicationRule.RefuseConfirming(one, one)?.Code);
        Assert.Null(PublicationRule.RefuseConfirming(one, two));
    }

    [Theory]
    [InlineData(MovedApplications.None, null, true)]
    [InlineData(MovedApplications.All, null, true)]
    [InlineData(MovedApplications.ReceivedFrom, "2026-02-01", true)]
    [InlineData(MovedApplications.ReceivedFrom, null, false)]
    [InlineData(MovedApplications.None, "2026-02-01", false)]
    [InlineData(MovedApplications.All, "2026-02-01", false)]
    [InlineData((MovedApplications)9, null, false)]
    public void A_day_of_receipt_is_said_exactly_where_one_is_needed(MovedApplications moves, string? day, bool complete) =>
        Assert.Equal(complete, new MoveClause(moves, day is null ? null : DateOnly.Parse(day, null)).IsComplete);

    [Fact]
    public void Nobody_moves_unless_it_is_said()
    {
        Assert.Null(new MoveClause(MovedApplications.None, null).FirstDay);
        Assert.Equal(DateOnly.MinValue, new MoveClause(MovedApplications.All, null).FirstDay);
        Assert.Equal(Today, new MoveClause(MovedApplications.ReceivedFrom, Today).FirstDay);
    }

    private static Outcome<PlannedVersion> Plan(string document, IReadOnlyCollection<VersionInterval> published) =>
        PublicationRule.Plan(document, new PublicationTarget("ncc-ap", "TEST", "TEST", published, Today));

    private static string Document(int version, string from) => $$"""
        {
          "board": "ncc-ap", "credentialType": "TEST", "publicTitle": "Test", "numberPrefix": "TEST",
          "version": {{version}}, "effectiveFrom": "{{from}}", "decidingDate": "Receipt", "period": { "months": 24, "source": "board" },
          "topics": { "ethics": "Ethics" }, "sources": { "board": { "title": "Order of the board", "date": "2026-03-14" } },
          "root": { "element": "minutes", "id": "practice", "label": "250 hours of practice", "source": "board", "kind": "Practice", "atLeast": "250h" }
        }
        """;
}
