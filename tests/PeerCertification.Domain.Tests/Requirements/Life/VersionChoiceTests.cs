using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>Which version of the rules decides, beside the shapes of real boards: what is not known, what goes in a circle, what an exception does.</summary>
public class VersionChoiceTests
{
    [Fact]
    public void Two_versions_cannot_send_an_application_back_and_forth()
    {
        static string To(int other) => $$"""
            , "exceptions": [ { "id": "to-{{other}}", "label": "Over there", "source": "page", "by": "Receipt", "useVersion": {{other}} } ]
            """;
        RequirementSet[] sets = [Version(1, "2018-01-01", "2020-12-31", more: To(2)), Version(2, "2021-01-01", more: To(1)), Version(3, "2024-01-01", more: To(9))];
        Assert.Equal(new VersionChoice(1, "to-1"), Choose(sets, new(Day("2022-01-01"))));
        Assert.Equal(new VersionChoice(2, "to-2"), Choose(sets, new(Day("2020-01-01"))));
        Assert.Equal(new VersionChoice(3, null), Choose(sets, new(Day("2024-01-01")))); // there is no version 9
        Assert.Equal(new VersionChoice(null, null), Choose([], new(Day("2024-01-01"))));
    }

    [Theory]
    [InlineData(null, 2)] // never held it: the day of receipt stands in
    [InlineData("2019-05-01", 1)]
    [InlineData("2021-05-01", 2)]
    public void The_day_of_issue_is_that_of_the_credential_of_this_type_which_the_person_had(string? issued, int version)
    {
        RequirementSet[] sets = [Version(1, "2018-01-01", "2020-12-31", "Issue"), Version(2, "2021-01-01", by: "Issue")];
        HeldCredential[] held = issued is null ? [] : [Had(sets[0].Board, sets[0].CredentialType, issued), Had(sets[0].Board, "OTHER", "2018-02-01"), Had("elsewhere", sets[0].CredentialType, "2018-02-01")];
        Assert.Equal(version, VersionChoice.For(sets, FileContents.Of(Accepted() with { Held = held }), Day("2022-01-01")).Version);
    }

    [Fact]
    public void The_day_of_the_training_is_the_last_of_the_latest_course_that_nobody_rejected()
    {
        RequirementSet[] sets = [Version(1, "2018-01-01", "2020-12-31", "Training"), Version(2, "2021-01-01", by: "Training")];
        var (early, late) = (Training(1, "peer", 60, Day("2020-12-31")), Training(2, "peer", 60, Day("2021-01-01")));
        int? Chosen(params Domain.Requirements.EvidenceFact[] evidence) => VersionChoice.For(sets, FileContents.Of(Accepted(evidence)), Day("2022-01-01")).Version;

        Assert.Equal(1, Chosen(early));
        Assert.Equal(2, Chosen(early, late));
        Assert.Equal(1, Chosen(early, late with { State = Domain.Evidence.EvidenceState.Rejected }));
        Assert.Null(Chosen());
    }

    [Fact]
    public void An_exception_of_the_file_sends_to_another_version_and_lets_a_first_period_end_later()
    {
        var extended = Version(2, "2021-01-01", more: """
            , "exceptions": [
              { "id": "old", "label": "Trained before", "source": "page", "by": "Training", "untilOn": "2020-12-31", "useVersion": 1 },
              { "id": "longer", "label": "Longer", "source": "page", "by": "Receipt", "untilOn": "2021-06-30", "extendsTo": "2029-12-31" } ]
            """);
        RequirementSet[] sets = [Version(1, "2018-01-01", "2020-12-31"), extended];
        var file = Accepted(Training(1, "peer", 60, Day("2020-06-01")));

        Assert.Equal(new VersionChoice(1, "old"), VersionChoice.For(sets, FileContents.Of(file), Day("2021-03-01")));
        Assert.Equal(Day("2029-12-31"), Domain.Applications.DecisionRule.Award(extended, file, new PeriodQuestion(Day("2021-06-30"), WorkingDays.WithoutHolidays)).Value.EndsOn);
        Assert.NotEqual(Day("2029-12-31"), Domain.Applications.DecisionRule.Award(extended, file, new PeriodQuestion(Day("2021-07-01"), WorkingDays.WithoutHolidays)).Value.EndsOn);
    }

    private static HeldCredential Had(string board, string type, string issued) => new(board, type, "US", "Expired", Day(issued), Day(issued).AddYears(2), []);

    private static VersionChoice Choose(RequirementSet[] sets, DecidingDays days) => VersionChoice.For(sets, days, (_, _) => false);

    private static RequirementSet Version(int number, string from, string? until = null, string by = "Receipt", string more = "") => Set($$"""
        "version": {{number}}, "effectiveFrom": "{{from}}", "effectiveUntil": {{(until is null ? "null" : $"\"{until}\"")}}, "decidingDate": "{{by}}" {{more}}
        """);
}
