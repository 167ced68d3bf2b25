using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using static PeerCertification.Domain.Tests.Requirements.Entries;
using static PeerCertification.Domain.Tests.Requirements.Rules;

namespace PeerCertification.Domain.Tests.Requirements;

public class MinutesSumTests
{
    private static readonly MinutesPart HalfOtherwise = Cap(30, TrainingMode.LiveOnline, TrainingMode.SelfPaced);

    [Theory]
    [InlineData("2020-02-29", 0, "outside_window")] // the day before the window
    [InlineData("2020-03-01", 60, null)] // its first day
    [InlineData("2026-03-01", 60, null)] // its last day, the day of the check
    [InlineData("2026-03-02", 0, "after_the_day")]
    public void Both_ends_of_a_window_are_inside(string day, int counted, string? code)
    {
        var finding = Judge(Minutes(EvidenceKind.Practice, 60, withinMonths: 72), Accepted(Practice(1, 60, on: DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(counted, finding.Have);
        Assert.Equal(code, finding.NotCounted.SingleOrDefault()?.Code);
    }

    // What is claimed is 60 minutes throughout.
    [Theory]
    [InlineData(EvidenceState.Draft, null, null, 0, "still_a_draft")]
    [InlineData(EvidenceState.Claimed, null, null, 60, null)]
    [InlineData(EvidenceState.Claimed, 0, null, 0, "declined_by_attester")]
    [InlineData(EvidenceState.Attested, 60, null, 60, null)]
    [InlineData(EvidenceState.Attested, 45, null, 45, "corrected_by_attester")]
    [InlineData(EvidenceState.Attested, 90, null, 60, null)] // more than was claimed is not there
    [InlineData(EvidenceState.Accepted, 60, 60, 60, null)]
    [InlineData(EvidenceState.PartlyAccepted, 60, 20, 20, "partly_accepted")]
    [InlineData(EvidenceState.Rejected, 60, 0, 0, "rejected")]
    [InlineData(EvidenceState.Superseded, 60, 60, 0, "superseded")]
    public void For_submitting_claimed_minutes_count_until_somebody_says_otherwise(EvidenceState state, int? attested, int? accepted, int counted, string? code)
    {
        var entry = Practice(1, 60) with { State = state, AttestedMinutes = attested, AcceptedMinutes = accepted };
        foreach (var asksForAttestation in new[] { true, false })
        {
            CountsAs(counted, code, Judge(Minutes(EvidenceKind.Practice, 60, attested: asksForAttestation), Claimed(entry)));
        }
    }

    [Theory]
    [InlineData(EvidenceState.Draft, null, null, false, 0, "still_a_draft")]
    [InlineData(EvidenceState.Claimed, null, null, false, 0, "not_yet_accepted")]
    [InlineData(EvidenceState.Attested, 60, null, true, 0, "not_yet_accepted")]
    [InlineData(EvidenceState.Accepted, null, 60, false, 60, null)]
    [InlineData(EvidenceState.Accepted, null, 60, true, 0, "not_attested")]
    [InlineData(EvidenceState.Accepted, 60, 60, true, 60, null)]
    [InlineData(EvidenceState.Accepted, 0, 60, true, 0, "declined_by_attester")]
    [InlineData(EvidenceState.Accepted, 40, 60, true, 40, "corrected_by_attester")]
    [InlineData(EvidenceState.Accepted, 0, 60, false, 60, null)] // the board may know better where the rule leaves it to the board
    [InlineData(EvidenceState.Accepted, 60, null, true, 0, "not_yet_accepted")] // accepted without saying how much is nothing
    [InlineData(EvidenceState.PartlyAccepted, 60, 20, true, 20, "partly_accepted")]
    [InlineData(EvidenceState.PartlyAccepted, 60, 90, true, 60, null)]
    [InlineData(EvidenceState.Rejected, 60, 0, true, 0, "rejected")]
    [InlineData(EvidenceState.Superseded, 60, 60, true, 0, "superseded")]
    public void For_granting_only_accepted_minutes_count_and_where_asked_only_attested_ones(EvidenceState state, int? attested, int? accepted, bool asksForAttestation, int counted, string? code)
    {
        var entry = Practice(1, 60) with { State = state, AttestedMinutes = attested, AcceptedMinutes = accepted };
        CountsAs(counted, code, Judge(Minutes(EvidenceKind.Practice, 60, attested: asksForAttestation), Accepted(entry)));
    }

    [Fact]
    public void The_reason_that_a_board_gave_is_told()
    {
        var entry = Practice(1, 60) with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = 20, Note = "Lunch was counted." };
        Assert.Equal("The board accepted only part of it. Reason given: Lunch was counted.", Judge(Minutes(EvidenceKind.Practice, 60), Accepted(entry)).NotCounted.Single().Reason);
    }

    [Fact]
    public void Topics_that_are_not_asked_do_not_count_and_neither_does_an_entry_without_a_topic()
    {
        var finding = Judge(
            Minutes(EvidenceKind.Practice, 60, topics: ["advocacy"]),
            Accepted(Practice(1, 30, "advocacy"), Practice(2, 30, "cooking"), Practice(3, 20)));
        Assert.Equal(30, finding.Have);
        Assert.Equal([(Id(2), 30, "topic_not_asked"), (Id(3), 20, "topic_not_asked")], finding.NotCounted.Select(r => (r.EvidenceId, r.Amount, r.Code)));
    }

    [Fact]
    public void What_a_board_did_not_accept_is_taken_from_the_topics_that_are_not_asked_first()
    {
        var course = Training(1, [new("ethics", 60), new("cooking", 60)]) with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = 70 };
        var finding = Judge(Minutes(EvidenceKind.Training, 60, topics: ["ethics"]), Accepted(course));
        Assert.True(finding.IsMet);
        Assert.Equal([(50, "partly_accepted"), (10, "topic_not_asked")], finding.NotCounted.Select(r => (r.Amount, r.Code)));
    }

    [Fact]
    public void A_course_of_which_part_was_accepted_goes_to_the_minimum_that_nothing_else_can_meet()
    {
        var sum = Minutes(EvidenceKind.Training, 120, parts: [Floor("ethics", 60), Floor("advocacy", 60)]);
        var either = Training(1, [new("ethics", 60), new("advocacy", 60)], new DateOnly(2024, 1, 1)) with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = 60 };
        var finding = Judge(sum, Accepted(either, Training(2, "ethics", 60)));
        Assert.True(finding.IsMet);
        Assert.Equal([new CountedEntry(Id(1), 60)], finding.Of[1].Counted);
        Assert.Equal([new CountedEntry(Id(2), 60)], finding.Of[0].Counted);
        Assert.Equal([(Id(1), 60, "partly_accepted")], finding.Of[0].NotCounted.Select(r => (r.EvidenceId, r.Amount, r.Code)));
    }

