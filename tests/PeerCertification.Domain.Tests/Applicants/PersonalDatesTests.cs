using PeerCertification.Domain.Applicants;

namespace PeerCertification.Domain.Tests.Applicants;

public class PersonalDatesTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("1984-05-17", "2019-02-03", null)]
    [InlineData("2026-03-01", "2026-03-01", null)] // born and recovering today
    [InlineData("2026-03-02", null, "applicant.birth_in_the_future")]
    [InlineData(null, "2026-03-02", "applicant.recovery_in_the_future")]
    [InlineData("1984-05-17", "1984-05-16", "applicant.recovery_before_birth")]
    [InlineData("1984-05-17", "1984-05-17", null)]
    public void The_days_of_a_life_come_in_order_and_have_come(string? birth, string? recovery, string? code) =>
        Assert.Equal(code, PersonalDates.Judge(Day(birth), Day(recovery), Today)?.Code);

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.Parse(day, null);
}
