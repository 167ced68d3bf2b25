using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Applicants;

public abstract class ApplicantRecordTests(RegistryApi api) : RegistryTest(api)
{
    private const string Me = "/api/v1/applicants/me";

    public sealed class OnSqlite(SqliteRegistry api) : ApplicantRecordTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ApplicantRecordTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_record_is_begun_once_and_then_replaced_by_who_has_read_it()
    {
        var ana = await Api.SignedInAs(Role.Applicant);

        var begun = await Put(ana, "Ana Lopez", null);
        var read = await ana.GetAsync(Me, Token);
        var replaced = await Put(ana, "Ana Maria Lopez", read.Headers.ETag!.Tag);

        await Answered(begun, 201);
        Assert.Equal(Me, begun.Headers.Location?.OriginalString);
        await Answered(replaced);
        var now = await Answered(await ana.GetAsync(Me, Token));
        Assert.Equal(("Ana Maria Lopez", "HighSchoolDiploma", 2), (now.GetProperty("legalName").GetString(), now.GetProperty("educationLevel").GetString(), now.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task An_existing_record_is_not_replaced_unseen_or_from_an_old_reading()
    {
        var ana = await Api.SomebodyWithARecord();

        await Refused(await Put(ana, "Ana", null), "precondition.missing");
        await Refused(await Put(ana, "Ana", "\"v7\""), "precondition.stale");
        await Refused(await Put(ana, "Ana", "\"7\""), "precondition.malformed");
        await Refused(await Put(await Api.SignedInAs(Role.Applicant), "Ben", "\"v1\""), "precondition.stale");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ana\u0007Lopez")]
    public async Task A_name_that_nobody_can_have_is_refused(string legalName) =>
        await Refused(await Put(await Api.SignedInAs(Role.Applicant), legalName, null), "request.invalid");

    [Fact]
    public async Task Whoever_has_not_begun_a_record_has_none() =>
        await Refused(await (await Api.SignedInAs(Role.Applicant)).GetAsync(Me, Token), "applicant.not_found");

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Officer)]
    [InlineData(Role.BoardAdministrator)]
    [InlineData(Role.Auditor)]
    public async Task Board_staff_have_no_record_of_their_own(Role role)
    {
        var staff = await Api.SignedInAs(role, "ncc-ap");

        await Refused(await staff.GetAsync(Me, Token), "access.not_permitted");
        await Refused(await Put(staff, "Sam", null), "access.not_permitted");
    }

    [Fact]
    public async Task Two_first_writings_at_once_make_one_record()
    {
        var ana = await Api.SignedInAs(Role.Applicant);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Put(ana, $"Ana {i}", null)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.Created), a => Assert.Equal((HttpStatusCode)428, a.StatusCode));
    }

    [Fact]
    public async Task The_history_tells_how_a_record_came_to_be_what_it_is()
    {
        var ana = await Api.SignedInAs(Role.Applicant);
        var id = await Api.ARecord(ana, "Ana Lopez");
        await Put(ana, "Ana Maria Lopez", "\"v1\"");

        var told = await Api.Stored(db => db.History.Where(h => h.ApplicantId == id).OrderBy(h => h.Sequence).ToListAsync(Token));

        Assert.Equal(["ApplicantRecordBegun", "ApplicantRecordChanged"], told.Select(h => h.Event));
        Assert.Null(told[0].Before);
        Assert.Contains("Ana Lopez", told[1].Before, StringComparison.Ordinal);
        Assert.Contains("Ana Maria Lopez", told[1].After, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Put(HttpClient client, string legalName, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, Me) { Content = JsonContent.Create(new { legalName, educationLevel = "HighSchoolDiploma" }) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return client.SendAsync(request, Token);
    }
}