    [Fact]
    public void Minutes_too_old_for_a_minimum_still_count_toward_the_sum()
    {
        var finding = Judge(
            Minutes(EvidenceKind.Training, 120, parts: [Floor("ethics", 60, withinMonths: 72)]),
            Accepted(Training(1, "ethics", 60, new DateOnly(2020, 2, 29)), Training(2, "advocacy", 60)));
        Assert.Equal((120, false), (finding.Have, finding.IsMet));
        Assert.Equal("Meet the minimums inside it that are still open.", finding.Cure);
        Assert.Equal((0, 60), (finding.Of[0].Have, finding.Of[0].Need));
        Assert.Equal("outside_window", finding.Of[0].NotCounted.Single().Code);
        Assert.Equal("Add 1 hour of training for \"Some ethics\".", finding.Of[0].Cure);
    }

    [Theory]
    [InlineData(30, 30, true, 60)] // half and half
    [InlineData(29, 31, false, 59)] // one minute short of half
    [InlineData(29, 100, false, 59)] // more online does not help
    [InlineData(60, 0, true, 60)]
    [InlineData(100, 100, true, 130)] // the share is taken of what is asked
    public void A_maximum_caps_what_is_done_otherwise(int inPerson, int online, bool isMet, int have)
    {
        var finding = Judge(
            Minutes(EvidenceKind.Training, 60, parts: [HalfOtherwise]),
            Accepted(Training(1, "ethics", inPerson), Training(2, "ethics", online, mode: TrainingMode.LiveOnline)));
        Assert.Equal((isMet, have), (finding.IsMet, finding.Have));
        Assert.Equal(inPerson + online - have, finding.NotCounted.Where(r => r.Code == "over_the_cap").Sum(r => r.Amount));
    }

