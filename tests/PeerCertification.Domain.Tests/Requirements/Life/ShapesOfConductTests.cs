using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>Who has to do what by when in real rules. Every test is one shape of domain/rule_shapes.json, with its figures.</summary>
public class ShapesOfConductTests
{
    private static readonly WorkingDays Calendar = WorkingDays.WithoutHolidays;

    [Fact]
    public void D1_FL_the_employer_does_the_background_check_and_the_board_may_not()
    {
        var check = Only("""
            "deadlines": [ { "id": "background", "label": "Background check", "source": "fl_282", "by": "Employer", "notBy": ["Board"], "what": "check the background of whom it employs", "after": "WorkStarted", "within": { "days": 0 } } ]
            """);
        Assert.Equal((true, false, false), (check.MayBeDoneBy(Party.Employer), check.MayBeDoneBy(Party.Board), check.MayBeDoneBy(Party.Holder)));
    }

    [Theory]
    [InlineData("2026-03-01", true, DeadlineAnswer.InTime)] // the last day of three years
    [InlineData("2026-03-02", true, DeadlineAnswer.Late)]
    [InlineData("2024-01-01", false, DeadlineAnswer.DoesNotApply)] // she was not certified then
    public void D7_CA_a_complaint_within_three_years_of_conduct_while_certified(string complained, bool held, DeadlineAnswer answer)
    {
        var complaint = Only("""
            "deadlines": [ { "id": "complaint", "label": "Complaint", "source": "ca_compl", "by": "Anyone", "what": "complain", "after": "Conduct", "within": { "months": 36 }, "onlyWhileHeld": true } ]
            """);
        Assert.Equal(answer, complaint.Judge(Day("2023-03-01"), Day(complained), Calendar, held));
        Assert.True(complaint.MayBeDoneBy(Party.Employer));
    }

    [Fact]
    public void D8_DC_an_appeal_in_time_that_succeeds_reaches_back_to_the_revocation()
    {
        var appeal = Only("""
            "deadlines": [ { "id": "appeal", "label": "Appeal", "source": "dc_7313", "by": "Holder", "what": "appeal", "after": "Decision", "within": { "businessDays": 10 } } ]
            """);
        Assert.Equal(DeadlineAnswer.InTime, appeal.Judge(Day("2025-03-03"), Day("2025-03-17"), Calendar));
        static DateTime At(string day) => DateTime.SpecifyKind(Day(day).ToDateTime(new TimeOnly(12, 0)), DateTimeKind.Utc);
        CredentialAct[] acts =
        [
            new(1, CredentialActKind.Issue, Day("2024-06-01"), At("2024-06-01"), Opens: Span("2024-06-01", "2026-05-31")),
            new(2, CredentialActKind.Revoke, Day("2025-03-03"), At("2025-03-03")),
            new(3, CredentialActKind.Vacate, Day("2025-05-01"), At("2025-05-01"), VacatesSequence: 2),
        ];
        Assert.Equal(Standing.Revoked, CredentialTimeline.On(Day("2025-04-01"), acts, At("2025-04-01"))!.Standing); // as known then
        Assert.Equal(Standing.Active, CredentialTimeline.On(Day("2025-04-01"), acts, At("2025-05-02"))!.Standing); // as if it had never been
    }

    [Theory]
    [InlineData("2025-01-30", DeadlineAnswer.InTime)]
    [InlineData("2025-01-31", DeadlineAnswer.Late)]
    public void D9_UT_the_employer_reports_within_30_days(string reported, DeadlineAnswer answer)
    {
        var report = Only("""
            "deadlines": [ { "id": "report", "label": "Report", "source": "ut_9", "by": "Employer", "what": "report misconduct", "after": "Conduct", "within": { "days": 30 } } ]
            """);
        Assert.Equal(answer, report.Judge(Day("2024-12-31"), Day(reported), Calendar));
    }

    [Fact]
    public void D10_DC_a_copy_of_the_revocation_goes_to_any_employing_agency()
    {
        var copy = Only("""
            "deadlines": [ { "id": "copy", "label": "Copy", "source": "dc_7313", "by": "Board", "what": "send a copy to any agency that employs the holder", "after": "Revocation" } ]
            """);
        Assert.Null(copy.LastDay(Day("2025-01-01"), Calendar)); // the rule names no time
        Assert.Equal((DeadlineAnswer.InTime, "Revocation", Party.Board), (copy.Judge(Day("2025-01-01"), Day("2025-08-01"), Calendar), copy.After, copy.By));
    }

    [Fact]
    public void T12_KS_level_one_within_4_months_of_starting_work_and_level_two_within_a_year_of_level_one()
    {
        var life = Of("""
            "events": { "LevelOneReached": "Level one reached" },
            "deadlines": [
              { "id": "level-one", "label": "Level one", "source": "cop_ks", "by": "Holder", "what": "reach level one", "after": "WorkStarted", "within": { "months": 4 } },
              { "id": "level-two", "label": "Level two", "source": "cop_ks", "by": "Holder", "what": "reach level two", "after": "LevelOneReached", "within": { "months": 12 } } ]
            """);
        Assert.Equal([Day("2025-02-28"), Day("2025-10-31")], life.Deadlines.Select(d => d.LastDay(Day("2024-10-31"), Calendar)));
        Assert.Equal(DeadlineAnswer.InTime, life.Deadlines[0].Judge(Day("2024-10-31"), Day("2025-02-28"), Calendar));
        Assert.Equal(DeadlineAnswer.Late, life.Deadlines[0].Judge(Day("2024-10-31"), Day("2025-03-01"), Calendar));
    }

    private static Deadline Only(string deadlines) => Assert.Single(Of(deadlines).Deadlines);
}
