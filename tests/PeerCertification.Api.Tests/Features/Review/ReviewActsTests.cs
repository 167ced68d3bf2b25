using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Review;

/// <summary>Every act of a board's staff that moves a file but does not decide it: begin, ask, hear, recommend, return, declare a conflict.</summary>
public abstract class ReviewActsTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly object Question = new { waitingReason = "MoreEvidence", message = "Please send the certificate." };

    private static readonly object Advice = new { advice = "Approve", note = "All is there." };

    private static readonly MovingAct[] Acts =
    [
        new("review", null, Role.Reviewer, ApplicationState.Submitted, ApplicationState.InReview),
        new("questions", Question, Role.Reviewer, ApplicationState.InReview, ApplicationState.AwaitingApplicant),
        new("third-party-requests", new { waitingReason = "ExamResult", note = "Asked for the report." }, Role.Reviewer, ApplicationState.InReview, ApplicationState.AwaitingThirdParty),
        new("third-party-answers", new { note = "It came." }, Role.Reviewer, ApplicationState.AwaitingThirdParty, ApplicationState.InReview),
        new("recommendation", Advice, Role.Reviewer, ApplicationState.InReview, ApplicationState.Recommended),
        new("return", new { reason = "One reference is not judged." }, Role.Officer, ApplicationState.Recommended, ApplicationState.InReview),
    ];

    private sealed record MovingAct(string Path, object? Body, Role Role, ApplicationState From, ApplicationState To);

    public sealed class OnSqlite(SqliteRegistry api) : ReviewActsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ReviewActsTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Each_act_moves_the_file_and_leaves_a_line_in_the_history()
    {
        var staff = await StaffOfBothRoles("ncc-ap");
        foreach (var act in Acts)
        {
            var file = await AFileIn(act.From);

            var answer = await Api.Act(staff, file, act.Path, act.Body);

            Assert.Equal(act.To.ToString(), (await Answered(answer)).GetProperty("state").GetString());
            Assert.Equal($"\"v{await Api.Stored(db => db.Applications.Where(a => a.Id == file.Id).Select(a => a.Version).SingleAsync(Token))}\"", answer.Headers.ETag?.Tag);
            var line = await Api.Stored(db => db.History.Where(h => h.ApplicationId == file.Id).SingleAsync(Token));
            Assert.Contains(act.From.ToString(), line.Before, StringComparison.Ordinal);
            Assert.Contains(act.To.ToString(), line.After, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_act_is_refused_in_every_other_state()
    {
        var staff = await StaffOfBothRoles("ncc-ap");
        var file = await Api.ASubmittedFile();
        foreach (var state in Enum.GetValues<ApplicationState>())
        {
            await Api.TheFileIs(file, state);
            foreach (var act in Acts.Where(a => a.From != state))
            {
                await Refused(await Api.Act(staff, file, act.Path, act.Body), "application.act_not_allowed");
            }
        }
    }

    [Fact]
    public async Task Only_the_right_role_of_the_right_board_may()
    {
        var elsewhere = await StaffOfBothRoles("icrc");
        var everybody = new Dictionary<Role, HttpClient>();
        foreach (var role in Enum.GetValues<Role>())
        {
            everybody[role] = await Api.SignedInAs(role, RolePermissions.BoardRoles.Contains(role) ? "ncc-ap" : null);
        }

        foreach (var act in Acts)
        {
            var file = await AFileIn(act.From);
            foreach (var (_, other) in everybody.Where(e => e.Key != act.Role))
            {
                await Refused(await Api.Act(other, file, act.Path, act.Body), "access.not_permitted");
            }

            await Refused(await Api.Act(elsewhere, file, act.Path, act.Body), "application.not_found");
            await Refused(await Api.Act(Api.CreateClient(), file, act.Path, act.Body), "access.sign_in_needed");
            await Answered(await Api.Act(everybody[act.Role], file, act.Path, act.Body));
        }
    }

    [Fact]
    public async Task Nobody_acts_on_their_own_file_on_a_conflicted_one_or_on_what_they_have_not_seen()
    {
        foreach (var role in new[] { Role.Reviewer, Role.Officer })
        {
            var (own, staff) = await Api.AFileOfStaff(role);
            var file = await Api.ASubmittedFile();
            var conflicted = await Api.ASubmittedFile();
            await Answered(await staff.PostAsJsonAsync($"{conflicted.Path}/conflicts", new { reason = "My sister" }, Token));
            foreach (var act in Acts.Where(a => a.Role == role))
            {
                foreach (var one in new[] { own, file, conflicted })
                {
                    await Api.TheFileIs(one, act.From);
                }

                await Refused(await Api.Act(staff, own, act.Path, act.Body), "decision.own_application");
                await Refused(await Api.Act(staff, conflicted, act.Path, act.Body), "decision.conflict_of_interest");
                await Refused(await ReviewWorld.ActOn(staff, file, act.Path, act.Body, null, 1), "precondition.stale");
            }
        }
    }

    [Fact]
    public async Task A_role_at_this_board_and_another_role_elsewhere_do_not_add_up()
    {
        var file = await Api.ASubmittedFile();
        var email = await Api.AnAccount(Role.Auditor, "ncc-ap");
        await Api.AlsoHolds(email, Role.Reviewer, "icrc");

        await Refused(await Api.Act(await Api.Client(email), file, "review"), "access.not_permitted");
    }

    [Fact]
    public async Task A_draft_is_nobodys_business()
    {
        var draft = new KnownFile(await Api.ADraft(await Api.AnApplicant()), default, default, default);
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");

        await Refused(await Api.Act(reviewer, draft, "review"), "application.not_found");
        await Refused(await reviewer.GetAsync($"{draft.Path}/items", Token), "application.not_found");
        await Refused(await reviewer.GetAsync($"/api/v1/boards/ncc-ap/applications/{draft.Id}", Token), "application.not_found");
    }

    [Fact]
    public async Task A_declared_conflict_shuts_the_file_to_its_holder_and_cannot_be_declared_away()
    {
        var file = await Api.ASubmittedFile();
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        await Answered(await reviewer.PostAsJsonAsync($"{file.Path}/conflicts", new { reason = "My sister" }, Token));

        await Refused(await reviewer.PostAsJsonAsync($"{file.Path}/conflicts", new { reason = "Again" }, Token), "decision.conflict_of_interest");
        await Refused(await reviewer.GetAsync($"{file.Path}/items", Token), "decision.conflict_of_interest");
        await Refused(await reviewer.GetAsync($"/api/v1/boards/ncc-ap/applications/{file.Id}", Token), "decision.conflict_of_interest");
        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "Accept" }, file.Exam), "decision.conflict_of_interest");
    }

    [Fact]
    public async Task An_opened_file_tells_what_was_asked_recommended_and_declared()
    {
        var file = await Api.ASubmittedFile();
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");
        await Answered(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).PostAsJsonAsync($"{file.Path}/conflicts", new { reason = "My sister" }, Token));
        await Answered(await Api.Act(reviewer, file, "review"));
        await Answered(await Api.Act(reviewer, file, "judgement", new { verdict = "Accept" }, file.Exam));
        await Answered(await Api.Act(reviewer, file, "recommendation", Advice));

        var answer = await reviewer.GetAsync($"/api/v1/boards/ncc-ap/applications/{file.Id}", Token);
        var opened = await Answered(answer);

        Assert.Equal("\"v4\"", answer.Headers.ETag?.Tag);
        Assert.Equal(3, opened.GetProperty("items").GetInt32());
        Assert.Equal(2, opened.GetProperty("unjudgedItems").GetInt32());
        Assert.Equal("All is there.", Assert.Single(opened.GetProperty("recommendations").EnumerateArray()).GetProperty("note").GetString());
        Assert.Single(opened.GetProperty("conflicts").EnumerateArray());
        Assert.DoesNotContain("sister", opened.GetRawText(), StringComparison.Ordinal);
        await Refused(await reviewer.GetAsync($"/api/v1/boards/icrc/applications/{file.Id}", Token), "application.not_found");
    }

    [Fact]
    public async Task A_waiting_reason_belongs_to_who_is_waited_for()
    {
        var file = await Api.ASubmittedFile();
        await Api.TheFileIs(file, ApplicationState.InReview);
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");

        await Refused(await Api.Act(reviewer, file, "questions", new { waitingReason = "BackgroundCheck", message = "?" }), "request.invalid");
        await Refused(await Api.Act(reviewer, file, "third-party-requests", new { waitingReason = "Clarification", note = "?" }), "request.invalid");
    }

    private async Task<KnownFile> AFileIn(ApplicationState state)
    {
        var file = await Api.ASubmittedFile();
        await Api.TheFileIs(file, state);
        return file;
    }

    private async Task<HttpClient> StaffOfBothRoles(string board)
    {
        var email = await Api.AnAccount(Role.Reviewer, board);
        await Api.AlsoHolds(email, Role.Officer, board);
        return await Api.Client(email);
    }
}
