using FsCheck;
using FsCheck.Fluent;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Tests.Evidence;

public class EvidenceRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    private static readonly EvidenceDetail.Practice Morning = new(
        Today, 180, ServiceRole.PeerCoach, [SupportDomain.Emotional], Modality.Individual, "Center", null, Compensation.Paid, "Sam Reed", "sam@example.test", new TimeOnly(9, 0), new TimeOnly(12, 0));

    private static readonly EvidenceDetail.Practice Untimed = Morning with { StartsAt = null, EndsAt = null };

    private static readonly EvidenceDetail.Supervision Supervised = new(Today, 60, Modality.Individual, null, "Sam Reed", "sam@example.test");

    private static readonly EvidenceDetail.Training Course = new("Ethics", "Academy", Today.AddDays(-1), Today, TrainingMode.InPerson, [new TopicMinutes("ethics", 480)]);

    public static TheoryData<EvidenceDetail> OneOfEachKind =>
    [
        Course, Morning, Supervised, new EvidenceDetail.Exam("NCPRSS", Today, true, null), new EvidenceDetail.Reference("Rita", "rita@example.test", "Colleague", Today),
        new EvidenceDetail.Education(EducationLevel.Ged, "School", Today), new EvidenceDetail.SignedDocument("ethics", "1", Today),
    ];

    [Theory]
    [MemberData(nameof(OneOfEachKind))]
    public void A_plausible_entry_of_today_is_taken(EvidenceDetail entry) => Assert.Null(Judge(entry));

    [Theory]
    [MemberData(nameof(OneOfEachKind))]
    public void An_entry_of_a_day_that_has_not_come_is_refused(EvidenceDetail entry) => Assert.Equal("evidence.in_the_future", Judge(entry, Today.AddDays(-1)));

    [Theory]
    [InlineData(1, null)]
    [InlineData(0, "evidence.minutes_not_positive")]
    [InlineData(-1, "evidence.minutes_not_positive")]
    [InlineData(int.MinValue, "evidence.minutes_not_positive")]
    public void There_must_be_at_least_one_minute(int minutes, string? code)
    {
        Assert.Equal(code, Judge(Untimed with { PracticeMinutes = minutes }));
        Assert.Equal(code, Judge(Supervised with { SupervisionMinutes = minutes }));
        Assert.Equal(code, Judge(Course with { Topics = [new TopicMinutes("ethics", minutes)] }));
        Assert.Equal(code, Judge(Course with { Topics = [new TopicMinutes("ethics", 60), new TopicMinutes("advocacy", minutes)] }));
    }

    [Theory]
    [InlineData(120, 0, null)]
    [InlineData(120, 1, "evidence.too_long_ago")]
    [InlineData(9999, 0, "evidence.too_long_ago")] // the first day of the calendar
    public void Nothing_is_longer_ago_than_a_life(int years, int days, string? code)
    {
        var day = years == 9999 ? DateOnly.MinValue : Today.AddYears(-years).AddDays(-days);
        Assert.Equal(code, Judge(Untimed with { Day = day }));
        Assert.Equal(code, Judge(Course with { StartsOn = day }));
        Assert.Equal(code, Judge(new EvidenceDetail.Education(EducationLevel.Ged, "School", day)));
        Assert.Equal(code, Judge(new EvidenceDetail.Statement("residence", day, null, null)));
    }

    [Fact]
    public void What_goes_on_ends_within_fifty_years()
    {
        var contract = new EvidenceDetail.Statement("employment", Today, Today.AddYears(50), null);
        Assert.Null(Judge(contract));
        Assert.Equal("evidence.too_far_ahead", Judge(contract with { EndsOn = Today.AddYears(50).AddDays(1) }));
        Assert.Equal("evidence.too_far_ahead", Judge(contract with { EndsOn = DateOnly.MaxValue }));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(10_000, null)]
    [InlineData(-1, "evidence.score_not_possible")]
    [InlineData(10_001, "evidence.score_not_possible")]
    [InlineData(int.MinValue, "evidence.score_not_possible")]
    [InlineData(int.MaxValue, "evidence.score_not_possible")]
    public void A_score_is_one_that_exams_give(int score, string? code) => Assert.Equal(code, Judge(new EvidenceDetail.Exam("NCPRSS", Today, true, score)));

    [Fact]
    public void A_course_without_topics_has_no_minutes() => Assert.Equal("evidence.minutes_not_positive", Judge(Course with { Topics = [] }));

    [Theory]
    [InlineData("ana@example.test")]
    [InlineData(" Ana+Work@Example.TEST ")]
    public void Nobody_vouches_for_themselves(string own)
    {
        Assert.Equal("evidence.supervisor_is_applicant", Judge(Morning with { SupervisorEmail = own }));
        Assert.Equal("evidence.supervisor_is_applicant", Judge(Supervised with { SupervisorEmail = own }));
        Assert.Equal("evidence.referee_is_applicant", Judge(new EvidenceDetail.Reference("Ana", own, "Self", Today)));
    }

    [Theory]
    [InlineData(2880, null)] // two days
    [InlineData(2881, "evidence.training_too_long")]
    [InlineData(int.MaxValue, "evidence.training_too_long")]
    public void A_course_is_no_longer_than_its_days(int minutes, string? code) => Assert.Equal(code, Judge(Course with { Topics = [new TopicMinutes("ethics", minutes)] }));

    [Fact]
    public void Minutes_of_many_topics_are_added_without_overflow() =>
        Assert.Equal("evidence.training_too_long", Judge(Course with { Topics = [new TopicMinutes("a", int.MaxValue), new TopicMinutes("b", int.MaxValue)] }));

    [Fact]
    public void A_course_ends_no_earlier_than_it_begins()
    {
        Assert.Equal("evidence.ends_before_start", Judge(Course with { EndsOn = Today.AddDays(-2) }));
        Assert.Null(Judge(Course with { StartsOn = Today }));
    }

    [Theory]
    [InlineData("09:00", "12:00", 180, null)]
    [InlineData("09:00", "12:00", 120, null)] // with a break
    [InlineData("09:00", "12:00", 181, "evidence.times_do_not_fit")]
    [InlineData("22:00", "00:00", 120, null)] // midnight at the end of the day
    [InlineData("00:00", "00:00", 1440, null)] // the whole day
    [InlineData("22:00", "02:00", 240, "evidence.times_do_not_fit")] // past midnight
    [InlineData("09:00", "09:00", 1, "evidence.times_do_not_fit")]
    [InlineData("09:00", null, 60, "evidence.times_do_not_fit")]
    [InlineData(null, "12:00", 60, "evidence.times_do_not_fit")]
    public void Times_of_day_must_have_room_for_the_minutes(string? from, string? to, int minutes, string? code) =>
        Assert.Equal(code, Judge(At(from, to, minutes)));

    [Theory]
    [InlineData("12:00", "13:00", null)] // begins as the other ends
    [InlineData("08:00", "09:00", null)]
    [InlineData("11:59", "13:00", "evidence.times_overlap")]
    [InlineData("08:00", "09:01", "evidence.times_overlap")]
    [InlineData("10:00", "11:00", "evidence.times_overlap")] // inside
    [InlineData("08:00", "13:00", "evidence.times_overlap")] // around
    [InlineData("11:00", "00:00", "evidence.times_overlap")]
    public void Two_entries_do_not_cover_the_same_time(string from, string to, string? code)
    {
        Assert.Equal(code, Judge(At(from, to, 1), Morning));
        Assert.Equal(code, Judge(Morning, At(from, to, 1)));
    }

    [Fact]
    public void Times_are_compared_only_within_a_day_and_only_where_they_are_given()
    {
        Assert.Null(Judge(Morning, Morning with { Day = Today.AddDays(-1) }));
        Assert.Null(Judge(Morning, Untimed));
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(61, "evidence.day_over_24_hours")]
    [InlineData(int.MaxValue, "evidence.day_over_24_hours")]
    public void Practice_and_supervision_of_a_day_fit_into_24_hours(int minutes, string? code)
    {
        EvidenceDetail[] day = [Untimed with { PracticeMinutes = 1320 }, Supervised, Course, Untimed with { Day = Today.AddDays(-1), PracticeMinutes = 1440 }];

        Assert.Equal(code, Judge(Untimed with { PracticeMinutes = minutes }, day));
        Assert.Equal(code, Judge(Supervised with { SupervisionMinutes = minutes }, day));
        Assert.Null(Judge(Course, day));
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(61, "evidence.day_over_24_hours")]
    public void A_course_of_one_day_takes_its_minutes_of_that_day(int minutes, string? code)
    {
        var oneDay = Course with { StartsOn = Today, Topics = [new TopicMinutes("ethics", minutes)] };
        EvidenceDetail[] day = [Untimed with { PracticeMinutes = 1380 }, Course];

        Assert.Equal(code, Judge(oneDay, day));
        Assert.Equal(code, Judge(Supervised with { SupervisionMinutes = 1380 }, oneDay));
        Assert.Equal(code is null ? null : ["detail.topics"], EvidenceRules.Judge(oneDay, new OfferFacts(null, Today, day))?.Fields?.Keys);
    }

    [Fact]
    public void Whatever_is_offered_in_whatever_order_what_is_taken_fits_into_its_day()
    {
        var entries = Gen.Choose(-10, 1500).SelectMany(minutes => Gen.Choose(-2, 1).Select(day => (EvidenceDetail)(Untimed with { Day = Today.AddDays(day), PracticeMinutes = minutes }))).ListOf();

        Prop.ForAll(entries.ToArbitrary(), offered =>
        {
            var answers = EvidenceRules.JudgeInOrder(offered, "ana@example.test", Today, [Supervised]);
            var taken = offered.Zip(answers).Where(a => a.Second is null).Select(a => a.First).ToList();
            var fits = taken.Append(Supervised).GroupBy(e => e.On).All(day => day.Sum(e => e.Minutes) <= EvidenceRules.MinutesOfADay);
            var nothingLost = offered.Zip(answers).All(a => a.Second is null || a.First.On > Today || a.First.Minutes <= 0
                || taken.Append(Supervised).Where(t => t.On == a.First.On).Sum(t => t.Minutes) + a.First.Minutes > EvidenceRules.MinutesOfADay);
            return answers.Count == offered.Count && fits && nothingLost;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Each_refusal_names_the_field_it_is_about() =>
        Assert.Equal(["detail.practiceMinutes"], EvidenceRules.Judge(Untimed with { PracticeMinutes = 0 }, new OfferFacts(null, Today, []))!.Fields!.Keys);

    private static EvidenceDetail.Practice At(string? from, string? to, int minutes) =>
        Morning with { StartsAt = from is null ? null : TimeOnly.Parse(from, null), EndsAt = to is null ? null : TimeOnly.Parse(to, null), PracticeMinutes = minutes };

    private static string? Judge(EvidenceDetail offered, params EvidenceDetail[] sameDay) => Judge(offered, Today, sameDay);

    private static string? Judge(EvidenceDetail offered, DateOnly today, params EvidenceDetail[] sameDay) =>
        EvidenceRules.Judge(offered, new OfferFacts("ana@example.test", today, sameDay))?.Code;
}
