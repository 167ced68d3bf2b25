using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Organisations;

public abstract class OrganisationKeysTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : OrganisationKeysTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : OrganisationKeysTests(api), IClassFixture<PostgresRegistry>;

    private const string Known = "NCPRSS-0000042-J";

    [Fact]
    public async Task A_key_is_shown_once_and_only_its_hash_is_kept()
    {
        var organisation = await Api.AnOrganisation();
        var key = await Api.AKey(organisation, "Verify", "Rosters");

        Assert.Matches("^pcr_[a-z2-9]{8}_[A-Za-z0-9_-]{43}$", key.Text);
        var listed = Assert.Single((await Answered(await organisation.Owner.GetAsync($"{organisation.Path}/keys", Token))).GetProperty("keys").EnumerateArray());
        Assert.Equal(key.Text[..12], listed.GetProperty("prefix").GetString());
        Assert.DoesNotContain(key.Text[13..], listed.GetRawText(), StringComparison.Ordinal);
        var kept = await Api.Stored(db => db.OrganisationKeys.SingleAsync(k => k.Id == key.Id, Token));
        Assert.Matches("^[0-9a-f]{64}$", kept.Hash);
    }

    [Fact]
    public async Task A_request_that_is_sent_again_shows_the_key_again_for_ten_minutes()
    {
        var organisation = await Api.AnOrganisation();
        var began = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var first = await Answered(await Issue(), 201);

        Api.TheTimeIs(began.AddMinutes(9));
        Assert.Equal(first.GetProperty("key").GetString(), (await Answered(await Issue(), 201)).GetProperty("key").GetString());
        Api.TheTimeIs(began.AddMinutes(11));
        await Refused(await Issue(), "idempotency.secret_shown");

        Task<HttpResponseMessage> Issue()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"{organisation.Path}/keys") { Content = JsonContent.Create(new { name = "Nightly", scopes = new[] { "Verify" }, validDays = 30 }) };
            request.Headers.Add("Idempotency-Key", organisation.Id.ToString());
            return organisation.Owner.SendAsync(request, Token);
        }
    }

    [Fact]
    public void Every_answer_with_a_secret_is_one_that_is_shown_once() =>
        Assert.Equal(
            ["BeginSecondFactor", "IssueKey", "RegisterWebhook", "RotateKey", "RotateWebhookSecret"],
            typeof(Program).Assembly.GetTypes().Where(t => t.Name == "Response" && t.GetProperties().Any(p => p.PropertyType == typeof(string) && p.Name is "Key" or "Secret"))
                .Select(t => (t.GetInterface("IShownOnce") is null ? "not " : "") + t.DeclaringType!.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_key_opens_what_its_scopes_say_and_nothing_else()
    {
        var organisation = await Api.AnOrganisation();
        var (number, numbers) = (await Api.ACredential("NCPRSS", new(2026, 2, 1)), new { numbers = new[] { Known } });
        var (verifies, changes) = (await Api.AKey(organisation, "Verify"), await Api.AKey(organisation, "Changes"));

        Assert.Equal(HttpStatusCode.OK, (await verifies.Client.GetAsync($"/api/v1/verifications/{number}", Token)).StatusCode);
        await Refused(await verifies.Client.PostAsJsonAsync("/api/v1/rosters/verify", numbers, Token), "access.key_scope_missing");
        await Refused(await changes.Client.GetAsync($"/api/v1/verifications/{number}", Token), "access.key_scope_missing"); // which anybody may ask, but not in the organisation's name
        Assert.Equal(HttpStatusCode.OK, (await (await Api.AKey(organisation, "Rosters")).Client.PostAsJsonAsync("/api/v1/rosters/verify", numbers, Token)).StatusCode);
        foreach (var path in new[] { "/accounts/me", "/organisations", $"/organisations/{organisation.Id}", $"/organisations/{organisation.Id}/keys", "/boards" })
        {
            await Refused(await verifies.Client.GetAsync("/api/v1" + path, Token), "access.key_scope_missing");
        }
    }

    [Fact]
    public async Task A_key_that_is_unknown_has_run_out_or_was_revoked_is_refused_alike_wherever_it_is_sent()
    {
        var organisation = await Api.AnOrganisation();
        var (revoked, old) = (await Api.AKey(organisation, "Verify"), await Api.AKey(organisation, "Verify"));
        await Answered(await organisation.Owner.PostAsync($"{organisation.Path}/keys/{revoked.Id}/revoke", null, Token));
        await Refused(await organisation.Owner.PostAsync($"{organisation.Path}/keys/{revoked.Id}/revoke", null, Token), "api_key.ended");
        Api.TheDayIs(new DateOnly(2027, 3, 2)); // 366 days on
        var details = new HashSet<string?>();
        foreach (var text in new[] { revoked.Text, old.Text, "pcr_abcdefgh_" + new string('A', 43), "pcr_", old.Text[..^1], old.Text[..^1] + (old.Text[^1] == 'A' ? 'B' : 'A') })
        {
            foreach (var path in new[] { $"/verifications/{Known}", "/boards", "/accounts/me" })
            {
                var answer = await Api.With(text).GetAsync("/api/v1" + path, Token);
                details.Add((await Refused(answer, "access.key_not_good")).GetProperty("detail").GetString());
                Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
            }
        }

        Assert.Single(details);
    }

    [Fact]
    public async Task A_key_is_good_for_its_days()
    {
        var organisation = await Api.AnOrganisation();
        var key = Api.Of(await Answered(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/keys", new { name = "Payroll", scopes = new[] { "Verify" }, validDays = 1 }, Token), 201));
        var number = await Api.ACredential("NCPRSS", new(2026, 2, 1));

        Api.TheTimeIs(new DateTimeOffset(2026, 3, 2, 11, 59, 0, TimeSpan.Zero));
        await Answered(await key.Client.GetAsync($"/api/v1/verifications/{number}", Token));
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 2, 12, 1, 0, TimeSpan.Zero));
        await Refused(await key.Client.GetAsync($"/api/v1/verifications/{number}", Token), "access.key_not_good");
    }

    [Theory]
    [InlineData("", 365, "Verify")] // without a name
    [InlineData("Payroll", 0, "Verify")]
    [InlineData("Payroll", 401, "Verify")]
    [InlineData("Payroll", 365)] // without a scope
    [InlineData("Payroll", 365, "Verify", "Verify")]
    public async Task A_key_has_a_name_scopes_and_an_end(string name, int validDays, params string[] scopes)
    {
        var organisation = await Api.AnOrganisation();
        await Refused(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/keys", new { name, scopes, validDays }, Token), "request.invalid");
    }

    [Fact]
    public async Task A_rotated_key_goes_on_for_the_overlap_beside_the_one_that_follows_it()
    {
        var organisation = await Api.AnOrganisation();
        var (old, number) = (await Api.AKey(organisation, "Verify"), await Api.ACredential("NCPRSS", new(2026, 2, 1)));

        var rotated = await Answered(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/keys/{old.Id}/rotate", new { overlapHours = 2 }, Token), 201);
        var next = Api.Of(rotated);

        Assert.StartsWith("2026-03-01T14:00:", rotated.GetProperty("oldExpiresAtUtc").GetString(), StringComparison.Ordinal);
        await Refused(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/keys/{old.Id}/rotate", new { overlapHours = 2 }, Token), "api_key.already_rotated");
        foreach (var key in new[] { old, next })
        {
            await Answered(await key.Client.GetAsync($"/api/v1/verifications/{number}", Token));
        }

        Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 14, 1, 0, TimeSpan.Zero));
        await Refused(await old.Client.GetAsync($"/api/v1/verifications/{number}", Token), "access.key_not_good");
        await Answered(await next.Client.GetAsync($"/api/v1/verifications/{number}", Token));
        await Answered(await organisation.Owner.PostAsync($"{organisation.Path}/keys/{next.Id}/revoke", null, Token));
        await Refused(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/keys/{next.Id}/rotate", new { }, Token), "api_key.ended");
    }

    [Fact]
    public async Task A_key_that_two_rotate_at_once_is_followed_by_one()
    {
        var organisation = await Api.AnOrganisation();
        var key = await Api.AKey(organisation, "Verify");

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => organisation.Owner.PostAsJsonAsync($"{organisation.Path}/keys/{key.Id}/rotate", new { }, Token)));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        Assert.Equal(2, (await Answered(await organisation.Owner.GetAsync($"{organisation.Path}/keys", Token))).GetProperty("keys").GetArrayLength());
    }

    [Fact]
    public async Task When_a_key_was_last_used_is_told_to_within_five_minutes()
    {
        var organisation = await Api.AnOrganisation();
        var key = await Api.AKey(organisation, "Verify");
        var told = new List<string?>();
        foreach (var minute in new[] { 1, 4, 5, 7, 13 })
        {
            Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 13, minute, 0, TimeSpan.Zero));
            await key.Client.GetAsync($"/api/v1/verifications/{Known}", Token);
            told.Add((await Answered(await organisation.Owner.GetAsync($"{organisation.Path}/keys", Token))).GetProperty("keys")[0].GetProperty("lastUsedAtUtc").GetString()![..16]);
        }

        Assert.Equal(["2026-03-01T13:01", "2026-03-01T13:01", "2026-03-01T13:01", "2026-03-01T13:07", "2026-03-01T13:13"], told);
    }

    [Fact]
    public async Task Twenty_keys_may_be_good_at_once()
    {
        var organisation = await Api.AnOrganisation();
        var keys = new List<KnownKey>();
        for (var i = 0; i < 20; i++)
        {
            keys.Add(await Api.AKey(organisation, "Verify"));
        }

        await Refused(await organisation.Owner.PostAsJsonAsync($"{organisation.Path}/keys", new { name = "One more", scopes = new[] { "Verify" } }, Token), "api_key.too_many");
        await Answered(await organisation.Owner.PostAsync($"{organisation.Path}/keys/{keys[0].Id}/revoke", null, Token));
        await Api.AKey(organisation, "Verify");
    }

    [Fact]
    public async Task Owners_of_another_organisation_reach_no_key()
    {
        var (mine, other) = (await Api.AnOrganisation(), await Api.AnOrganisation());
        var key = await Api.AKey(mine, "Verify");

        await Refused(await other.Owner.PostAsync($"{mine.Path}/keys/{key.Id}/revoke", null, Token), "organisation.not_found");
        await Refused(await other.Owner.PostAsync($"{other.Path}/keys/{key.Id}/revoke", null, Token), "api_key.not_found");
        await Refused(await other.Owner.PostAsJsonAsync($"{other.Path}/keys/{key.Id}/rotate", new { }, Token), "api_key.not_found");
    }
}
