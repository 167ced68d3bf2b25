using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Domain.Tests.Requirements.Publication;

public class PublicTitlesTests
{
    private static readonly DateTime First = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly DateTime Second = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The first version ends with 2026; the second begins after two months without rules.</summary>
    private static readonly TitledVersion[] Versions =
    [
        new(Set(1, "2020-01-01", "A") with { EffectiveUntil = new DateOnly(2026, 12, 31) }, First),
        new(Set(2, "2027-03-01", "B"), Second),
    ];

    [Theory]
    [InlineData("2019-12-31", "A")] // before the first version
    [InlineData("2026-12-31", "A")]
    [InlineData("2027-02-28", "A")] // between the versions
    [InlineData("2027-03-01", "B")]
    [InlineData("2099-01-01", "B")]
    public void The_version_in_force_gives_the_title_and_between_versions_the_one_before(string day, string title) =>
        Assert.Equal(title, PublicTitles.On(DateOnly.Parse(day, null), Second, Versions, "first"));

    [Fact]
    public void What_was_published_later_is_not_known_and_before_all_the_title_of_the_type_holds()
    {
        Assert.Equal("A", PublicTitles.On(new DateOnly(2027, 3, 1), Second.AddTicks(-1), Versions, "first"));
        Assert.Equal("first", PublicTitles.On(new DateOnly(2027, 3, 1), First.AddTicks(-1), Versions, "first"));
    }

    private static RequirementSet Set(int version, string from, string title) => RequirementSetReader.Read($$"""
        {
          "board": "ncc-ap", "credentialType": "TEST", "publicTitle": "{{title}}", "numberPrefix": "TEST",
          "version": {{version}}, "effectiveFrom": "{{from}}", "decidingDate": "Receipt", "period": { "months": 24, "source": "board" },
          "topics": { "ethics": "Ethics" }, "sources": { "board": { "title": "Order of the board", "date": "2026-03-14" } },
          "root": { "element": "minutes", "id": "practice", "label": "250 hours of practice", "source": "board", "kind": "Practice", "atLeast": "250h" }
        }
        """).Value;
}
