using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class RatioTests
{
    private static readonly Ratio OneFor25 = new("ratio", "One hour for 25", Source, EvidenceKind.Supervision, EntryFilter.Everything, 60, EvidenceKind.Practice, EntryFilter.Everything, 1500, Window.Always);

    [Theory]
    [InlineData(1500, 60, 60, true)]
    [InlineData(1500, 59, 60, false)]
    [InlineData(1525, 60, 61, false)] // 25 minutes more ask for one minute more
    [InlineData(1501, 60, 61, false)] // and so does one: a part of a minute is rounded up
    [InlineData(750, 30, 30, true)]
    [InlineData(0, 0, 0, true)]
    [InlineData(2_000_000_000, 80_000_000, 80_000_000, true)]
    public void So_much_of_one_asks_for_so_much_of_the_other(int practice, int supervision, int need, bool isMet)
    {
        var finding = Judge(OneFor25, Accepted(Practice(1, practice), Supervision(2, supervision)));
        Assert.Equal((isMet, supervision, need, FindingUnit.Minutes), (finding.IsMet, finding.Have, finding.Need, finding.Unit));
    }

    [Fact]
    public void The_cure_is_more_of_what_is_short() => Assert.Equal("Add 1 hour 30 minutes of supervision.", Judge(OneFor25, Accepted(Practice(1, 3000), Supervision(2, 30))).Cure);

    [Fact]
    public void Only_what_is_meant_counts_on_either_side()
    {
        var ratio = OneFor25 with { Where = Topics("clinical"), PerWhere = Topics("group") };
        var finding = Judge(ratio, Accepted(Practice(1, 1500, "group"), Practice(2, 9000, "other"), Supervision(3, 60, "clinical"), Supervision(4, 30, "other")));
        Assert.Equal((true, 60, 60), (finding.IsMet, finding.Have, finding.Need));
        Assert.Equal((Id(4), 30, "topic_not_asked"), finding.NotCounted.Select(r => (r.EvidenceId, r.Amount, r.Code)).Single());
    }

    [Fact]
    public void Both_sides_are_looked_at_in_the_same_window()
    {
        var finding = Judge(OneFor25 with { Window = Within(12) }, Accepted(Practice(1, 1500), Practice(2, 1500, on: Day("2025-02-28")), Supervision(3, 60)));
        Assert.Equal((60, 60), (finding.Have, finding.Need));
    }

    [Fact]
    public void On_either_side_only_accepted_minutes_are_there()
    {
        var finding = Judge(OneFor25, Accepted(Practice(1, 3000) with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = 1500 }, Supervision(2, 60).OnlyClaimed()));
        Assert.Equal((0, 60), (finding.Have, finding.Need));
    }

    [Theory]
    [InlineData("\"kind\": \"Supervision\", \"atLeast\": \"1h\"", "\"per\" is missing")]
    [InlineData("\"kind\": \"Exam\", \"atLeast\": \"1h\", \"per\": { \"kind\": \"Practice\", \"amount\": \"25h\" }", "Exam has no minutes")]
    [InlineData("\"kind\": \"Supervision\", \"atLeast\": \"1h\", \"per\": { \"kind\": \"Statement\", \"amount\": \"25h\" }", "Statement has no minutes")]
    public void A_ratio_needs_two_sorts_of_minutes(string members, string problem) => Assert.StartsWith(problem, Problem("ratio", members), StringComparison.Ordinal);
}
