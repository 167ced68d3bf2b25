using System.Net.Http.Json;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Pipeline;

/// <summary>Text with a character that PostgreSQL cannot store is refused by its field, and is no defect of the registry.</summary>
public abstract class PlainTextTests(RegistryApi api) : RegistryTest(api)
{
    private const string NotPlain = "It reads\u0007well.";

    public sealed class OnSqlite(SqliteRegistry api) : PlainTextTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : PlainTextTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_reviewers_and_an_officers_reasons_are_plain_text()
    {
        var file = await Api.ASubmittedFile();
        var (reviewer, officer) = (await Api.SignedInAs(Role.Reviewer, "ncc-ap"), await Api.SignedInAs(Role.Officer, "ncc-ap"));
        await Api.TheFileIs(file, ApplicationState.InReview);

        await Refused(await Api.Act(reviewer, file, "judgement", new { verdict = "Reject", reason = NotPlain }, file.Exam), "request.invalid");
        await Refused(await Api.Act(reviewer, file, "questions", new { waitingReason = "MoreEvidence", message = NotPlain }), "request.invalid");
        await Refused(await Api.Act(reviewer, file, "conflicts", new { reason = NotPlain }), "request.invalid");
        await Refused(await Api.Act(reviewer, file, "recommendation", new { advice = "Approve", note = NotPlain }), "request.invalid");
        await Api.TheFileIs(file, ApplicationState.Recommended);
        await Refused(await Api.Act(officer, file, "return", new { reason = NotPlain }), "request.invalid");
    }

    [Fact]
    public async Task An_applicants_words_and_names_are_plain_text()
    {
        var applicant = await Api.AnApplicant();
        var draft = await Api.ADraft(applicant);

        await Refused(await applicant.Client.PostIfMatch($"/api/v1/applications/{draft}/withdrawal", 1, new { reason = NotPlain }), "request.invalid");
        await Refused(await applicant.Client.PostAsJsonAsync("/api/v1/applications", new { board = NotPlain, credentialType = "NCPRSS" }, Token), "request.invalid");
        await Refused(await Api.CreateClient().PostAsJsonAsync("/api/v1/accounts/sign-in", new { email = NotPlain, password = "one day at a time" }, Token), "request.invalid");
    }

    /// <summary>Names stand in messages to others and in public answers, where they must not speak for the registry.</summary>
    [Theory]
    [InlineData("Ana Ruiz\r\n\r\nOpen http://example.test at once.")] // a message of one's own
    [InlineData("Ana\u2028Ruiz")] // another end of a line
    [InlineData("\u202eziuR anA")] // what turns the text around
    [InlineData("\u200b\u200b")] // nothing to see
    [InlineData("...")]
    public async Task A_name_is_one_line_that_reads_as_it_is_written(string name)
    {
        var ana = await Api.SignedInAs(Role.Applicant);
        await Refused(await ana.PutAsJsonAsync("/api/v1/applicants/me", new { legalName = name, educationLevel = "HighSchoolDiploma" }, Token), "request.invalid");
        await Refused(await ana.PutAsJsonAsync("/api/v1/applicants/me", new { legalName = "Ana Ruiz", educationLevel = "HighSchoolDiploma", preferredName = name }, Token), "request.invalid");
        await Refused(await ana.PostAsJsonAsync("/api/v1/providers", new { name, contactName = "Jo Mills", contactEmail = "jo.mills@example.test" }, Token), "request.invalid");
        await Refused(await ana.PostAsJsonAsync($"/api/v1/evidence/{Guid.NewGuid()}/attestation-requests", new { role = "Trainer", attesterName = name, attesterEmail = "jo.mills@example.test" }, Token), "request.invalid");
    }

    [Theory]
    [InlineData("Zoë O’Brien-Ñandú")]
    [InlineData("李小龍")]
    [InlineData("محمد‌رضا")] // with a zero-width non-joiner, as it is spelled
    [InlineData("X Æ A-12")]
    public async Task Names_of_all_tongues_are_taken(string name)
    {
        var ana = await Api.SignedInAs(Role.Applicant);
        Assert.Equal(name, (await Answered(await ana.PutAsJsonAsync("/api/v1/applicants/me", new { legalName = name, educationLevel = "HighSchoolDiploma" }, Token), 201)).GetProperty("legalName").GetString());
    }
}
