using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Messages;

/// <summary>What applicants and holders are told of what happens to their files: once for each act, nothing of an act that was refused, and never why.</summary>
public abstract class ApplicantMessagesTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : ApplicantMessagesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ApplicantMessagesTests(api), IClassFixture<PostgresRegistry>;

    private const string Board = "ncc-ap";

    private static readonly DateOnly Issued = new(2025, 6, 1);

    [Fact]
    public async Task An_application_is_acknowledged_once_with_the_day_of_receipt()
    {
        var applicant = await Api.AnApplicantWhoMeets("NCPRSS");

        var id = await Api.ASubmittedApplication(applicant);
        await Refused(await applicant.Client.PostIfMatch($"/api/v1/applications/{id}/submission", 2), "application.act_not_allowed");

        var mail = await OnlyMailTo(applicant.Id);
        Assert.Equal("Your application was received", mail.Subject);
        Assert.Contains("on 2026-03-01.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("National Certified Peer Recovery Support Specialist", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_of_the_board_is_announced_once_and_read_only_behind_the_sign_in()
    {
        var applicant = await Api.AnApplicant();
        var file = await Api.ASubmittedFileOf(applicant.Id);
        var reviewer = await Api.SignedInAs(Role.Reviewer, Board);
        var question = new { waitingReason = "Clarification", message = "Tell us about your own recovery." };

        await Refused(await Api.Act(reviewer, file, "questions", question), "application.act_not_allowed"); // not in review yet
        await Api.TheFileIs(file, ApplicationState.InReview);
        await Answered(await Api.Act(reviewer, file, "questions", question));

        var mail = await OnlyMailTo(applicant.Id);
        Assert.EndsWith("asks you for something", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("recovery.", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_is_told_once_with_the_number()
    {
        var (file, applicant) = await Api.ARecommendedFile();
        var officer = await Api.SignedInAs(Role.Officer, Board);
        await ForgetsMail(applicant.Id); // of the submission

        var number = (await Answered(await Api.Act(officer, file, "approval", new { note = "Well done." }), 201)).GetProperty("credentialNumber").GetString()!;
        await Refused(await Api.Act(officer, file, "approval", new { }), "application.act_not_allowed");

        var mail = await OnlyMailTo(applicant.Id);
        Assert.Equal("Your application is approved", mail.Subject);
        Assert.Contains($"has the number {number}.", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denial_is_told_once_with_its_grounds_and_how_to_ask_for_reconsideration()
    {
        var (file, applicant) = await Api.ARecommendedFile(withExam: false);
        var officer = await Api.SignedInAs(Role.Officer, Board);
        await ForgetsMail(applicant.Id); // of the submission

        await Refused(await Api.Act(officer, file, "approval", new { }), "application.requirements_not_met");
        await Answered(await Api.Act(officer, file, "denial", new { grounds = new[] { "RequirementsNotMet", "CodeOfEthics" }, note = "What was said in the interview." }), 201);

        var mail = await OnlyMailTo(applicant.Id);
        Assert.Equal("Your application is decided", mail.Subject);
        Assert.Contains("- The evidence that the board accepted does not meet every requirement.\r\n- The board found conduct", mail.Text, StringComparison.Ordinal);
        Assert.Contains("it must have your request by 2026-03-31.", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"{file.Id}", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("interview", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("suspend", "Suspension, from 2026-02-01 on.")]
    [InlineData("lift-suspension", "Suspension lifted, from 2026-02-01 on.", "suspend")]
    [InlineData("revoke", "Revocation, from 2026-02-01 on.")]
    [InlineData("surrender", "Surrender, from 2026-02-01 on.")]
    [InlineData("deactivate", "Inactive, from 2026-02-01 on.")]
    [InlineData("reactivate", "Active again, from 2026-02-01 on.", "deactivate")]
    [InlineData("vacate", "Taken back, as if it had never been: Revocation, from 2026-01-01 on.", "revoke")]
    public async Task An_act_on_a_credential_is_told_to_its_holder_once_without_its_reason(string act, string sentence, string? before = null)
    {
        var (number, holder) = await AHeldCredential();
        var officer = await Api.SignedInAs(Role.Officer, Board);
        if (before is not null)
        {
            await Answered(await officer.Act(Api, number, $"acts/{before}", new { effectiveOn = "2026-01-01", reason = "Before." }));
            await ForgetsMail(holder);
        }

        object body = act == "vacate" ? new { sequence = 2, reason = "Complaint 17." } : new { effectiveOn = "2026-02-01", reason = "Complaint 17." };
        await Answered(await officer.Act(Api, number, $"acts/{act}", body));
        Assert.False((await officer.Act(Api, number, $"acts/{act}", body, version: 1)).IsSuccessStatusCode);

        var mail = await OnlyMailTo(holder);
        Assert.Equal($"A change to your credential {number}", mail.Subject);
        Assert.Contains(sentence, mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Complaint", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_writes_to_the_dead()
    {
        var (number, holder) = await AHeldCredential();

        await Answered(await (await Api.SignedInAs(Role.Officer, Board)).Act(Api, number, "acts/record-death", new { effectiveOn = "2026-02-01", reason = "Certificate seen." }));

        Assert.Equal(0, await Promised(holder));
    }

    [Fact]
    public async Task What_was_promised_before_a_death_does_not_leave_after_it_unless_the_death_is_taken_back()
    {
        var (number, holder) = await AHeldCredential();
        var officer = await Api.SignedInAs(Role.Officer, Board);
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "Complaint 17." }));
        await Answered(await officer.Act(Api, number, "acts/record-death", new { effectiveOn = "2026-02-01", reason = "Certificate seen." }));
        await Api.MailHasLeft();
        Assert.Equal((0, 0), (await Read(holder), await Waiting(holder)));

        await Answered(await officer.Act(Api, number, "acts/vacate", new { sequence = 3, reason = "Somebody else of that name." }));
        await Api.MailHasLeft();

        Assert.Equal(1, await Read(holder));
    }

    private Task<int> Read(Guid applicantId) => Api.Stored(db => db.Inbox.CountAsync(m => db.Applicants.Any(a => a.Id == applicantId && a.AccountId == m.AccountId), Token));

    private Task<int> Waiting(Guid applicantId) =>
        Api.Stored(db => db.Outbox.CountAsync(m => m.State == OutboxState.Waiting && db.Applicants.Any(a => a.Id == applicantId && a.AccountId == m.RecipientAccountId), Token));

    private async Task<(string Number, Guid Holder)> AHeldCredential()
    {
        var number = await Api.ACredential("NCPRSS", Issued, holder: await Api.AnAccount(Role.Applicant));
        return (number, await Api.Stored(db => db.Credentials.Where(c => c.Number == number).Select(c => c.ApplicantId).SingleAsync(Token)));
    }

    private Task<int> Promised(Guid applicantId) =>
        Api.Stored(db => db.Outbox.CountAsync(m => db.Applicants.Any(a => a.Id == applicantId && a.AccountId == m.RecipientAccountId), Token));

    private Task<int> ForgetsMail(Guid applicantId) =>
        Api.Stored(db => db.Outbox.Where(m => db.Applicants.Any(a => a.Id == applicantId && a.AccountId == m.RecipientAccountId)).ExecuteDeleteAsync(Token));

    /// <summary>The one message that was promised to this person, as it arrives.</summary>
    private async Task<ReceivedMail> OnlyMailTo(Guid applicantId)
    {
        Assert.Equal(1, await Promised(applicantId));
        await Api.MailHasLeft();
        var email = await Api.Stored(db => db.Applicants.Where(a => a.Id == applicantId).Join(db.Users, a => a.AccountId, u => u.Id, (_, u) => u.Email!).SingleAsync(Token));
        return Assert.Single(await Api.MailTo(email));
    }
}
