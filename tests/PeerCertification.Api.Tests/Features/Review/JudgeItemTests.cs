using System.Text.Json;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Review;

public abstract class JudgeItemTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : JudgeItemTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : JudgeItemTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Each_entry_is_judged_and_the_applicant_can_read_why()
    {
        var applicant = await Api.AnApplicant();
        var file = await Api.ASubmittedFileOf(applicant.Id);
        var reviewer = await Reviewing(file);

        await Answered(await Api.Act(reviewer, file, "judgement", new { verdict = "Accept" }, file.Practice));
        await Answered(await Api.Act(reviewer, file, "judgement", new { verdict = "AcceptInPart", minutes = 240, reason = "Four hours, not six." }, file.Training));
        await Answered(await Api.Act(reviewer, file, "judgement", new { verdict = "Reject", reason = "Not the score report." }, file.Exam));

        foreach (var reader in new[] { applicant.Client, reviewer })
        {
            var items = (await Answered(await reader.GetAsync($"{file.Path}/items", Token))).GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetGuid());
            Assert.Equal(("Accepted", 90, null), Judgement(items[file.Practice]));
            Assert.Equal(("PartlyAccepted", 240, "Four hours, not six."), Judgement(items[file.Training]));
            Assert.Equal(("Rejected", 0, "Not the score report."), Judgement(items[file.Exam]));
            Assert.Equal("Practice", items[file.Practice].GetProperty("detail").GetProperty("kind").GetString());
        }
    }

    [Fact]
    public async Task A_board_may_think_again_until_it_decides()
    {
        var file = await Api.ASubmittedFile();
        var reviewer = await Reviewing(file);
        await Answered(await Api.Act(reviewer, file, "judgement", new { verdict = "Reject", reason = "No document." }, file.Exam));

        var again = await Answered(await Api.Act(reviewer, file, "judgement", new { verdict = "Accept" }, file.Exam));

        Assert.Equal("Accepted", again.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, again.GetProperty("reason").ValueKind);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(120)]
    [InlineData(0)]
    public async Task A_part_that_is_not_less_than_what_was_attested_is_refused(int minutes)
    {
        var file = await Api.ASubmittedFile();
        var reviewer = await Reviewing(file);

        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "AcceptInPart", minutes, reason = "Less." }, file.Practice), "judgement.minutes_not_possible");
        Assert.Equal(89, (await Answered(await Api.Act(reviewer, file, "judgement", new { verdict = "AcceptInPart", minutes = 89, reason = "Less." }, file.Practice))).GetProperty("acceptedMinutes").GetInt32());
    }

    [Fact]
    public async Task A_judgement_out_of_shape_is_refused()
    {
        var file = await Api.ASubmittedFile();
        var reviewer = await Reviewing(file);

        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "Reject" }, file.Exam), "request.invalid");
        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "AcceptInPart", reason = "Less." }, file.Training), "request.invalid");
        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "Accept", minutes = 10 }, file.Training), "request.invalid");
        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "Perhaps" }, file.Training), "request.malformed");
    }

    [Fact]
    public async Task Entries_are_judged_in_review_only()
    {
        var file = await Api.ASubmittedFile();
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");

        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "Accept" }, file.Exam), "application.act_not_allowed");
        await Api.TheFileIs(file, ApplicationState.Recommended);
        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "Accept" }, file.Exam), "application.act_not_allowed");
    }

    [Fact]
    public async Task The_same_judgement_twice_is_refused()
    {
        var file = await Api.ASubmittedFile();
        var reviewer = await Reviewing(file);
        await Answered(await Api.Act(reviewer, file, "judgement", new { verdict = "Accept" }, file.Exam));

        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "Accept" }, file.Exam), "evidence.act_not_allowed");
        await Refused(await ReviewWorld.ActOn(reviewer, file, "judgement", new { verdict = "Reject", reason = "Too late." }, file.Exam, 1), "precondition.stale");
    }

    [Fact]
    public async Task An_entry_of_another_file_is_not_in_this_one()
    {
        var file = await Api.ASubmittedFile();
        var other = await Api.ASubmittedFile();
        var reviewer = await Reviewing(file);

        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "Accept" }, other.Exam), "application.item_not_found");
    }

    [Fact]
    public async Task The_list_of_entries_filters_by_state_and_comes_in_pages()
    {
        var file = await Api.ASubmittedFile();
        var reviewer = await Reviewing(file);

        var attested = await Answered(await reviewer.GetAsync($"{file.Path}/items?state=Attested", Token));
        var first = await reviewer.GetAsync($"{file.Path}/items?limit=2", Token);
        var rest = await Answered(await reviewer.GetAsync($"{file.Path}/items?limit=2&after={(await Answered(first)).GetProperty("items")[1].GetProperty("id").GetGuid()}", Token));

        Assert.Equal(file.Practice, Assert.Single(attested.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Contains("rel=\"next\"", first.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Guid[] seen = [.. (await Answered(first)).GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(i => i.GetProperty("id").GetGuid())];
        Assert.Equal(new[] { file.Exam, file.Practice, file.Training }.Order(), seen.Order());
    }

    private async Task<HttpClient> Reviewing(KnownFile file)
    {
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        await Answered(await Api.Act(reviewer, file, "review"));
        return reviewer;
    }

    private static (string? State, int Accepted, string? Reason) Judgement(JsonElement item) =>
        (item.GetProperty("state").GetString(), item.GetProperty("acceptedMinutes").GetInt32(), item.GetProperty("judgementReason").GetString());
}
