using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Verification;

public abstract class LookupsTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : LookupsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : LookupsTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Every_way_of_asking_with_a_key_is_written_down_with_its_purpose_and_what_was_said()
    {
        var (ana, organisation) = (await Api.AHolder(), await Api.AnOrganisation());
        var key = await Api.AKey(organisation, "Verify", "Rosters");

        await Answered(await key.Client.GetAsync($"/api/v1/verifications/{ana.Number}?on=2026-01-01&purpose=Hiring", Token));
        await Answered(await key.Client.GetAsync($"/api/v1/verifications/{ana.Number}/receipt?on=2026-01-01&purpose=Audit+of+2026", Token));
        await Answered(await key.Client.PostAsJsonAsync("/api/v1/verifications/assess", new { number = ana.Number, state = "NY", serviceDate = "2026-02-01", purpose = "h0038" }, Token));
        var unknown = Domain.Credentials.CredentialNumber.Compose("NCPRSS", 9_999_990) ?? Domain.Credentials.CredentialNumber.Compose("NCPRSS", 9_999_991)!;
        await key.Client.PostAsJsonAsync("/api/v1/rosters/verify?purpose=Payroll", new { numbers = new[] { ana.Number, "no number of Ana Lopez", unknown } }, Token);
        await Refused(await key.Client.GetAsync($"/api/v1/verifications/{unknown}", Token), "credential.not_found");

        var lookups = await Lookups(organisation);
        Assert.Equal(
            [
                ("Verification", unknown, null, null, "credential.not_found"),
                ("Roster", unknown, null, "Payroll", "credential.not_found"),
                ("Roster", ana.Number, "2026-03-01", "Payroll", "Active"),
                ("Assessment", ana.Number, "2026-02-01", "h0038", "CannotSay"),
                ("Receipt", ana.Number, "2026-01-01", "Audit of 2026", "Active"),
                ("Verification", ana.Number, "2026-01-01", "Hiring", "Active"),
            ],
            lookups.Select(l => (l.GetProperty("way").GetString(), l.GetProperty("number").GetString(), l.GetProperty("on").GetString(), l.GetProperty("purpose").GetString(), l.GetProperty("said").GetString())));
        Assert.All(lookups, l => Assert.Equal((key.Text[..12], JsonValueKind.Null), (l.GetProperty("keyPrefix").GetString(), l.GetProperty("byAccountId").ValueKind)));
    }

    [Fact]
    public async Task What_could_not_be_answered_is_written_down_as_it_was_asked()
    {
        var (ana, organisation) = (await Api.AHolder(), await Api.AnOrganisation());
        var key = await Api.AKey(organisation, "Verify", "Rosters");
        var early = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        const string Then = "on=2025-06-15&knownAt=2020-01-01T00:00:00Z";

        await Refused(await key.Client.GetAsync($"/api/v1/verifications/{ana.Number}?{Then}", Token), "credential.not_known_then");
        await Refused(await key.Client.GetAsync($"/api/v1/verifications/{ana.Number}/receipt?{Then}", Token), "credential.not_known_then");
        await Refused(await key.Client.GetAsync($"/api/v1/verifications/{ana.Number}/history?knownAt=2020-01-01T00:00:00Z", Token), "credential.not_known_then");
        await key.Client.PostAsJsonAsync($"/api/v1/rosters/verify?{Then}", new { numbers = new[] { ana.Number } }, Token);

        var written = await Api.WithQuestionsSortedIn(db => db.Lookups.Where(l => l.OrganisationId == organisation.Id).Select(l => new { l.Way, l.On, l.KnownAtUtc, l.Said }).ToListAsync(Token));
        Assert.Equal([LookupWay.Verification, LookupWay.Receipt, LookupWay.Roster, LookupWay.History], written.Select(l => l.Way).Order());
        Assert.All(written, l => Assert.Equal(early, l.KnownAtUtc));
        Assert.All(written.Where(l => l.Way != LookupWay.History), l => Assert.Equal((new DateOnly(2025, 6, 15), early, "credential.not_known_then"), (l.On, l.KnownAtUtc, l.Said)));
    }

    [Fact]
    public async Task Who_has_a_receipt_checked_is_told_how_somebody_stands_and_is_written_down_too()
    {
        var (ana, organisation) = (await Api.AHolder(), await Api.AnOrganisation());
        var key = await Api.AKey(organisation, "Verify");
        var receipt = (await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{ana.Number}/receipt?on=2026-01-01", Token))).GetProperty("receipt").GetString();

        await Answered(await key.Client.PostAsJsonAsync("/api/v1/receipts/check", new { receipt }, Token));
        await Answered(await key.Client.PostAsJsonAsync("/api/v1/receipts/check", new { receipt = "no receipt" }, Token));

        Assert.Equal([("Receipt", ana.Number, "2026-01-01", "Active")], (await Lookups(organisation)).Select(l => (l.GetProperty("way").GetString(), l.GetProperty("number").GetString(), l.GetProperty("on").GetString(), l.GetProperty("said").GetString())));
    }

    [Fact]
    public async Task Who_is_found_by_name_whose_history_is_read_and_who_is_watched_is_written_down_too()
    {
        var (organisation, number) = (await Api.AnOrganisation(), await Api.ACredential("NCPRSS", new DateOnly(2025, 6, 1), name: "Ana Lookedfor"));
        var key = await Api.AKey(organisation, "Verify", "Rosters");

        await Answered(await key.Client.GetAsync("/api/v1/verifications?familyName=Lookedfor&state=NY&purpose=Hiring", Token));
        await Answered(await key.Client.GetAsync("/api/v1/verifications?familyName=Nobodyatall&state=NY", Token));
        await Answered(await key.Client.GetAsync($"/api/v1/verifications/{number}/history", Token));
        await (organisation with { Owner = key.Client }).Watches(number);

        Assert.Equal(
            [("Watch", number, null), ("History", number, null), ("Search", number, "Hiring")],
            (await Lookups(organisation)).Select(l => (l.GetProperty("way").GetString(), l.GetProperty("number").GetString(), l.GetProperty("purpose").GetString())));
    }

    [Fact]
    public async Task A_certificant_sees_which_organisation_looked_and_never_who_there()
    {
        var (ana, organisation) = (await Api.AHolder(), await Api.AnOrganisation(name: "Hilltop Recovery"));
        var member = await Api.AMember(organisation);
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/verifications/{ana.Number}?on=2026-02-03&purpose=Hiring") { Headers = { { "X-Organisation", organisation.Id.ToString() } } };
        await Answered(await member.SendAsync(asked, Token));
        await Answered(await ana.Client.GetAsync($"/api/v1/verifications/{ana.Number}", Token)); // her own, in nobody's name
        await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{ana.Number}", Token)); // counted, not traced

        var seen = (await Answered(await ana.Client.GetAsync("/api/v1/me/lookups", Token))).GetProperty("lookups");

        Assert.Equal(2, seen.GetArrayLength());
        Assert.Equal((true, null), (seen[0].GetProperty("isOwn").GetBoolean(), seen[0].GetProperty("organisation").GetString()));
        Assert.Equal((false, "Hilltop Recovery", "Hiring", "2026-02-03"), (seen[1].GetProperty("isOwn").GetBoolean(), seen[1].GetProperty("organisation").GetString(), seen[1].GetProperty("purpose").GetString(), seen[1].GetProperty("on").GetString()));
        Assert.Equal(["id", "atUtc", "number", "on", "way", "organisation", "purpose", "isOwn"], seen[1].EnumerateObject().Select(p => p.Name));
        Assert.Single((await Answered(await ana.Client.GetAsync($"/api/v1/me/lookups?limit=1&after={seen[0].GetProperty("id").GetInt64()}", Token))).GetProperty("lookups").EnumerateArray());
        Assert.Empty((await Answered(await (await Api.AHolder()).Client.GetAsync("/api/v1/me/lookups", Token))).GetProperty("lookups").EnumerateArray());
    }

    [Fact]
    public async Task Nobody_asks_in_the_name_of_an_organisation_that_is_not_theirs_and_then_nothing_is_answered()
    {
        var (ana, organisation) = (await Api.AHolder(), await Api.AnOrganisation());
        var stranger = await Api.SignedInAs(Role.Applicant);
        foreach (var names in new string[][] { [organisation.Id.ToString()], ["Riverside"], [organisation.Id.ToString(), organisation.Id.ToString()] })
        {
            using var one = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/verifications/{ana.Number}") { Headers = { { "X-Organisation", names } } };
            await Refused(await stranger.SendAsync(one, Token), "organisation.not_found");
            using var many = new HttpRequestMessage(HttpMethod.Post, "/api/v1/rosters/verify") { Headers = { { "X-Organisation", names } }, Content = JsonContent.Create(new { numbers = new[] { ana.Number } }) };
            await Refused(await stranger.SendAsync(many, Token), "organisation.not_found");
        }

        await Refused(await stranger.GetAsync($"/api/v1/verifications/{ana.Number}?purpose={new string('x', 101)}", Token), "request.invalid");
        Assert.Empty((await Answered(await ana.Client.GetAsync("/api/v1/me/lookups", Token))).GetProperty("lookups").EnumerateArray());
        Assert.Empty(await Lookups(organisation));
    }

    [Fact]
    public async Task A_roster_of_ten_thousand_is_written_down_row_by_row()
    {
        var (ana, organisation) = (await Api.AHolder(), await Api.AnOrganisation());
        var key = await Api.AKey(organisation, "Rosters");

        var answer = await key.Client.PostAsJsonAsync("/api/v1/rosters/verify", new { numbers = Enumerable.Repeat(ana.Number, 10_000) }, Token);

        Assert.Equal(10_000, (await answer.Content.ReadAsStringAsync(Token)).Count(c => c == '\n'));
        Assert.Equal(10_000, await Api.WithQuestionsSortedIn(db => db.Lookups.CountAsync(l => l.OrganisationId == organisation.Id && l.Way == LookupWay.Roster, Token)));
    }

    [Fact]
    public async Task A_roster_is_answered_while_many_others_are_not_read()
    {
        var (ana, organisation) = (await Api.AHolder(), await Api.AnOrganisation());
        var key = await Api.AKey(organisation, "Rosters");
        var unread = await Task.WhenAll(Enumerable.Range(0, (2 * Environment.ProcessorCount) + 1).Select(_ => Asks(5_000)));

        using var answer = await Asks(1);

        Assert.Contains("\"standing\":\"Active\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Array.ForEach(unread, roster => roster.Dispose());

        async Task<HttpResponseMessage> Asks(int rows)
        {
            using var roster = new HttpRequestMessage(HttpMethod.Post, "/api/v1/rosters/verify") { Content = JsonContent.Create(new { numbers = Enumerable.Repeat(ana.Number, rows) }) };
            return await key.Client.SendAsync(roster, HttpCompletionOption.ResponseHeadersRead, Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
        }
    }

    [Fact]
    public async Task Each_question_of_many_rosters_becomes_one_lookup_whoever_sorts_them_in_at_once()
    {
        const int Rosters = 45; // more than one transaction takes
        var (ana, organisation) = (await Api.AHolder(), await Api.AnOrganisation());
        var key = await Api.AKey(organisation, "Verify", "Rosters");
        for (var i = 0; i < Rosters; i++)
        {
            await (await key.Client.PostAsJsonAsync($"/api/v1/rosters/verify?purpose=Roster+{i}", new { numbers = new[] { ana.Number, ana.Number } }, Token)).Content.ReadAsStringAsync(Token);
        }

        await Answered(await key.Client.GetAsync($"/api/v1/verifications/{ana.Number}", Token));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? Lookups(organisation) : Api.WithQuestionsSortedIn(_ => Task.FromResult(new List<JsonElement>()))));

        var all = new List<JsonElement>();
        for (List<JsonElement> page; (page = await Lookups(organisation, $"?limit=20{(all.Count == 0 ? "" : $"&after={all[^1].GetProperty("id")}")}")).Count > 0; all.AddRange(page))
        {
        }

        Assert.Equal(
            ["Verification ", .. Enumerable.Range(0, Rosters).Reverse().SelectMany(i => (string[])[$"Roster Roster {i}", $"Roster Roster {i}"])],
            all.Select(l => $"{l.GetProperty("way").GetString()} {l.GetProperty("purpose").GetString()}"));
        Assert.Equal((2 * Rosters) + 1, all.Select(l => l.GetProperty("id").GetInt64()).Distinct().Count());
        Assert.Equal(0, await Api.Stored(db => db.LookupBundles.CountAsync(b => b.OrganisationId == organisation.Id, Token)));
    }

    [Fact]
    public async Task Members_do_not_see_what_others_asked()
    {
        var organisation = await Api.AnOrganisation();
        await Refused(await (await Api.AMember(organisation)).GetAsync($"{organisation.Path}/lookups", Token), "organisation.owner_needed");
    }

    [Fact]
    public async Task Holders_of_receipts_are_told_of_each_correction_once()
    {
        var (ana, organisation) = (await Api.AHolder(), await Api.AnOrganisation());
        await Api.AMember(organisation, "Owner");
        var (key, changes) = (await Api.AKey(organisation, "Verify"), await Api.AKey(organisation, "Changes"));
        foreach (var day in new[] { "2026-02-10", "2026-01-10" })
        {
            await Answered(await key.Client.GetAsync($"/api/v1/verifications/{ana.Number}/receipt?on={day}", Token));
        }

        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Tells(); // of what other tests left
        Assert.Equal(0, await Tells());
        Api.TheDayIs(new DateOnly(2026, 3, 2));
        await Answered(await officer.Act(Api, ana.Number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "x" }));
        Assert.Equal(1, await Tells()); // January stays as it was
        Assert.Equal(0, await Tells());
        Api.TheDayIs(new DateOnly(2026, 3, 3));
        await Answered(await officer.Act(Api, ana.Number, "acts/vacate", new { sequence = 2, reason = "The appeal succeeded." }));
        Assert.Equal(1, await Tells());

        var told = (await Answered(await changes.Client.GetAsync($"{organisation.Path}/receipt-corrections", Token))).GetProperty("corrections");
        Assert.Equal(["Suspended", "Active"], told.EnumerateArray().Select(c => c.GetProperty("answerNow").GetProperty("standing").GetString()));
        Assert.All(told.EnumerateArray(), c => Assert.Contains("standing", c.GetProperty("corrected").EnumerateArray().Select(n => n.GetString())));
        Assert.All(told.EnumerateArray(), c => Assert.Equal("2026-02-10", c.GetProperty("on").GetString()));
        Assert.Equal(4, await Api.Stored(db => db.Outbox.CountAsync(m => m.Kind == "ReceiptCorrected" && db.OrganisationMembers.Any(o => o.OrganisationId == organisation.Id && o.AccountId == m.RecipientAccountId), Token))); // two owners, twice
        await Refused(await key.Client.GetAsync($"{organisation.Path}/receipt-corrections", Token), "access.key_scope_missing");
        await Refused(await (await Api.AKey(await Api.AnOrganisation(), "Changes")).Client.GetAsync($"{organisation.Path}/receipt-corrections", Token), "organisation.not_found");
    }

    [Fact]
    public async Task A_correction_of_an_answer_is_told_of_for_three_years_and_no_longer()
    {
        var (ana, officer) = (await Api.AHolder(), await Api.SignedInAs(Role.Officer, "ncc-ap"));
        var kim = await Api.SignedInAs(Role.Applicant); // who takes the receipt for herself
        await Answered(await kim.GetAsync($"/api/v1/verifications/{ana.Number}/receipt?on=2026-02-10", Token));

        Api.TheDayIs(new DateOnly(2029, 2, 28)); // three years after, less a day
        await Answered(await officer.Act(Api, ana.Number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "x" }));
        await Tells();
        Assert.Equal(1, await Told());
        Api.TheDayIs(new DateOnly(2029, 3, 2)); // and a day
        await Answered(await officer.Act(Api, ana.Number, "acts/vacate", new { sequence = 2, reason = "The appeal succeeded." }));
        await Tells();
        Assert.Equal(1, await Told());

        Task<int> Told() => Api.Stored(db => db.ReceiptCorrections.CountAsync(c => c.Receipt.Number == ana.Number, Token));
    }

    [Fact]
    public async Task What_a_board_did_to_somebody_is_told_before_thousands_are_looked_at_whose_rules_were_published_anew()
    {
        var (ana, kim) = (await Api.AHolder(), await Api.AHolder());
        var holder = await Api.SignedInAs(Role.Applicant);
        await Answered(await holder.GetAsync($"/api/v1/verifications/{ana.Number}/receipt?on=2026-02-10", Token));
        await Answered(await holder.GetAsync($"/api/v1/verifications/{kim.Number}/receipt?on=2026-02-10", Token));
        await Api.Stored(async db =>
        {
            var one = await db.HeldReceipts.AsNoTracking().SingleAsync(r => r.Number == kim.Number, Token);
            var published = await db.RequirementSets.MaxAsync(s => s.PublishedAtUtc, Token);
            db.HeldReceipts.AddRange(Enumerable.Range(0, 500).Select(i => new HeldReceipt
            {
                OrganisationId = one.OrganisationId,
                AccountId = one.AccountId,
                Sha256 = $"{i:d64}",
                Number = one.Number,
                On = one.On,
                KnownAtUtc = one.KnownAtUtc,
                Answer = one.Answer,
                IssuedAtUtc = one.IssuedAtUtc,
                LookFromUtc = published.AddMinutes(-1),
            }));
            return await db.SaveChangesAsync(Token);
        });
        await Answered(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).Act(Api, ana.Number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "x" }));

        await Tells();

        Assert.Equal(1, await Api.Stored(db => db.ReceiptCorrections.CountAsync(c => c.Receipt.Number == ana.Number, Token)));
        await Api.Stored(db => db.HeldReceipts.Where(r => r.Number == kim.Number).ExecuteDeleteAsync(Token)); // other tests count what is told at once
    }

    private static async Task<List<JsonElement>> Lookups(KnownOrganisation organisation, string query = "") =>
        [.. (await Answered(await organisation.Owner.GetAsync($"{organisation.Path}/lookups{query}", Token))).GetProperty("lookups").EnumerateArray()];

    /// <summary>How many corrections one run of the job tells of.</summary>
    private async Task<int> Tells()
    {
        var run = await Answered(await (await Api.SignedInAs(Role.Operator)).PostAsJsonAsync("/api/v1/jobs/TellCorrections/runs", new { }, Token));
        Assert.Equal("Succeeded", run.GetProperty("outcome").GetString());
        return run.GetProperty("count").GetInt32();
    }
}
