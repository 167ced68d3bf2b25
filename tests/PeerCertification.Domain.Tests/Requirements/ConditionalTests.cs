using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class ConditionalTests
{
    private static readonly EntriesCounted IsSupervisor = new("is-supervisor", "A supervisor", Source, EvidenceKind.Statement, Where("code", "supervisor"), 1, false, false, Window.Always);
    private static readonly MinutesSum SixHours = Minutes(EvidenceKind.Training, 360, id: "six-hours");
    private static readonly Conditional Supervisors = new("supervisors", "Supervisors learn", Source, IsSupervisor, SixHours, null);
    private static readonly EvidenceFact Supervisor = Statement(1, "supervisor", new DateOnly(2024, 1, 1));

    [Fact]
    public void Those_who_meet_the_condition_owe_what_follows()
    {
        var finding = Judge(Supervisors, Accepted(Supervisor, Training(2, "ethics", 359)));
        Assert.Equal((false, 0, 1, FindingUnit.Requirements, "Add 1 minute of training."), (finding.IsMet, finding.Have, finding.Need, finding.Unit, finding.Cure));
        Assert.Equal("six-hours", finding.Of.Single().Id);
        Assert.True(Judge(Supervisors, Accepted(Supervisor, Training(2, "ethics", 360))).IsMet);
    }

    [Fact]
    public void Others_owe_nothing()
    {
        var finding = Judge(Supervisors, Accepted());
        Assert.Equal((true, 0, 0, null), (finding.IsMet, finding.Have, finding.Need, finding.Cure));
        Assert.Empty(finding.Of);
    }

    [Fact]
    public void Or_they_owe_something_else()
    {
        var either = Supervisors with { Otherwise = Recovery(24) };
        Assert.Equal("recovery", Judge(either, Accepted() with { RecoverySince = null }).Of.Single().Id);
        Assert.True(Judge(either, Accepted()).IsMet);
        Assert.Equal("six-hours", Judge(either, Accepted(Supervisor)).Of.Single().Id);
    }

    [Fact]
    public void What_is_only_claimed_makes_nobody_owe_when_it_comes_to_granting()
    {
        Assert.True(Judge(Supervisors, Accepted(Supervisor.OnlyClaimed())).IsMet);
        Assert.False(Judge(Supervisors, Claimed(Supervisor.OnlyClaimed())).IsMet);
    }

    [Fact]
    public void The_way_through_a_condition_is_weighed_by_what_it_asks() =>
        Assert.Equal("Meet any one of the 2 requirements that are still open. The shortest way: Supervisors learn.", Judge(AtLeast(1, Minutes(EvidenceKind.Training, 400), Supervisors), Accepted(Supervisor)).Cure);

    [Theory]
    [InlineData("if")]
    [InlineData("then")]
    public void A_condition_without_both_its_sides_is_refused(string side)
    {
        var recovery = Element("recovery", "\"atLeastMonths\": 24", "recovery");
        Assert.Contains($"\"{(side == "if" ? "then" : "if")}\" is missing", Problem("when", $"\"{side}\": {recovery}"), StringComparison.Ordinal);
    }
}