    [Fact]
    public void What_is_over_a_maximum_is_cured_by_something_else() =>
        Assert.Equal("Add 10 minutes of training that is not: Done LiveOnline or SelfPaced.", Judge(
            Minutes(EvidenceKind.Training, 60, parts: [HalfOtherwise]),
            Accepted(Training(1, "ethics", 20), Training(2, "ethics", 90, mode: TrainingMode.SelfPaced))).Cure);

    [Fact]
    public void Of_several_maximums_only_those_that_are_full_are_named() =>
        Assert.Equal("Add 10 minutes of training that is not: Done LiveOnline.", Judge(
            Minutes(EvidenceKind.Training, 60, parts: [Cap(20, TrainingMode.LiveOnline), Cap(20, TrainingMode.SelfPaced)]),
            Accepted(Training(1, "ethics", 11), Training(2, "ethics", 90, mode: TrainingMode.LiveOnline), Training(3, "ethics", 19, mode: TrainingMode.SelfPaced))).Cure);

    [Fact]
    public void Minutes_over_the_cap_cannot_meet_a_minimum_either()
    {
        var finding = Judge(
            Minutes(EvidenceKind.Training, 60, parts: [HalfOtherwise, Floor("advocacy", 48), Floor("ethics", 12)]),
            Accepted(Training(1, "ethics", 30), Training(2, "advocacy", 54, mode: TrainingMode.LiveOnline)));
        Assert.Equal(60, finding.Have);
        Assert.Equal((30, false), (finding.Of[1].Have, finding.Of[1].IsMet));
        Assert.False(finding.IsMet);
    }

    [Theory]
    [InlineData(200, "Add 3 hours 20 minutes of peer support practice.")]
    [InlineData(60, "Add 1 hour of peer support practice.")]
    [InlineData(61, "Add 1 hour 1 minute of peer support practice.")]
    [InlineData(45, "Add 45 minutes of peer support practice.")]
    public void The_cure_says_how_much_is_missing(int missing, string cure) => Assert.Equal(cure, Judge(Minutes(EvidenceKind.Practice, missing + 60), Accepted(Practice(1, 60))).Cure);

    [Fact]
    public void What_only_waits_for_others_is_not_asked_for_again()
    {
        var sum = Minutes(EvidenceKind.Practice, 60, attested: true);
        Assert.Equal("Nothing to do: wait for the board to judge the peer support practice that you sent.", Judge(sum, Accepted(Practice(1, 60).OnlyClaimed())).Cure);
        Assert.Equal("Ask for 1 hour more of your peer support practice to be confirmed.", Judge(sum, Accepted(Practice(1, 60) with { AttestedMinutes = null })).Cure);
    }

