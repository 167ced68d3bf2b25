using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class EffortTests
{
    [Fact]
    public void Minutes_weigh_more_than_things_and_things_more_than_waiting()
    {
        Effort[] ordered = [default, new(0, 0, 600), new(0, 1, 0), new(0, 1, 1), new(0, 20, 0), new(1, 0, 0), new(1, 0, 5), new(60, 0, 0)];
        Assert.Equal(ordered, ordered.Reverse().Order());
        Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First < pair.Second && pair.Second > pair.First && pair.First <= pair.Second && !(pair.First >= pair.Second)));
    }

    [Fact]
    public void What_is_met_takes_nothing() => Assert.Equal(default, Effort.Of(Judge(Recovery(24), Accepted())));

    [Fact]
    public void Each_unit_is_weighed_in_its_own_way()
    {
        Assert.Equal(new Effort(60, 0, 0), Of(Minutes(EvidenceKind.Training, 60)));
        Assert.Equal(new Effort(0, 0, 24), Of(Recovery(24)));
        Assert.Equal(new Effort(0, 0, 216), Of(new Age("age", "18", Source, 18, null, null, null)));
        Assert.Equal(new Effort(0, 1, 0), Of(new Age("age", "Under 18", Source, null, 17, null, null)));
        Assert.Equal(new Effort(0, 1, 0), Of(new FeePaid("fee", "A fee", Source, "Application", 23500)));
        Assert.Equal(new Effort(0, 3, 0), Of(new EntriesCounted("three", "Three", Source, EvidenceKind.Reference, EntryFilter.Everything, 3, false, false, Window.Always)));
    }

    [Fact]
    public void A_minimum_inside_a_sum_that_is_full_is_still_to_do() =>
        Assert.Equal(new Effort(30, 0, 0), Effort.Of(Judge(Minutes(EvidenceKind.Training, 60, parts: [Floor("ethics", 30)]), Accepted(Training(1, "advocacy", 90)))));

    [Fact]
    public void Of_alternatives_the_least_counts_and_of_several_all_together()
    {
        var (hours, exam) = (Minutes(EvidenceKind.Training, 60), new ExamPassed("exam", "The exam", Source, "NCPRSS", Window.Always));
        Assert.Equal(new Effort(0, 1, 0), Of(AtLeast(1, hours, exam)));
        Assert.Equal(new Effort(60, 1, 24), Of(AtLeast(3, hours, exam, Recovery(24))));
        Assert.Equal(new Effort(0, 1, 24), Of(AtLeast(2, hours, exam, Recovery(24)))); // the two with the least
        Assert.Equal(new Effort(60, 0, 24), Of(AtLeast(2, hours, AtLeast(2, Recovery(24, "other"), hours) with { Id = "both" }, Recovery(24)))); // waits run side by side
    }

    [Fact]
    public void Nothing_overflows() =>
        Assert.Equal(2L * int.MaxValue, Of(AtLeast(2, Minutes(EvidenceKind.Training, int.MaxValue, id: "one"), Minutes(EvidenceKind.Practice, int.MaxValue, id: "two"))).Minutes);

    private static Effort Of(Requirement requirement) => Effort.Of(Judge(requirement, Accepted() with { RecoverySince = null }));
}
