using System.Globalization;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Domain.Tests.ContinuingEducation;

public class ApprovalTests
{
    private static readonly DateOnly First = new(2026, 2, 1);

    private static readonly DateOnly Last = new(2026, 2, 28);

    [Fact]
    public void The_life_of_a_request_is_this_table_and_nothing_else()
    {
        var moves = new Dictionary<ApprovalState, string>
        {
            // In the order Approve Refuse Retract Withdraw; - where it is refused.
            [ApprovalState.Requested] = "Approved Refused Retracted -",
            [ApprovalState.Approved] = "- - - Withdrawn",
            [ApprovalState.Refused] = "- - - -",
            [ApprovalState.Retracted] = "- - - -",
            [ApprovalState.Withdrawn] = "- - - -",
        };
        foreach (var state in Enum.GetValues<ApprovalState>())
        {
            var row = Enum.GetValues<ApprovalAct>().Select(act => ApprovalLifecycle.Table.Decide(state, act)).Select(o => o.Refusal is null ? o.Value.ToString() : "-");
            Assert.Equal($"{state}: {moves[state]}", $"{state}: {string.Join(' ', row)}");
        }
    }

    [Theory]
    [InlineData("2026-01-31", false)] // the day before
    [InlineData("2026-02-01", true)] // the first day
    [InlineData("2026-02-28", true)] // the last day
    [InlineData("2026-03-01", false)] // the day after
    public void Both_ends_of_an_approval_are_inside(string day, bool covers) =>
        Assert.Equal(covers, new ApprovalInterval(First, Last, null, []).Covers(On(day)));

    [Theory]
    [InlineData("2026-02-14", true)] // the day before the withdrawal
    [InlineData("2026-02-15", false)] // from this day
    public void A_withdrawn_approval_holds_to_the_day_before(string day, bool covers) =>
        Assert.Equal(covers, new ApprovalInterval(First, Last, new DateOnly(2026, 2, 15), []).Covers(On(day)));

    [Fact]
    public void One_without_an_end_goes_on_and_one_withdrawn_from_its_first_day_never_held()
    {
        Assert.True(new ApprovalInterval(First, null, null, []).Covers(DateOnly.MaxValue));
        Assert.False(new ApprovalInterval(First, null, First, []).Covers(First));
    }

    [Theory]
    [InlineData("2026-01-31", false, false)] // neither
    [InlineData("2026-02-01", true, false)] // the provider's first day
    [InlineData("2026-02-10", true, true)] // the course's first day
    [InlineData("2026-02-20", true, true)] // the course's last day
    [InlineData("2026-02-21", true, false)]
    [InlineData("2026-03-01", false, false)] // the provider's is over
    [InlineData("2026-03-12", false, false)] // the course is approved again, and its provider is not
    public void A_course_is_approved_on_a_day_only_where_its_provider_is(string day, bool provider, bool course)
    {
        var approval = CourseApproval.On(
            On(day),
            [new ApprovalInterval(First, Last, null, [])],
            [new ApprovalInterval(new DateOnly(2026, 2, 10), new DateOnly(2026, 2, 20), null, []), new ApprovalInterval(new DateOnly(2026, 3, 10), null, null, [])]);

        Assert.Equal((provider, course), (approval.IsProvider, approval.IsCourse));
    }

    [Fact]
    public void Intervals_may_follow_each_other_and_overlap()
    {
        ApprovalInterval[] twice = [new(First, Last, null, ["one"]), new(Last, null, null, ["two"])];

        Assert.Equal(["approved-provider", "one", "two"], CourseApproval.On(Last, twice, []).Tags);
        Assert.Equal(["approved-provider", "two"], CourseApproval.On(Last.AddDays(1), twice, []).Tags);
    }

    [Fact]
    public void The_words_of_a_course_are_good_only_while_it_is_approved()
    {
        ApprovalInterval[] provider = [new(First, Last, null, ["nycb-approved"])];
        ApprovalInterval[] course = [new(First, First, null, ["approved-course"])];

        Assert.Equal(["approved", "approved-course", "approved-provider", "nycb-approved"], CourseApproval.On(First, provider, course).Tags);
        Assert.Equal(["approved-provider", "nycb-approved"], CourseApproval.On(Last, provider, course).Tags);
        Assert.Empty(CourseApproval.On(First, [], course).Tags);
    }

    [Theory]
    [InlineData("2026-02-01", null)] // a day long
    [InlineData("2026-01-31", "training_approval.ends_before_start")]
    [InlineData(null, null)] // without an end
    public void An_approval_does_not_end_before_it_begins(string? until, string? code) =>
        Assert.Equal(code, ApprovalRules.RefuseInterval(First, until is null ? null : On(until))?.Code);

    [Theory]
    [InlineData("2026-02-14", "training_approval.withdrawal_in_the_past")] // yesterday
    [InlineData("2026-02-15", null)] // today
    [InlineData("2026-02-28", null)] // its last day
    [InlineData("2026-03-01", "training_approval.ended_by_then")]
    public void It_is_withdrawn_from_today_to_its_last_day(string from, string? code) =>
        Assert.Equal(code, ApprovalRules.RefuseWithdrawal(Last, On(from), today: new DateOnly(2026, 2, 15))?.Code);

    [Fact]
    public void One_without_an_end_can_be_withdrawn_from_any_later_day() => Assert.Null(ApprovalRules.RefuseWithdrawal(null, DateOnly.MaxValue, Last));

    [Theory]
    [InlineData(true, false, "training_approval.provider_first")]
    [InlineData(true, true, null)]
    [InlineData(false, false, null)]
    public void A_course_comes_after_its_provider(bool isForCourse, bool isKnown, string? code) =>
        Assert.Equal(code, ApprovalRules.RefuseRequest(isForCourse, isKnown)?.Code);

    private static DateOnly On(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