    [Fact]
    public void A_minute_that_two_sums_share_is_one_minute_of_its_entry()
    {
        var tree = AtLeast(2, Minutes(EvidenceKind.Training, 60, id: "all-of-it"), Minutes(EvidenceKind.Training, 30, topics: ["ethics"], id: "ethics"));
        var use = Evaluate(tree, Accepted(Training(1, [new("ethics", 30), new("advocacy", 30)]))).Entries.Single();
        Assert.Equal((60, 60), (use.ClaimedMinutes, use.CountedMinutes));
        Assert.Equal(["all-of-it", "ethics"], use.CountedToward);
        Assert.Empty(use.NotCounted);
    }

    [Fact]
    public void Two_sums_together_use_no_more_of_a_course_than_was_accepted()
    {
        var tree = AtLeast(2, Minutes(EvidenceKind.Training, 60, topics: ["ethics"], id: "ethics"), Minutes(EvidenceKind.Training, 60, topics: ["advocacy"], id: "advocacy"));
        var course = Training(1, [new("ethics", 60), new("advocacy", 60)]) with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = 70 };
        var use = Evaluate(tree, Accepted(course)).Entries.Single();
        Assert.Equal((120, 70), (use.ClaimedMinutes, use.CountedMinutes));
        Assert.Equal([(50, "partly_accepted")], use.NotCounted.Select(r => (r.Amount, r.Code)));
    }

    [Fact]
    public void Evidence_of_a_kind_that_is_not_asked_is_told_as_such()
    {
        var uses = Evaluate(Minutes(EvidenceKind.Practice, 60), Accepted(Supervision(1, 30), Reference(2))).Entries;
        Assert.Equal([(30, "kind_not_asked"), (1, "kind_not_asked")], uses.OrderBy(u => u.EvidenceId).Select(u => (u.NotCounted.Single().Amount, u.NotCounted.Single().Code)));
    }

    [Theory]
    [InlineData(59, 0, "too_short")]
    [InlineData(60, 60, null)]
    public void An_entry_that_is_too_short_counts_for_nothing(int minutes, int counted, string? code)
    {
        var finding = Judge(Minutes(EvidenceKind.Training, 60, eachAtLeast: 60), Accepted(Training(1, "ethics", minutes)));
        Assert.Equal((counted, code), (finding.Have, finding.NotCounted.SingleOrDefault()?.Code));
    }

    [Fact]
    public void How_long_an_entry_is_its_claim_says_and_not_what_was_accepted_of_it() =>
        Assert.Equal(50, Judge(Minutes(EvidenceKind.Training, 60, eachAtLeast: 60), Accepted(Training(1, "ethics", 60) with { State = EvidenceState.PartlyAccepted, AcceptedMinutes = 50 })).Have);

    [Theory]
    [InlineData(240, 60)]
    [InlineData(243, 60)] // a part of a minute is none
    [InlineData(244, 61)]
    [InlineData(3, 0)]
    public void What_was_taught_is_worth_a_part_of_its_length(int taught, int worth)
    {
        var sum = Minutes(EvidenceKind.Training, 1000) with { From = [new MinutesFrom(EvidenceKind.Training, Where("role", "Learner"), 100), new MinutesFrom(EvidenceKind.Training, Where("role", "Teacher"), 25)] };
        var course = Training(1, "ethics", taught) with { Detail = ((EvidenceDetail.Training)Training(1, "ethics", taught).Detail) with { Role = CourseRole.Teacher } };
        var evaluation = Evaluate(sum, Accepted(course, Training(2, "ethics", 30)));
        Assert.Equal(worth + 30, evaluation.Root.Have);
        Assert.Equal((taught - worth, "counts_in_part"), evaluation.Root.NotCounted.Select(r => (r.Amount, r.Code)).Single());
        Assert.All(evaluation.Entries, use => Assert.Equal(use.ClaimedMinutes, use.CountedMinutes + use.NotCounted.Sum(r => r.Amount)));
    }

    // The document knows semester credits of 15 hours and CEU of 10; a course of one topic with so many hundredths of a credit.
    [Theory]
    [InlineData("semesterCredit", 100, 0, "60m", 900)]
    [InlineData("semesterCredit", 150, 0, "60m", 1350)]
    [InlineData("ceu", 10, 0, "60m", 60)] // 0.1 CEU is one hour
    [InlineData("ceu", 1, 0, "60m", 6)]
    [InlineData("semesterCredit", 100, 0, "50m", 750)] // 15 hours of 50 minutes
    [InlineData("trimesterCredit", 100, 500, "60m", 500)] // not known: the minutes that were claimed
    public void Credits_count_for_what_the_document_says(string unit, int hundredths, int minutes, string hour, int counted)
    {
        var set = Read(Element("minutes", "\"kind\": \"Training\", \"atLeast\": \"1h\""), $$"""{ "hour": "{{hour}}", "units": { "semesterCredit": "15h", "ceu": "10h" } }""").Value;
        var course = Training(1, [new TopicMinutes("ethics", minutes) { Credits = new CourseCredits(unit, hundredths) }]) with { AcceptedMinutes = int.MaxValue };
        var evaluation = RequirementEvaluator.Evaluate(set, Accepted(course), Today);
        Assert.Equal((counted, counted), (evaluation.Root.Have, evaluation.Entries.Single().ClaimedMinutes));
    }

    [Theory]
    [InlineData("60m", "10h", 600)]
    [InlineData("50m", "10h", 500)]
    [InlineData("50m", "10h20m", 520)]
    [InlineData("50m", "45m", 45)]
    public void An_hour_is_as_long_as_the_document_says(string hour, string amount, int minutes) =>
        Assert.Equal(minutes, Assert.IsType<MinutesSum>(Read(Element("minutes", $"\"kind\": \"Training\", \"atLeast\": \"{amount}\""), $$"""{ "hour": "{{hour}}" }""").Value.Root).Need);

    [Fact]
    public void The_same_activity_counts_once_and_its_longest_entry_is_taken()
    {
        var finding = Judge(Minutes(EvidenceKind.Training, 120, oncePer: OncePer.Window), Accepted(Training(1, "ethics", 50), Training(2, "ethics", 60), Training(3, "ethics", 60)));
        Assert.Equal([new CountedEntry(Id(2), 60)], finding.Counted);
        Assert.Equal([(Id(1), 50, "same_activity"), (Id(3), 60, "same_activity")], finding.NotCounted.Select(r => (r.EvidenceId, r.Amount, r.Code)));
    }

    [Fact]
    public void Once_in_a_window_looks_at_what_lies_in_it_and_once_for_ever_at_what_counted_before()
    {
        var again = Training(2, "ethics", 60);
        var facts = Accepted(Training(1, "ethics", 60, new DateOnly(2024, 2, 29)), again);
        Assert.Equal(60, Judge(Minutes(EvidenceKind.Training, 60, withinMonths: 24, oncePer: OncePer.Window), facts).Have);
        Assert.Equal(60, Judge(Minutes(EvidenceKind.Training, 60, withinMonths: 24, oncePer: OncePer.Ever), facts).Have); // it never counted
        var before = facts with { EarlierUses = [new EarlierUse(Id(99), "A PROVIDER|A COURSE", 60, "TEST")] };
        Assert.Equal(60, Judge(Minutes(EvidenceKind.Training, 60, withinMonths: 24, oncePer: OncePer.Window), before).Have);
        Assert.Equal(0, Judge(Minutes(EvidenceKind.Training, 60, withinMonths: 24, oncePer: OncePer.Ever), before).Have);
    }

    [Theory]
    [InlineData("OTHER", new[] { Unused.OtherCredential }, 40)]
    [InlineData("OTHER", new[] { Unused.EarlierPeriod }, 60)]
    [InlineData("TEST", new[] { Unused.OtherCredential }, 60)]
    [InlineData("TEST", new[] { Unused.EarlierPeriod }, 40)]
    [InlineData("TEST", new[] { Unused.OtherCredential, Unused.EarlierPeriod }, 40)]
    [InlineData("TEST", new Unused[0], 60)]
    public void Minutes_that_counted_elsewhere_or_earlier_do_not_count_again_where_the_rules_say_so(string usedFor, Unused[] unused, int counted)
    {
        var finding = Judge(Minutes(EvidenceKind.Training, 60, unused: unused), Accepted(Training(1, "ethics", 60)) with { EarlierUses = [new EarlierUse(Id(1), "", 20, usedFor)] });
        Assert.Equal(counted, finding.Have);
        Assert.Equal(counted == 60 ? null : "used_before", finding.NotCounted.SingleOrDefault()?.Code);
    }

    [Theory]
    [InlineData("another", 40)]
    [InlineData(null, 60)] // not noted: the abbreviation tells
    public void One_abbreviation_at_two_boards_is_two_credentials(string? board, int counted)
    {
        var use = new EarlierUse(Id(1), "", 20, "TEST") { Board = board };
        Assert.Equal(counted, Judge(Minutes(EvidenceKind.Training, 60, unused: [Unused.OtherCredential]), Accepted(Training(1, "ethics", 60)) with { EarlierUses = [use] }).Have);
    }

    [Fact]
    public void A_part_that_must_be_new_says_why_an_old_entry_is_not_good_for_it()
    {
        var sum = Minutes(EvidenceKind.Training, 120, parts: [Floor("ethics", 60, unused: [Unused.OtherCredential])]);
        var finding = Judge(sum, Accepted(Training(1, "ethics", 60), Training(2, "advocacy", 60)) with { EarlierUses = [new EarlierUse(Id(1), "", 20, "OTHER")] });
        Assert.Equal((120, false, 0), (finding.Have, finding.IsMet, finding.Of[0].Have));
        Assert.Equal((60, "used_before"), finding.Of[0].NotCounted.Select(r => (r.Amount, r.Code)).Single());
    }

    [Fact]
    public void In_an_exclusive_group_a_minute_counts_once_and_goes_where_nothing_else_can()
    {
        var tree = AtLeast(2, Minutes(EvidenceKind.Training, 60, id: "any", exclusive: "group"), Minutes(EvidenceKind.Training, 60, topics: ["ethics"], id: "ethics", exclusive: "group"));
        var evaluation = Evaluate(tree, Accepted(Training(1, "ethics", 60), Training(2, "advocacy", 60)));
        Assert.True(evaluation.IsMet);
        Assert.Equal([Id(2), Id(1)], evaluation.Root.Of.Select(f => f.Counted.Single().EvidenceId));
        Assert.Equal((Id(1), 60, "counted_elsewhere"), evaluation.Root.Of[0].NotCounted.Select(r => (r.EvidenceId, r.Amount, r.Code)).Single());
        Assert.All(evaluation.Entries, use => Assert.Equal((60, 0), (use.CountedMinutes, use.NotCounted.Count)));
        Assert.False(Judge(tree, Accepted(Training(1, "ethics", 119))).IsMet);
    }

    [Fact]
    public void The_ends_of_the_calendar_do_no_harm()
    {
        foreach (var on in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        {
            Assert.Equal(60, Judge(Minutes(EvidenceKind.Training, 60, withinMonths: 1200, parts: [Floor("ethics", 30, withinMonths: 24)]), Accepted(Training(1, "ethics", 60, on)), on).Have);
        }
    }

    private static void CountsAs(int counted, string? code, Finding finding)
    {
        Assert.Equal(counted, finding.Have);
        Assert.Equal(counted == 60, finding.IsMet);
        Assert.Equal(code, finding.NotCounted.SingleOrDefault()?.Code);
        Assert.Equal(60 - counted, finding.NotCounted.Sum(r => r.Amount));
        Assert.Equal(finding.IsMet, finding.Cure is null);
    }
}
