using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Life.Lives;

namespace PeerCertification.Domain.Tests.Requirements.Life;

public class CredentialLifeReaderTests
{
    /// <summary>Sections of a document, and a line of what it is refused for.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { Period("\"months\": 12, \"anchor\": { \"kind\": \"FixedDate\", \"month\": 2, \"day\": 30 }"), "document.period: Month 2 never has a day 30" },
        { Period("\"months\": 12, \"anchor\": { \"kind\": \"FixedDate\", \"day\": 30 }"), "document.period: \"month\" is missing" },
        { Period("\"months\": 12, \"anchor\": { \"kind\": \"Birthday\", \"month\": 2 }"), "document.period: \"month\" is not a member" },
        { Period("\"months\": 12, \"anchor\": { \"kind\": \"Easter\" }"), "document.period: \"kind\" must be one of FromIssue" },
        { Period("\"months\": 12, \"anchor\": { \"kind\": \"FixedDate\", \"month\": 9, \"day\": 1, \"years\": \"Odd\" }"), "document.period: Its day comes every 24 months" },
        { Period("\"months\": 24, \"anchor\": { \"kind\": \"FixedDate\", \"month\": 9, \"day\": 1, \"years\": \"BirthYear\" }"), "document.period: Only a birthday" },
        { Period("\"months\": 24, \"anchor\": { \"kind\": \"FixedDate\", \"month\": 9, \"day\": 1, \"everyYears\": 2 }"), "document.period: \"everyYears\" and \"baseYear\"" },
        { Period("\"months\": 24, \"anchor\": { \"kind\": \"FixedDate\", \"month\": 9, \"day\": 1, \"everyYears\": 2, \"baseYear\": 2025, \"years\": \"Odd\" }"), "say two things" },
        { Period("\"months\": 24, \"workingDay\": \"Prior\""), "document.period: An end that is counted from the issue is not moved" },
        { Period("\"months\": 24, \"workingDay\": \"Next\""), "document.period: \"workingDay\" must be one of None, Prior" },
        { Period("\"months\": 24, \"firstPeriod\": { \"fit\": \"Longer\" }"), "document.period: Only a period that ends on a set day" },
        { Period("\"months\": 24, \"prorateCe\": { \"noneBelow\": 3 }"), "document.period: Only a period that ends on a set day" },
        { Period("\"months\": 12, \"anchor\": { \"kind\": \"Birthday\" }, \"prorateCe\": { }"), "document.period: It changes nothing" },
        { Period("\"months\": 12, \"anchor\": { \"kind\": \"Birthday\" }, \"firstPeriod\": { \"leastMonths\": 13 }"), "document.period: A first period cannot have to be longer" },
        { Period("\"months\": 12, \"renewalsAtMost\": -1"), "document.period: \"renewalsAtMost\" must be" },
        { Period("\"months\": 12, \"extensions\": [ { \"id\": \"once\", \"label\": \"Once\", \"source\": \"page\", \"kind\": \"Once\", \"months\": 3, \"atMost\": 2 } ]"), "once: What is given once" },
        { Period("\"months\": 12, \"extensions\": []"), "document.period: \"extensions\" must be a list with something in it" },
        { Listed("deadlines", "\"by\": \"Board\", \"what\": \"act\", \"after\": \"LevelOneReached\""), "it: \"LevelOneReached\" is neither in the document's list of events" },
        { Listed("deadlines", "\"by\": \"Board\", \"notBy\": [\"Board\"], \"what\": \"act\", \"after\": \"Receipt\""), "it: Board cannot both" },
        { Listed("deadlines", "\"by\": \"Nobody\", \"what\": \"act\", \"after\": \"Receipt\""), "it: \"by\" must be one of Board" },
        { Listed("fees", "\"for\": \"Exam\", \"cents\": 100, \"perHour\": \"ce\", \"attempts\": 3"), "it: A fee is charged by the hour or by the attempt" },
        { Listed("fees", "\"for\": \"Exam\", \"cents\": 1.5"), "it: \"cents\" must be a whole number" },
        { Listed("intake", "\"fromOn\": \"2023-06-31\", \"state\": \"Open\""), "it: \"fromOn\" must be a day" },
        { Listed("exceptions", "\"by\": \"Issue\", \"waives\": [\"no-such\"]"), "it: \"waives\" names \"no-such\", which is not the id of a requirement" },
        { Listed("exceptions", "\"by\": \"Issue\", \"waives\": [\"it\"]"), "it: \"waives\" names \"it\"" },
        { Listed("exceptions", "\"by\": \"Issue\", \"waives\": [\"a-fee\"]") + ", " + Listed("fees", "\"for\": \"Exam\", \"cents\": 1").Replace("\"it\"", "\"a-fee\"", StringComparison.Ordinal), "it: \"waives\" names \"a-fee\", which is not the id of a requirement" },
        { Listed("exceptions", "\"by\": \"Issue\", \"waivesFees\": [\"exam\"]"), "it: \"waivesFees\" names \"exam\", which is not the id of a fee" },
        { Listed("exceptions", "\"by\": \"Issue\", \"useVersion\": 2"), "it: \"useVersion\" is the version that it stands in" },
        { Listed("exceptions", "\"by\": \"Issue\", \"fromOn\": \"2020-01-02\", \"untilOn\": \"2020-01-01\", \"useVersion\": 1"), "it: \"untilOn\" is before \"fromOn\"" },
        { Listed("exceptions", "\"by\": \"Issue\", \"fromOn\": \"2020-01-02\""), "it: It changes nothing" },
        { Listed("exceptions", "\"useVersion\": 1"), "it: \"by\" is missing" },
        { Listed("endorsements", "\"primary\": true"), "it: \"root\" is missing; it must be an element" },
        { Listed("gates", $"\"before\": \"Lunch\", \"root\": {Tree("t")}"), "it: \"before\" must be one of Training" },
        { Listed("gates", $"\"before\": \"Exam\", \"root\": {Tree("training")}"), "training: Another element has the same id" },
        { Listed("scope", "\"purposes\": [\"H0038\"], \"needs\": [\"employed\"], \"says\": \"Yes\""), "it: \"needs\" names \"employed\", which is not an endorsement or a statement" },
        { Listed("scope", "\"says\": \"Yes\""), "it: \"purposes\" is missing" },
        { Listed("scope", "\"purposes\": [\"H0038\"], \"says\": \"Perhaps\""), "it: \"says\" must be one of Yes, No, CannotSay" },
        { "\"titles\": {}", "document: \"titles\" must be a list with something in it" },
        { "\"titles\": [ 7 ]", "document.titles[0]: It must be an object" },
        { "\"events\": { \"Moved\": \"\" }", "document.events: \"Moved\" must be a text" },
        { "\"statements\": [ \"employed\" ]", "document.statements: It must be an object" },
        { "\"decidingDate\": \"Birth\"", "document: \"decidingDate\" must be one of Receipt, Training, Issue, Lapse" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void A_section_that_contradicts_itself_is_refused_under_its_id(string sections, string problem) => Assert.Contains(problem, Problems(sections), StringComparison.Ordinal);

    [Theory]
    [InlineData("titles", "\"title\": \"A\"", "\"title\": \"B\"")]
    [InlineData("intake", "\"state\": \"Open\"", "\"state\": \"Closed\"")]
    public void What_holds_until_the_next_entry_stands_in_the_order_of_its_days(string list, string one, string two)
    {
        string At(string first, string second) => Problems($$"""
            "{{list}}": [ { "id": "one", "label": "One", "source": "page", "fromOn": "{{first}}", {{one}} }, { "id": "two", "label": "Two", "source": "page", "fromOn": "{{second}}", {{two}} } ]
            """);
        Assert.Empty(At("2020-01-01", "2020-01-02"));
        Assert.Contains($"document: \"{list}\" is not in order", At("2020-01-01", "2020-01-01"), StringComparison.Ordinal);
        Assert.Contains($"document: \"{list}\" is not in order", At("2020-01-02", "2020-01-01"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_without_these_sections_has_a_plain_life()
    {
        var set = Set("");
        Assert.Equal(new PeriodRule(24), set.Period);
        Assert.Equal(set.Period, set.Life.Period!.Length);
        Assert.Equal((AnchorKind.FromIssue, null, CarryOverRules.None), (set.Life.Period!.Anchor.Kind, set.Life.Renewal, set.Life.CarryOver));
        Assert.Equal(0, set.Life.Deadlines.Count + set.Life.Fees.Count + set.Life.Exceptions.Count + set.Life.Scope.Count + set.Life.Gates.Count + set.Life.Endorsements.Count);
        Assert.Equal((IntakeState.Open, "A"), (set.Life.IntakeOn(DateOnly.MinValue), set.Life.TitleOn(DateOnly.MaxValue, "A")));
        Assert.Equal(Rules.Set(Rules.Recovery(24)).Life.Period!.Length, new PeriodRule(24)); // also where it is made without a document
    }

    [Fact]
    public void Problems_of_several_sections_are_told_at_once()
    {
        var problems = Problems($$""" {{Period("\"months\": 0")}}, {{Listed("fees", "\"for\": \"Exam\"")}}, {{Listed("gates", "\"before\": \"Exam\"").Replace("\"it\"", "\"gate\"", StringComparison.Ordinal)}} """);
        Assert.Equal(["document.period", "gate", "it"], problems.Split('\n').Select(line => line.Split(':')[0]));
    }

    private static string Period(string members) => $$""" "period": { "source": "page", {{members}} } """;

    private static string Listed(string list, string members) => $$""" "{{list}}": [ { "id": "it", "label": "It", "source": "page", {{members}} } ] """;
}
