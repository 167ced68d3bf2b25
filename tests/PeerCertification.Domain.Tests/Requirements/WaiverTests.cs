using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class WaiverTests
{
    private static readonly MinutesSum Practicum = Minutes(EvidenceKind.Practice, 600, id: "practicum") with { Waivable = true };

    [Theory]
    [InlineData(null, 0, true)] // all of it
    [InlineData(300, 300, true)]
    [InlineData(300, 299, false)]
    [InlineData(0, 599, false)]
    public void A_waiver_lets_somebody_off_all_of_it_or_so_much(int? amount, int minutes, bool isMet)
    {
        var finding = Judge(Practicum, Waived("practicum", amount, minutes == 0 ? [] : [Practice(1, minutes)]));
        Assert.Equal((isMet, isMet ? "Ten years of the same work." : null, isMet), (finding.IsMet, finding.Waived, finding.Cure is null));
        Assert.Equal(minutes, finding.Have); // what is there is told as it is
    }

    [Fact]
    public void What_the_rules_do_not_call_waivable_is_asked_all_the_same() =>
        Assert.False(Judge(Practicum with { Waivable = false }, Waived("practicum", null)).IsMet);

    [Fact]
    public void It_is_for_the_one_requirement_that_it_names() =>
        Assert.False(Judge(Practicum, Waived("classwork", null)).IsMet);

    [Fact]
    public void What_is_met_is_not_waived() => Assert.Null(Judge(Practicum, Waived("practicum", null, Practice(1, 600))).Waived);

    [Fact]
    public void So_many_hours_less_do_not_let_anybody_off_a_minimum_inside()
    {
        var sum = Minutes(EvidenceKind.Training, 600, parts: [Floor("ethics", 120)], id: "training") with { Waivable = true };
        Assert.False(Judge(sum, Waived("training", 60, Training(1, "advocacy", 600))).IsMet); // two hours on ethics are missing
        Assert.True(Judge(sum, Waived("training", 120, Training(1, "advocacy", 600))).IsMet);
        Assert.True(Judge(sum, Waived("training", 60, Training(1, "ethics", 540))).IsMet);
    }

    [Fact]
    public void A_requirement_made_of_others_takes_the_waived_one_as_met()
    {
        var finding = Judge(AtLeast(2, Practicum, Recovery(24)), Waived("practicum", null));
        Assert.Equal((true, 2), (finding.IsMet, finding.Have));
    }

    [Fact]
    public void So_much_less_of_what_cannot_be_counted_is_nothing() =>
        Assert.False(Judge(new Age("age", "Under 30", Source, null, 30, null, null) { Waivable = true }, Waived("age", 1) with { BirthDate = new DateOnly(1980, 1, 1) }).IsMet);

    private static Facts Waived(string id, int? amount, params EvidenceFact[] evidence) => Accepted(evidence) with { Waivers = [new Waiver(id, amount, "Ten years of the same work.")] };

    [Theory]
    [InlineData("2018-01-14", false)]
    [InlineData("2018-01-15", true)] // NAADAC's offer of 2018: no test for those who apply within the year
    [InlineData("2018-12-31", true)]
    [InlineData("2019-01-01", false)]
    public void An_exception_in_the_rules_lets_off_those_whose_day_is_inside(string receivedOn, bool isMet)
    {
        var exam = new ExamPassed("exam", "The exam", Rules.Source, "NCPRSS", Window.Always);
        var offer = new RuleException("offer", "No test in 2018", Rules.Source, new DateOnly(2018, 1, 15), new DateOnly(2018, 12, 31), DecidingDate.Receipt, null, null, false, ["exam"], null, null, []);
        var set = Rules.Set(exam);
        set = set with { Life = set.Life with { Exceptions = [offer] } };
        var received = DateOnly.Parse(receivedOn, System.Globalization.CultureInfo.InvariantCulture);

        var finding = RequirementEvaluator.Evaluate(set, Entries.Accepted() with { Days = new Dictionary<string, DateOnly> { ["Receipt"] = received } }, received.AddDays(20)).Root;

        Assert.Equal((isMet, isMet ? "No test in 2018" : null), (finding.IsMet, finding.Waived));
    }
}
