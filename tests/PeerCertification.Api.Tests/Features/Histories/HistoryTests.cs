using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Histories;

/// <summary>ReadApplicationHistory, ReadCredentialHistory, ReadPersonHistory.</summary>
public abstract class HistoryTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : HistoryTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : HistoryTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task An_auditor_reads_a_credentials_history_page_by_page_the_oldest_first()
    {
        var number = await ASuspendedAndLiftedCredential();
        var auditor = await Api.SignedInAs(Role.Auditor, "ncc-ap");

        var first = await auditor.GetAsync($"/api/v1/credentials/{number}/history?limit=1", Token);
        var link = first.Headers.GetValues("Link").Single();
        var rest = await Answered(await auditor.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)].Replace("limit=1", "limit=50", StringComparison.Ordinal), Token));

        var line = Assert.Single((await Answered(first)).GetProperty("entries").EnumerateArray());
        Assert.Equal("CredentialSuspended", line.GetProperty("event").GetString());
        Assert.Equal("SuspendCredential", line.GetProperty("act").GetString());
        Assert.Equal("Account", line.GetProperty("actor").GetString());
        Assert.StartsWith("2026-03-01T12:00:0", line.GetProperty("atUtc").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, line.GetProperty("actorAccountId").GetGuid());
        Assert.Equal(["CredentialSuspensionLifted"], rest.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("event").GetString()!));
    }

    [Fact]
    public async Task An_administrator_reads_it_too_and_nobody_else_does()
    {
        var number = await ASuspendedAndLiftedCredential();
        var address = $"/api/v1/credentials/{number}/history";

        await Answered(await (await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap")).GetAsync(address, Token));
        foreach (var role in new[] { Role.Applicant, Role.Reviewer, Role.Officer, Role.Operator })
        {
            await Refused(await (await Api.SignedInAs(role, RolePermissions.BoardRoles.Contains(role) ? "ncc-ap" : null)).GetAsync(address, Token), "access.not_permitted");
        }

        await Refused(await (await Api.SignedInAs(Role.Auditor, "icrc")).GetAsync(address, Token), "credential.not_found");
        await Refused(await Api.CreateClient().GetAsync(address, Token), "access.sign_in_needed");
    }

    [Fact]
    public async Task What_is_not_a_number_or_not_a_page_is_refused()
    {
        var auditor = await Api.SignedInAs(Role.Auditor, "ncc-ap");

        await Refused(await auditor.GetAsync("/api/v1/credentials/NCPRSS-1/history", Token), "credential.number_malformed");
        await Refused(await auditor.GetAsync($"/api/v1/credentials/{await ASuspendedAndLiftedCredential()}/history?limit=0", Token), "request.invalid");
        await Refused(await auditor.GetAsync($"/api/v1/applications/{Guid.NewGuid()}/history?limit=101", Token), "request.invalid");
        await Refused(await auditor.GetAsync($"/api/v1/applicants/{Guid.NewGuid()}/history?limit=101", Token), "request.invalid");
    }

    [Fact]
    public async Task An_applications_history_is_read_at_its_board_only()
    {
        var (application, applicant) = await AnApplicationAt("ncc-ap");
        await AHistoryLine("ncc-ap", applicant, application);

        var lines = await Answered(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetAsync($"/api/v1/applications/{application}/history", Token));

        Assert.Equal(application, Assert.Single(lines.GetProperty("entries").EnumerateArray()).GetProperty("applicationId").GetGuid());
        await Refused(await (await Api.SignedInAs(Role.Auditor, "icrc")).GetAsync($"/api/v1/applications/{application}/history", Token), "application.not_found");
        await Refused(await (await Api.SignedInAs(Role.Auditor, "icrc")).GetAsync($"/api/v1/applications/{Guid.NewGuid()}/history", Token), "application.not_found");
    }

    [Fact]
    public async Task Of_a_person_an_auditor_reads_what_happened_at_the_auditors_board()
    {
        var (application, applicant) = await AnApplicationAt("ncc-ap");
        await AHistoryLine("ncc-ap", applicant, application);
        await AHistoryLine("icrc", applicant, null);
        await AHistoryLine(null, applicant, null, anEntry: Guid.NewGuid());

        var lines = await Answered(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetAsync($"/api/v1/applicants/{applicant}/history", Token));

        Assert.Equal(application, Assert.Single(lines.GetProperty("entries").EnumerateArray()).GetProperty("applicationId").GetGuid());
        await Refused(await (await Api.SignedInAs(Role.Auditor, "icrc")).GetAsync($"/api/v1/applicants/{applicant}/history", Token), "applicant.not_found");
    }

    /// <summary>What somebody did with what she then submitted; the person and the file.</summary>
    private static readonly string[] HandedIn =
    [
        "ApplicantRecordBegun", "SensitiveRecordChanged", "DocumentUploaded", "EvidenceClaimed", "EvidenceClaimed",
        "AttestationRequested", "AttestationOpened", "AttestationConfirmed",
    ];

    [Fact]
    public async Task What_the_applicant_did_with_what_she_submitted_belongs_to_the_files_history()
    {
        var (application, applicant, _) = await ASubmittedFileWithATrail(ApplicationState.Submitted);
        await AHistoryLine("ncc-ap", applicant, application);
        await AHistoryLine("icrc", applicant, null);
        var auditor = await Api.SignedInAs(Role.Auditor, "ncc-ap");

        foreach (var address in new[] { $"/api/v1/applications/{application}/history", $"/api/v1/applicants/{applicant}/history" })
        {
            var whole = await Answered(await auditor.GetAsync(address, Token));
            var next = await auditor.GetAsync($"{address}?limit=5", Token);
            var link = next.Headers.GetValues("Link").Single();
            var rest = await Answered(await auditor.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)].Replace("limit=5", "limit=50", StringComparison.Ordinal), Token));

            Assert.Equal([.. HandedIn, "ApplicationBegun"], Events(whole));
            Assert.Equal(Events(whole), Events(await Answered(next)).Concat(Events(rest)));
        }
    }

    [Fact]
    public async Task Who_declared_a_conflict_on_a_file_and_whose_own_it_is_are_kept_away_from_its_history_too()
    {
        var file = await Api.ASubmittedFile();
        var applicant = await Api.Stored(db => db.Applications.Where(a => a.Id == file.Id).Select(a => a.ApplicantId).SingleAsync(Token));
        var auditor = await Api.SignedInAs(Role.Auditor, "ncc-ap");
        await Answered(await auditor.PostAsJsonAsync($"/api/v1/applications/{file.Id}/conflicts", new { reason = "The applicant is my sister." }, Token));

        await Refused(await auditor.GetAsync($"/api/v1/applications/{file.Id}/history", Token), "decision.conflict_of_interest");
        Assert.DoesNotContain($"{file.Id}", await auditor.GetStringAsync($"/api/v1/applicants/{applicant}/history", Token), StringComparison.Ordinal);
        Assert.Contains($"{file.Id}", await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetStringAsync($"/api/v1/applicants/{applicant}/history", Token), StringComparison.Ordinal);

        var (own, staff) = await Api.AFileOfStaff(Role.Auditor);
        var self = await Api.Stored(db => db.Applications.Where(a => a.Id == own.Id).Select(a => a.ApplicantId).SingleAsync(Token));
        await Refused(await staff.GetAsync($"/api/v1/applications/{own.Id}/history", Token), "decision.own_application");
        await Refused(await staff.GetAsync($"/api/v1/applicants/{self}/history", Token), "decision.own_application");
    }

    [Fact]
    public async Task Nothing_sensitive_stands_in_it()
    {
        var (application, applicant, attester) = await ASubmittedFileWithATrail(ApplicationState.Submitted);
        var auditor = await Api.SignedInAs(Role.Auditor, "ncc-ap");

        foreach (var address in new[] { $"/api/v1/applications/{application}/history?limit=100", $"/api/v1/applicants/{applicant}/history?limit=100" })
        {
            var text = await auditor.GetStringAsync(address, Token);
            Assert.Contains("SensitiveRecordChanged", text, StringComparison.Ordinal);
            foreach (var sensitive in new[] { "1984-05-17", "2019-02-03", "OwnSubstanceUse", attester, EvidenceWorld.Supervisor })
            {
                Assert.DoesNotContain(sensitive, text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Of_a_draft_the_board_sees_nothing_but_that_it_was_begun()
    {
        var (application, applicant, _) = await ASubmittedFileWithATrail(ApplicationState.Draft);
        await AHistoryLine("ncc-ap", applicant, application);
        var auditor = await Api.SignedInAs(Role.Auditor, "ncc-ap");

        foreach (var address in new[] { $"/api/v1/applications/{application}/history", $"/api/v1/applicants/{applicant}/history" })
        {
            var lines = await Answered(await auditor.GetAsync(address, Token));
            Assert.Equal(["ApplicationBegun"], Events(lines));
        }
    }

    [Fact]
    public async Task Of_somebody_certified_the_board_sees_what_became_of_the_record_too()
    {
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 6, 1), await Api.AnAccount(Role.Applicant));
        var applicant = await Api.Stored(db => db.Credentials.Where(c => c.Number == number).Select(c => c.ApplicantId).SingleAsync(Token));
        await AHistoryLine(null, applicant, null);

        var lines = await Answered(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetAsync($"/api/v1/applicants/{applicant}/history", Token));

        Assert.Single(Events(lines));
        await Refused(await (await Api.SignedInAs(Role.Auditor, "icrc")).GetAsync($"/api/v1/applicants/{applicant}/history", Token), "applicant.not_found");
    }

    /// <summary>A file with a diploma and an attested day. Another entry, its link and another document are hers and not in the file.</summary>
    private async Task<(Guid Application, Guid Applicant, string Attester)> ASubmittedFileWithATrail(ApplicationState state)
    {
        var client = await Api.SignedInAs(Role.Applicant);
        var applicant = await Api.ARecord(client);
        await Api.ASensitiveRecord(client);
        var diploma = await Api.AnEducation(client, documentId: await Api.ADocument(client));
        var practice = await Api.APracticeEntry(client);
        var attester = AttestationWorld.AnAttester();
        await Api.ARequest(client, practice, attester);
        await Api.MailHasLeft();
        var token = (await Api.MailTo(attester))[^1].Token;
        await Answered(await Api.Views(token));
        await Answered(await Api.Answers(token, "Confirmed"));
        await Api.ASignedDocument(client, documentId: await Api.ADocument(client));
        await Api.ARequest(client, await Api.APracticeEntry(client, "2026-02-16"), AttestationWorld.AnAttester());
        return (await Api.AnApplicationOf(client, state, state == ApplicationState.Draft ? [] : [diploma, practice]), applicant, attester);
    }

    private static string[] Events(JsonElement page) => [.. page.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("event").GetString()!)];

    private async Task<string> ASuspendedAndLiftedCredential()
    {
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 6, 1));
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "Complaint 17." }));
        await Answered(await officer.Act(Api, number, "acts/lift-suspension", new { effectiveOn = "2026-02-20", reason = "Closed." }));
        return number;
    }

    private Task<(Guid Application, Guid Applicant)> AnApplicationAt(string board) => Api.Stored(async db =>
    {
        var number = await Api.ACredential("NCPRSS", new DateOnly(2020, 1, 1));
        var applicant = await db.Credentials.Where(c => c.Number == number).Select(c => c.ApplicantId).SingleAsync(Token);
        var application = new Application
        {
            Id = Guid.CreateVersion7(),
            ApplicantId = applicant,
            BoardId = await db.Boards.Where(b => b.Code == board).Select(b => b.Id).SingleAsync(Token),
            CredentialTypeId = await db.CredentialTypes.Where(t => t.Board.Code == board).Select(t => t.Id).FirstAsync(Token),
            State = ApplicationState.Draft,
            CreatedAtUtc = DateTime.UtcNow,
            TouchedAtUtc = DateTime.UtcNow,
        };
        db.Applications.Add(application);
        await db.SaveChangesAsync(Token);
        return (application.Id, applicant);
    });

    private Task<int> AHistoryLine(string? board, Guid applicant, Guid? application, Guid? anEntry = null) => Api.Stored(async db =>
    {
        db.History.Add(new HistoryEntry
        {
            AtUtc = DateTime.UtcNow,
            Actor = "Account",
            Permission = "ApplyForCredential",
            Act = "BeginApplication",
            Event = "ApplicationBegun",
            BoardId = board is null ? null : await db.Boards.Where(b => b.Code == board).Select(b => b.Id).SingleAsync(Token),
            ApplicantId = applicant,
            ApplicationId = application,
            SubjectId = anEntry,
        });
        return await db.SaveChangesAsync(Token);
    });
}
