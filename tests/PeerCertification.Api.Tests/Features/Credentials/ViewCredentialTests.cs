using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Credentials;

/// <summary>ViewCredential, ListOwnCredentials.</summary>
public abstract class ViewCredentialTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : ViewCredentialTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ViewCredentialTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Issued = new(2025, 6, 1);

    [Fact]
    public async Task A_name_is_changed_by_a_document_and_what_was_printed_before_stays_known()
    {
        var number = await Api.ACredential("NCPRSS", Issued, name: "Ana Ruiz");
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Refused(await officer.Act(Api, number, "acts/change-name", new { name = "Ana Reyes", documentId = Guid.CreateVersion7(), effectiveOn = "2026-03-01", reason = "A letter." }), "credential.name_needs_document");
        await Answered(await Api.ANameChange(officer, number));

        Assert.Equal("Ana Reyes", await Printed(number, "on=2026-03-01"));
        Assert.Equal("Ana Ruiz", await Printed(number, "on=2026-02-28"));
        Assert.Equal("Ana Ruiz", await Printed(number, "on=2026-03-01&knownAt=2026-02-28T12:00:00Z"));
        Assert.Equal("Ana Reyes", (await Answered(await officer.GetAsync($"/api/v1/credentials/{number}", Token))).GetProperty("nameAsPrinted").GetString());

        await Answered(await officer.Act(Api, number, "acts/vacate", new { sequence = 2, reason = "It was somebody else's." }));
        Assert.Equal("Ana Ruiz", await Printed(number, "on=2026-03-01"));
    }

    private async Task<string?> Printed(string number, string asked) =>
        (await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}?{asked}", Token))).GetProperty("nameAsPrinted").GetString();

    [Fact]
    public async Task Staff_and_the_holder_see_every_act_with_its_reason()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var number = await Api.ACredential("NCPRSS", Issued, holder: email);
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "Complaint 17." }));
        await Answered(await officer.Act(Api, number, "acts/vacate", new { sequence = 2, reason = "Set aside." }));
        await Answered(await officer.Act(Api, number, "acts/deactivate", new { effectiveOn = "2026-03-01", reason = "Leave." }));

        foreach (var reader in new[] { officer, await Api.Client(email), await Api.SignedInAs(Role.Reviewer, "ncc-ap"), await Api.SignedInAs(Role.Auditor, "ncc-ap") })
        {
            var answer = await reader.GetAsync($"/api/v1/credentials/{number}", Token);
            var body = await Answered(answer);

            Assert.Equal("\"v4\"", answer.Headers.ETag?.ToString());
            Assert.Equal("Inactive", body.GetProperty("standing").GetString());
            Assert.Equal("2026-03-01", body.GetProperty("today").GetString());
            Assert.Equal(
                ["1 Issue True Awarded.", "2 Suspend False Complaint 17.", "3 Vacate False Set aside.", "4 Deactivate True Leave."],
                body.GetProperty("acts").EnumerateArray().Select(a => $"{a.GetProperty("sequence")} {a.GetProperty("kind")} {a.GetProperty("isInForce")} {a.GetProperty("reason")}"));
            Assert.Equal("""[{"startsOn":"2025-06-01","endsOn":"2027-05-31","graceEndsOn":null}]""", body.GetProperty("periods").GetRawText());
        }
    }

    [Fact]
    public async Task To_everybody_else_there_is_no_such_credential()
    {
        var number = await Api.ACredential("NCPRSS", Issued);

        foreach (var other in new[] { await Api.SignedInAs(Role.Applicant), await Api.SignedInAs(Role.Officer, "icrc"), await Api.SignedInAs(Role.Operator) })
        {
            await Refused(await other.GetAsync($"/api/v1/credentials/{number}", Token), "credential.not_found");
        }

        await Refused(await Api.CreateClient().GetAsync($"/api/v1/credentials/{number}", Token), "access.sign_in_needed");
    }

    [Fact]
    public async Task A_mistyped_number_is_told_as_such()
    {
        var number = await Api.ACredential("NCPRSS", Issued);

        await Refused(await (await Api.SignedInAs(Role.Applicant)).GetAsync($"/api/v1/credentials/{number[..^1]}{(number[^1] == 'A' ? 'B' : 'A')}", Token), "credential.check_character_wrong");
    }

    [Fact]
    public async Task A_holder_lists_their_own_credentials_page_by_page()
    {
        var email = await Api.AnAccount(Role.Applicant);
        await Api.ACredential("NCPRSS", Issued);
        var numbers = new[] { await Api.ACredential("NCPRSS", new DateOnly(2022, 1, 1), holder: email), await Api.ACredential("NCPRSS", Issued, holder: email) };
        var holder = await Api.Client(email);

        var first = await holder.GetAsync("/api/v1/credentials?limit=1", Token);
        var link = first.Headers.GetValues("Link").Single();
        var second = await Answered(await holder.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)], Token));

        var expired = (await Answered(first)).GetProperty("credentials")[0];
        Assert.Equal(numbers[0], expired.GetProperty("number").GetString());
        Assert.Equal("Expired", expired.GetProperty("standing").GetString());
        Assert.Equal(numbers[1], Assert.Single(second.GetProperty("credentials").EnumerateArray()).GetProperty("number").GetString());
        Assert.Equal(2, (await Answered(await holder.GetAsync("/api/v1/credentials", Token))).GetProperty("credentials").GetArrayLength());
    }

    [Fact]
    public async Task A_list_needs_a_record_of_ones_own_and_a_sensible_length()
    {
        var newcomer = await Api.SignedInAs(Role.Applicant);

        await Refused(await newcomer.GetAsync("/api/v1/credentials", Token), "applicant.record_missing");
        await Refused(await newcomer.GetAsync("/api/v1/credentials?limit=101", Token), "request.invalid");
        await Refused(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).GetAsync("/api/v1/credentials", Token), "access.not_permitted");
    }
}
