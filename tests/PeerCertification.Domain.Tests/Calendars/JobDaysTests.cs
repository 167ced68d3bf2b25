using PeerCertification.Domain.Calendars;

namespace PeerCertification.Domain.Tests.Calendars;

public sealed class JobDaysTests
{
    private static readonly DateOnly Today = new(2028, 3, 2);

    [Fact]
    public void A_job_that_was_never_done_begins_today() => Assert.Equal([Today], JobDays.Due(null, Days(), Today));

    [Fact]
    public void Missed_days_come_before_today_oldest_first() =>
        Assert.Equal([new(2028, 2, 28), new(2028, 2, 29), new(2028, 3, 1), Today], JobDays.Due(new DateOnly(2028, 2, 27), Days("2028-02-27"), Today));

    [Fact]
    public void A_day_that_was_done_out_of_turn_is_not_done_again_and_hides_none_before_it() =>
        Assert.Equal([new(2028, 2, 28), new(2028, 3, 1), Today], JobDays.Due(new DateOnly(2028, 2, 27), Days("2028-02-27", "2028-02-29", "2028-03-02"), Today));

    [Theory]
    [InlineData("2028-03-01", "begun yesterday")]
    [InlineData("2028-03-02", "begun today")]
    [InlineData("2028-03-03", "begun on a later day, before the clock was set back")]
    public void Where_nothing_was_missed_only_today_is_due(string firstOn, string why) =>
        Assert.True(JobDays.Due(DateOnly.Parse(firstOn, null), Days(firstOn), Today) is [var day] && day == Today, why);

    [Fact]
    public void Days_missed_too_long_ago_are_given_up()
    {
        var due = JobDays.Due(new DateOnly(2020, 1, 1), Days("2020-01-01"), Today);

        Assert.Equal((JobDays.MostCaughtUp + 1, Today.AddDays(-JobDays.MostCaughtUp), Today), (due.Count, due[0], due[^1]));
    }

    [Fact]
    public void Today_and_every_past_day_can_be_asked_for()
    {
        Assert.Equal(Today, JobDays.Asked(null, Today).Value);
        Assert.Equal(Today, JobDays.Asked(Today, Today).Value);
        Assert.Equal(new DateOnly(2019, 1, 1), JobDays.Asked(new DateOnly(2019, 1, 1), Today).Value);
    }

    [Fact]
    public void Tomorrow_cannot_be_asked_for() => Assert.Equal("job.day_in_future", JobDays.Asked(Today.AddDays(1), Today).Refusal?.Code);

    private static HashSet<DateOnly> Days(params string[] days) => [.. days.Select(d => DateOnly.Parse(d, null))];
}
