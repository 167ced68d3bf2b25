using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Applicants;

public abstract class SensitiveRecordTests(RegistryApi api) : RegistryTest(api)
{
    private const string Own = "/api/v1/applicants/me/sensitive";
    private const string Marker = "Zanzibar-7741-Lane";

    public sealed class OnSqlite(SqliteRegistry api) : SensitiveRecordTests(api), IClassFixture<SqliteRegistry>
    {
        [Fact]
        public async Task No_file_of_the_registry_holds_it_in_the_clear()
        {
            var ana = await Api.SomebodyWithARecord();
            ana.DefaultRequestHeaders.Add("Idempotency-Key", "kept");
            await Put(ana, new { postalAddress = Marker, phone = Marker, livedExperience = "OwnMentalHealth" });
            await ana.GetAsync(Own, Token);

            var holding = new List<string>();
            foreach (var path in Directory.GetFiles(Api.Folder, "*", SearchOption.AllDirectories))
            {
                await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var copy = new MemoryStream();
                await file.CopyToAsync(copy, Token);
                var text = Encoding.Latin1.GetString(copy.ToArray());
                Assert.DoesNotContain(Marker, text, StringComparison.Ordinal);
                Assert.DoesNotContain("OwnMentalHealth", text, StringComparison.Ordinal);
                holding.AddRange(text.Contains("SensitiveRecordChanged", StringComparison.Ordinal) ? [path] : []);
            }

            Assert.NotEmpty(holding); // the search does see what is written
        }
    }

    public sealed class OnPostgres(PostgresRegistry api) : SensitiveRecordTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task What_was_kept_is_read_back_and_every_reading_is_told()
    {
        var ana = await Api.SomebodyWithARecord();
        await Answered(await Put(ana, new { birthDate = "1984-05-17", postalAddress = Marker }));

        var changed = await Answered(await Put(ana, new { birthDate = "1984-05-17", phone = "+1 555 0100", livedExperience = "Parent" }));
        var read = await Answered(await ana.GetAsync(Own, Token));

        Assert.Equal(["phone", "postalAddress", "livedExperience"], changed.GetProperty("changed").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(("1984-05-17", "Parent", JsonValueKind.Null), (read.GetProperty("birthDate").GetString(), read.GetProperty("livedExperience").GetString(), read.GetProperty("postalAddress").ValueKind));
        var reads = await Reads(ana);
        Assert.Equal(["ReadSensitiveRecord", "KeepSensitiveRecord", "KeepSensitiveRecord"], reads.Select(r => r.GetProperty("act").GetString()));
        Assert.All(reads, r => Assert.True(r.GetProperty("isOwn").GetBoolean()));
    }

    [Fact]
    public async Task What_two_people_kept_alike_under_a_key_is_not_seen_to_be_alike()
    {
        foreach (var person in new[] { await Api.SomebodyWithARecord(), await Api.SomebodyWithARecord() })
        {
            person.DefaultRequestHeaders.Add("Idempotency-Key", "alike");
            await Answered(await Put(person, new { birthDate = "1984-05-17" }));
            await Answered(await Put(person, new { birthDate = "1984-05-17" }));
            await Refused(await Put(person, new { birthDate = "1984-05-18" }), "idempotency.key_reused");
        }

        var hashes = await Api.Stored(db => db.IdempotencyRecords.Where(r => r.Key == "alike").Select(r => r.RequestHash).ToListAsync(Token));

        Assert.Equal(2, hashes.Distinct().Count());
    }

