using System.Globalization;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Domain.Tests.ContinuingEducation;

public class RosterTests
{
    private static readonly DateOnly Day = new(2026, 2, 10);

    [Fact]
    public void The_life_of_a_row_is_this_table_and_nothing_else()
    {
        var moves = new Dictionary<AttendanceState, string>
        {
            // In the order Match Supersede; - where it is refused.
            [AttendanceState.Waiting] = "Matched Superseded",
            [AttendanceState.Matched] = "- Superseded",
            [AttendanceState.Absent] = "- Superseded",
            [AttendanceState.Superseded] = "- -",
        };
        foreach (var state in Enum.GetValues<AttendanceState>())
        {
            var row = Enum.GetValues<AttendanceAct>().Select(act => AttendanceLifecycle.Table.Decide(state, act)).Select(o => o.Refusal is null ? o.Value.ToString() : "-");
            Assert.Equal($"{state}: {moves[state]}", $"{state}: {string.Join(' ', row)}");
        }
    }

    [Theory]
    [InlineData("Lopez", "Ana Maria Lopez", true)]
    [InlineData("  lópez ", "Ana Maria LOPEZ", true)] // capitals, blanks and accents
    [InlineData("Lopez", "Ana Maria López", true)]
    [InlineData("Maria Lopez", "Ana Maria Lopez", true)] // a family name of two words
    [InlineData("O'Neil", "Sean ONeil", true)]
    [InlineData("Smith-Jones", "Kim Smith Jones", true)]
    [InlineData("de la Cruz", "Eva de la Cruz, Jr.", true)]
    [InlineData("Reed III", "Sam Reed", true)]
    [InlineData("Ana", "Ana", true)] // somebody with one name
    [InlineData("Ana", "Ana Maria Lopez", false)] // a given name
    [InlineData("pez", "Ana Maria Lopez", false)] // a part of a word
    [InlineData("Lopes", "Ana Maria Lopez", false)]
    [InlineData("Eva Maria Ana Lopez", "Ana Lopez", false)] // more than there is
    [InlineData("", "Ana Lopez", false)]
    [InlineData("-.'", "Ana Lopez", false)]
    public void A_family_name_is_the_end_of_the_whole_name(string family, string whole, bool fits) => Assert.Equal(fits, FamilyName.Fits(family, whole));

    [Theory]
    [InlineData("2026-02-10", "2026-02-10", null)] // today
    [InlineData("2026-02-09", "2026-02-11", "roster.in_the_future")]
    [InlineData("2026-02-10", "2026-02-09", "roster.ends_before_start")]
    [InlineData("2026-02-01", "2026-02-04", "roster.provider_not_approved")] // the day before the approval
    [InlineData("2026-02-01", "2026-02-05", null)] // its last day is what counts
    [InlineData("2026-02-05", "2026-02-05", null)]
    public void A_session_is_over_and_was_held_by_an_approved_provider(string startsOn, string day, string? code) =>
        Assert.Equal(code, RosterRules.RefuseSession(On(startsOn), On(day), Day, [new ApprovalInterval(new DateOnly(2026, 2, 5), null, null, [])])?.Code);

    [Theory]
    [InlineData(1440, null)]
    [InlineData(1441, "roster.course_too_long")]
    public void A_course_fits_into_its_days(int minutes, string? code) => Assert.Equal(code, RosterRules.RefuseLength(Day, Day, minutes)?.Code);

    [Theory]
    [InlineData(0, false, "roster.minutes_not_possible")]
    [InlineData(0, true, null)] // a correction: did not come
    [InlineData(-1, true, "roster.minutes_not_possible")]
    [InlineData(1, false, null)]
    [InlineData(180, false, null)]
    [InlineData(181, false, "roster.minutes_not_possible")]
    public void Nobody_attends_more_than_there_was(int minutes, bool isCorrection, string? code) =>
        Assert.Equal(code, RosterRules.RefuseMinutes(minutes, 180, isCorrection)?.Code);

    [Fact]
    public void A_code_is_good_for_ninety_days()
    {
        var posted = new DateTime(2026, 2, 10, 12, 0, 0, DateTimeKind.Utc);

        Assert.True(RosterRules.IsGood(posted, posted.AddDays(90).AddTicks(-1)));
        Assert.False(RosterRules.IsGood(posted, posted.AddDays(90)));
    }

    private static DateOnly On(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
