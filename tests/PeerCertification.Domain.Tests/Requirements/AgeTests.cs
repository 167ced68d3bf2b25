using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class AgeTests
{
    [Theory]
    [InlineData("2008-03-02", false, "Wait until you are 18.")] // 18 tomorrow
    [InlineData("2008-03-01", true, null)] // 18 today
    [InlineData("1995-03-02", true, null)] // 31 tomorrow
    [InlineData("1995-03-01", false, "This is for people up to the age of 30.")] // 31 today
    [InlineData(null, false, "Tell us the dates that your age is counted from.")]
    [InlineData("2030-01-01", false, "Wait until you are 18.")] // not born yet
    public void Both_ends_are_inside(string? born, bool isMet, string? cure)
    {
        var finding = Judge(Years(18, 30), Born(born));
        Assert.Equal((isMet, cure), (finding.IsMet, finding.Cure));
    }

    [Theory]
    [InlineData("2026-02-27", false)]
    [InlineData("2026-02-28", true)] // no 29 February in 2026
    public void Somebody_born_on_29_February_is_a_year_older_on_the_28th(string on, bool isMet) =>
        Assert.Equal(isMet, Judge(Years(18, null), Born("2008-02-29"), Day(on)).IsMet);

    [Theory]
    [InlineData("2028-02-28", false)] // there is one in 2028
    [InlineData("2028-02-29", true)]
    public void In_a_leap_year_it_is_the_29th(string on, bool isMet) => Assert.Equal(isMet, Judge(Years(20, null), Born("2008-02-29"), Day(on)).IsMet);

    [Fact]
    public void It_is_asked_on_the_day_that_the_rules_name()
    {
        var facts = Born("2008-03-01") with { Days = new Dictionary<string, DateOnly> { ["Issue"] = Day("2026-02-28"), ["Submission"] = Day("2026-03-01") } };
        Assert.False(Judge(Years(18, null) with { At = Anchor.Issue }, facts).IsMet);
        Assert.True(Judge(Years(18, null) with { At = Anchor.Submission }, facts).IsMet);
        Assert.False(Judge(Years(18, null) with { At = Anchor.Lapse }, facts).IsMet); // that day is not known
        Assert.True(Judge(Years(18, null) with { At = Anchor.Decision }, facts).IsMet); // not given, so it is the day of the check
    }

    [Theory]
    [InlineData("2022-02-28", false, "This is for people who were 14 or older then.")] // 13; no waiting helps
    [InlineData("2022-03-01", true, null)]
    [InlineData("2034-02-28", true, null)] // 25
    [InlineData("2034-03-01", false, "This is for people up to the age of 25.")]
    public void It_is_asked_on_the_first_day_of_what_happened(string happened, bool isMet, string? cure)
    {
        var age = Years(14, 25) with { AtStatement = "event" };
        var finding = Judge(age, Born("2008-03-01", Statement(1, "other", Day("2000-01-01")), Statement(2, "EVENT", Day(happened))), Day("2040-01-01"));
        Assert.Equal((isMet, cure), (finding.IsMet, finding.Cure));
    }

    [Theory]
    [InlineData(EvidenceState.Rejected, 0, false)]
    [InlineData(EvidenceState.Claimed, 0, false)] // declined by the one who was asked
    [InlineData(EvidenceState.Claimed, null, true)]
    public void What_is_not_good_did_not_happen(EvidenceState state, int? attested, bool isMet)
    {
        var happened = Statement(1, "event", Day("2024-01-01")) with { State = state, AttestedMinutes = attested };
        Assert.Equal(isMet, Judge(Years(14, null) with { AtStatement = "event" }, Born("2008-03-01", happened) with { Basis = FactBasis.Claimed }).IsMet);
    }

    [Fact]
    public void A_finding_does_not_tell_how_old_somebody_is()
    {
        Assert.All(["2008-03-02", "2020-01-01", "1960-01-01"], born => Assert.Equal(0, Judge(Years(18, 30), Born(born)).Have));
        Assert.All(["2008-03-01", "2000-01-01"], born => Assert.Equal(18, Judge(Years(18, 30), Born(born)).Have));
    }

    [Fact]
    public void The_ends_of_the_calendar_do_no_harm()
    {
        Assert.True(Judge(Years(18, null), Accepted() with { BirthDate = DateOnly.MinValue }, DateOnly.MaxValue).IsMet);
        Assert.False(Judge(Years(18, null), Accepted() with { BirthDate = DateOnly.MaxValue }, DateOnly.MinValue).IsMet);
    }

    [Theory]
    [InlineData("\"at\": \"Issue\"")]
    [InlineData("\"atLeast\": 30, \"atMost\": 18")]
    [InlineData("\"atLeast\": 18, \"at\": \"Issue\", \"atStatement\": \"event\"")]
    public void An_age_that_says_nothing_or_two_things_is_refused(string members) => Assert.NotEmpty(Problem("age", members));

    private static Age Years(int? atLeast, int? atMost) => new("age", "An age", Source, atLeast, atMost, null, null);

    private static Facts Born(string? day, params EvidenceFact[] evidence) => Accepted(evidence) with { BirthDate = day is null ? null : Day(day) };
}
