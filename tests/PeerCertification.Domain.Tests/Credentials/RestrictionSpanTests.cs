using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Tests.Credentials;

public class RestrictionSpanTests
{
    private static readonly DateTime Imposed = new(2026, 2, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly RestrictionSpan Term = new(new(2026, 2, 1), new(2026, 6, 30), Imposed);

    [Theory]
    [InlineData(1, 31, false)] // the day before
    [InlineData(2, 1, true)]
    [InlineData(6, 30, true)] // the last day
    [InlineData(7, 1, false)]
    public void It_holds_from_its_first_day_to_the_end_of_its_last(int month, int day, bool holds) =>
        Assert.Equal(holds, Term.HoldsOn(new(2026, month, day), Imposed));

    [Fact]
    public void Before_it_was_recorded_it_was_not_known()
    {
        Assert.False(Term.HoldsOn(new(2026, 3, 1), Imposed.AddTicks(-1)));
        Assert.Null(Term.LastChange(Imposed.AddTicks(-1)));
    }

    [Fact]
    public void Ended_it_is_over_after_that_day_and_was_not_before_that_was_known()
    {
        var ended = Term.End(new(2026, 3, 10), Imposed.AddDays(40)).Value;

        Assert.True(ended.HoldsOn(new(2026, 3, 10), Imposed.AddDays(40)));
        Assert.False(ended.HoldsOn(new(2026, 3, 11), Imposed.AddDays(40)));
        Assert.True(ended.HoldsOn(new(2026, 3, 11), Imposed.AddDays(39)));
        Assert.Equal(Imposed, ended.LastChange(Imposed.AddDays(39)));
        Assert.Equal(Imposed.AddDays(40), ended.LastChange(Imposed.AddDays(40)));
    }

    [Fact]
    public void Without_a_last_day_it_holds_on() =>
        Assert.True((Term with { UntilOn = null }).HoldsOn(new(2099, 1, 1), Imposed));

    [Theory]
    [InlineData("2026-01-30", "restriction.end_out_of_term")]
    [InlineData("2026-01-31", null)] // taken back as a whole
    [InlineData("2026-06-30", null)]
    [InlineData("2026-07-01", "restriction.end_out_of_term")]
    public void It_can_be_ended_within_its_term(string on, string? code) =>
        Assert.Equal(code, Term.End(DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture), Imposed).Refusal?.Code);

    [Fact]
    public void One_that_holds_from_the_first_day_of_the_calendar_can_be_ended() =>
        Assert.Equal(DateOnly.MinValue, (Term with { FromOn = DateOnly.MinValue }).End(DateOnly.MinValue, Imposed).Value.EndedOn);

    [Fact]
    public void It_is_ended_once() =>
        Assert.Equal("restriction.already_ended", Term.End(new(2026, 3, 10), Imposed).Value.End(new(2026, 3, 11), Imposed).Refusal?.Code);
}
