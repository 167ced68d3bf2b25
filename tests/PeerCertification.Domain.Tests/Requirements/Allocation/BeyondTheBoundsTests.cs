using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements.Allocation;

/// <summary>Files with more entries than the search works through: they are judged all the same, and what comes out says so.</summary>
public class BeyondTheBoundsTests
{
    [Theory]
    [InlineData(20, false)]
    [InlineData(400, true)]
    public void What_is_not_met_says_whether_every_way_was_tried(int entries, bool beyond)
    {
        var finding = Judge(Asked(hours: 10_000), File(entries));

        Assert.False(finding.IsMet);
        Assert.Equal(beyond, finding.NotEveryWayTried);
        Assert.Equal(beyond, finding.Cure!.EndsWith("ask the board to look.", StringComparison.Ordinal));
        Assert.InRange(finding.Of[0].Have, 1, 60);
    }

    [Fact]
    public void What_is_met_is_met_however_it_was_found()
    {
        var finding = Judge(Asked(hours: 1), File(400));

        Assert.True(finding.IsMet);
        Assert.Null(finding.Cure);
    }

    /// <summary>A maximum of one topic and one of a mode that cross.</summary>
    private static Requirement Asked(int hours) => Minutes(
        EvidenceKind.Training,
        hours * 60,
        parts: [new MinutesPart("a-most", "Topic a", Source, 0, 60, null, Topics("a"), Window.Always, false, []), Cap(60, TrainingMode.LiveOnline), Floor("b", 30)]);

    private static Facts File(int entries) => Entries.Accepted([.. Enumerable.Range(0, entries).Select(i =>
        Entries.Training(i, [new TopicMinutes("a", 5), new TopicMinutes("b", 5), new TopicMinutes("c", 3)], mode: (TrainingMode)(i % 3)) with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = 7 })]);
}