    [Fact]
    public async Task The_history_tells_which_fields_changed_and_not_what_they_say()
    {
        var ana = await Api.SomebodyWithARecord();
        await Put(ana, new { birthDate = "1984-05-17", postalAddress = Marker });

        var told = await Api.Stored(db => db.History.Where(h => h.Event == "SensitiveRecordChanged").Select(h => h.Before + h.After).ToListAsync(Token));

        Assert.Contains(told, t => t.Contains("postalAddress", StringComparison.Ordinal));
        Assert.DoesNotContain(told, t => t.Contains(Marker, StringComparison.Ordinal) || t.Contains("1984", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dates_that_nobody_can_have_are_refused()
    {
        var ana = await Api.SomebodyWithARecord();

        await Refused(await Put(ana, new { birthDate = "2026-03-02" }), "applicant.birth_in_the_future");
        await Refused(await Put(ana, new { recoverySince = "2026-03-02" }), "applicant.recovery_in_the_future");
        await Refused(await Put(ana, new { birthDate = "1984-05-17", recoverySince = "1984-05-16" }), "applicant.recovery_before_birth");
        await Refused(await Put(ana, new { phone = new string('5', 41) }), "request.invalid");
        await Refused(await Put(ana, new { livedExperience = "Neighbour" }), "request.malformed");
    }

    [Fact]
    public async Task The_sensitive_part_needs_the_record_first()
    {
        var ana = await Api.SignedInAs(Role.Applicant);

        await Refused(await Put(ana, new { birthDate = "1984-05-17" }), "applicant.record_missing");
        await Refused(await ana.GetAsync(Own, Token), "applicant.record_missing");
        await Refused(await ana.GetAsync("/api/v1/applicants/me/sensitive-reads", Token), "applicant.record_missing");
    }

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Officer)]
    public async Task Who_judges_the_application_reads_it_with_a_reason_that_the_person_sees(Role role)
    {
        var (ana, application) = await Submitted();
        var staff = await Api.SignedInAs(role, "ncc-ap");
        Api.TheDayIs(new DateOnly(2040, 1, 1)); // the fixture grants roles by the real clock; this is after it

        var read = await Answered(await staff.GetAsync($"/api/v1/applications/{application}/applicant/sensitive?why=To+compare+the+dates", Token));

        Assert.Equal("1984-05-17", read.GetProperty("birthDate").GetString());
        var told = (await Reads(ana))[0];
        Assert.Equal(("To compare the dates", "ReadApplicantSensitiveRecord", false), (told.GetProperty("why").GetString(), told.GetProperty("act").GetString(), told.GetProperty("isOwn").GetBoolean()));
        var reader = Assert.Single(told.GetProperty("readerRoles").EnumerateArray());
        Assert.Equal((role.ToString(), "ncc-ap"), (reader.GetProperty("role").GetString(), reader.GetProperty("board").GetString()));
    }

    [Fact]
    public async Task Nobody_else_reads_it_and_nobody_without_a_reason()
    {
        var (ana, application) = await Submitted();
        var route = $"/api/v1/applications/{application}/applicant/sensitive";
        var before = (await Reads(ana)).Count;

        await Refused(await (await Api.SignedInAs(Role.Reviewer, "ncc-ap")).GetAsync(route, Token), "request.invalid");
        await Refused(await (await Api.SignedInAs(Role.Reviewer, "icrc")).GetAsync($"{route}?why=curious", Token), "application.not_found");
        await Refused(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).GetAsync($"{route}?why=curious", Token), "access.not_permitted");
        await Refused(await (await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap")).GetAsync($"{route}?why=curious", Token), "access.not_permitted");
        await Refused(await (await Api.SomebodyWithARecord("Ben Ode")).GetAsync($"{route}?why=curious", Token), "access.not_permitted");
        await Refused(await Api.CreateClient().GetAsync($"{route}?why=curious", Token), "access.sign_in_needed");

        Assert.Equal(before, (await Reads(ana)).Count);
    }

    [Fact]
    public async Task Drafts_and_files_with_a_declared_conflict_are_not_there()
    {
        var ana = await Api.SomebodyWithARecord();
        var draft = await Api.AnApplicationOf(ana, ApplicationState.Draft);
        var (_, application) = await Submitted();
        var email = await Api.AnAccount(Role.Officer, "ncc-ap");
        var officer = await Api.Client(email);
        await Api.DeclaredConflict(email, application);

        await Refused(await officer.GetAsync($"/api/v1/applications/{draft}/applicant/sensitive?why=early", Token), "application.not_found");
        await Refused(await officer.GetAsync($"/api/v1/applications/{application}/applicant/sensitive?why=kin", Token), "application.not_found");
    }

    [Fact]
    public async Task Readings_come_in_pages_the_newest_first()
    {
        var ana = await Api.SomebodyWithARecord();
        for (var i = 0; i < 3; i++)
        {
            await ana.GetAsync(Own, Token);
        }

        var page = await ana.GetAsync("/api/v1/applicants/me/sensitive-reads?limit=2", Token);
        var first = (await Answered(page)).GetProperty("reads").EnumerateArray().Select(r => r.GetProperty("id").GetInt64()).ToList();
        var rest = (await Answered(await ana.GetAsync(page.Headers.GetValues("Link").Single().Split('<', '>')[1], Token))).GetProperty("reads");

        Assert.Equal((2, 1), (first.Count, rest.GetArrayLength()));
        Assert.True(first[0] > first[1] && first[1] > rest[0].GetProperty("id").GetInt64());
    }

    private static Task<HttpResponseMessage> Put(HttpClient client, object body) => client.PutAsJsonAsync(Own, body, Token);

    private static async Task<List<JsonElement>> Reads(HttpClient client) =>
        [.. (await Answered(await client.GetAsync("/api/v1/applicants/me/sensitive-reads", Token))).GetProperty("reads").EnumerateArray()];

    private async Task<(HttpClient Ana, Guid Application)> Submitted()
    {
        var ana = await Api.SomebodyWithARecord();
        await Api.ASensitiveRecord(ana);
        return (ana, await Api.AnApplicationOf(ana, ApplicationState.Submitted));
    }
}
