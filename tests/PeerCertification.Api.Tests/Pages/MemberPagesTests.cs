using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Pages;

/// <summary>The pages of people who are signed in, and their session.</summary>
public abstract class MemberPagesTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : MemberPagesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : MemberPagesTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Awarded = new(2025, 6, 1);

    /// <summary>What the top of a page leads to: the account of whoever is signed in, or the sign-in.</summary>
    private const string SignedIn = "<nav aria-label=\"Your account\">\n                <a href=\"/my\">", NotSignedIn = "<nav aria-label=\"Your account\">\n                <a href=\"/sign-in\">";

    private static readonly string[] OfAnOrganisation = ["", "/rosters", "/roster-files", "/keys", "/webhooks", "/changes"];

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_and_back()
    {
        var roster = await ARoster();
        var anybody = Api.ABrowser();

        foreach (var address in OfAnOrganisation.Select(page => roster.Split("/rosters")[0] + page).Concat(["/my?x=1", "/join-organisation", roster, $"{roster}/export.csv"]))
        {
            Assert.Equal($"/sign-in?back={Uri.EscapeDataString(address)}", (await anybody.Opens(address)).LeadsTo);
        }

        Assert.Equal("/sign-in?back=%2Fmy", (await anybody.Posts("/my?handler=register", ("name", "Riverside"))).LeadsTo);
        Assert.Equal("/my?x=1", (await anybody.SignsIn(await Api.AnAccount(Role.Applicant), back: "/my?x=1")).LeadsTo);
        await Refused(await Api.CreateClient().GetAsync("/my", Token), "access.sign_in_needed"); // a program
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("my")]
    public async Task The_sign_in_leads_nowhere_else(string back) =>
        Assert.Equal("/my", (await Api.ABrowser().SignsIn(await Api.AnAccount(Role.Applicant), back: back)).LeadsTo);

    [Fact]
    public async Task A_session_is_a_cookie_that_no_script_reads_and_no_other_site_sends()
    {
        var signedIn = await Api.ABrowser().SignsIn(await Api.AnAccount(Role.Applicant));

        var session = Assert.Single(signedIn.Cookies, c => c.StartsWith("session=", StringComparison.Ordinal));
        Assert.All(["httponly", "samesite=strict", "secure", "path=/"], said => Assert.Contains(said, session, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("expires", session, StringComparison.OrdinalIgnoreCase); // it ends with the browser
    }

    [Theory]
    [InlineData("en", "The sign-in was refused")]
    [InlineData("es", "No se pudo iniciar la sesión")]
    public async Task Five_wrong_passwords_close_the_account_here_too(string language, string said)
    {
        var (email, browser) = (await Api.AnAccount(Role.Applicant), Api.ABrowser(language));
        for (var i = 0; i < 5; i++)
        {
            var wrong = await browser.SignsIn(email, "not the password at all");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
            Assert.Contains(said, wrong.Text, StringComparison.Ordinal);
            Assert.Contains($"value=\"{email}\"", wrong.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("not the password", wrong.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignsIn(email)).Status);
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 12, 16, 0, TimeSpan.Zero));
        Assert.Equal("/my", (await browser.SignsIn(email)).LeadsTo);
    }

    [Fact]
    public async Task An_empty_field_is_named_with_a_link_to_it()
    {
        var wrong = await Api.ABrowser().SignsIn("", "");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("<a href=\"#email\">", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#password\">", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("<title>Not done: Sign in", wrong.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_of_the_second_factor_is_asked_for_where_there_is_one()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (key, codes) = await Api.ASecondFactor(email);
        var browser = Api.ABrowser();

        Assert.Contains("A code of the second factor is needed", (await browser.SignsIn(email)).Text, StringComparison.Ordinal);
        Assert.Contains("The code of the second factor is wrong", (await browser.SignsIn(email, code: AccountsWorld.WrongCode(key))).Text, StringComparison.Ordinal);
        Assert.Equal("/my", (await browser.SignsIn(email, code: codes[0])).LeadsTo);
    }

    [Fact]
    public async Task A_session_opens_no_route_of_the_API_and_a_token_opens_no_page()
    {
        var (email, browser) = (await Api.AnAccount(Role.Applicant), Api.ABrowser());
        await browser.SignsIn(email);
        Assert.Equal(HttpStatusCode.OK, (await browser.Opens("/my")).Status);

        await Refused(await browser.Client.GetAsync("/api/v1/accounts/me", Token), "access.sign_in_needed");

        var holder = Api.ABrowser();
        holder.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await Api.Tokens(email)).GetProperty("accessToken").GetString());
        Assert.StartsWith("/sign-in", (await holder.Opens("/my")).LeadsTo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_ends_here_or_everywhere()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (here, there) = (await Api.ASignedInBrowser(email), await Api.ASignedInBrowser(email));

        Assert.Equal("/?did=signed-out", (await here.Sends("/my", "signOut")).LeadsTo);
        Assert.StartsWith("/sign-in", (await here.Opens("/my")).LeadsTo, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await there.Opens("/my")).Status);

        await here.SignsIn(email);
        Assert.Equal("/?did=signed-out", (await here.Sends("/my", "signOutEverywhere")).LeadsTo);
        Assert.StartsWith("/sign-in", (await there.Opens("/my")).LeadsTo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_not_ours_changes_nothing()
    {
        var (browser, another) = (await Api.ASignedInBrowser(), await Api.ASignedInBrowser());
        await another.Opens("/my");
        foreach (var key in new[] { "", another.FormKey })
        {
            browser.FormKey = key;
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.Posts("/my?handler=register", ("name", "Forged"), ("kind", "Employer"), ("states", "NY"))).Status);
        }

        Assert.DoesNotContain("Forged", (await browser.Opens("/my")).Text, StringComparison.Ordinal);
        Assert.False(await Api.Stored(db => db.Organisations.AnyAsync(o => o.Name == "Forged", Token)));
    }

    [Fact]
    public async Task Members_of_another_organisation_and_those_who_may_keep_none_see_nothing()
    {
        var roster = await ARoster();
        var organisation = roster.Split("/rosters")[0];
        var other = await Api.ASignedInBrowser();
        var own = await other.AnOrganisation();
        var officer = await Api.ASignedInBrowser(await Api.AnAccount(Role.Officer, "ncc-ap"));

        foreach (var address in OfAnOrganisation.Select(page => organisation + page).Append(roster).Append($"{roster}/export.csv").Append(own + roster[organisation.Length..]))
        {
            Assert.True((await other.Opens(address)).Status == HttpStatusCode.NotFound, address);
            Assert.True((await officer.Opens(address)).Status == HttpStatusCode.Forbidden, address);
        }

        await other.Opens(own);
        (string, string)[] fields = [("name", "Taken"), ("email", "taken@example.test"), ("role", "Owner"), ("scopes", "Verify"), ("validDays", "5"), ("people", "NCPRSS-0000042-J"), ("fromOn", "2026-03-01")];
        Assert.Equal(HttpStatusCode.NotFound, (await other.Posts($"{organisation}?handler=invite", fields)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Posts($"{organisation}/keys?handler=issue", fields)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Posts($"{organisation}/rosters", fields)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Posts($"{roster}?handler=add", fields)).Status);
    }

    [Fact]
    public async Task People_are_put_on_a_roster_by_number_seen_on_any_day_and_taken_off()
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await browser.AnOrganisation();
        var roster = await browser.ARoster(organisation);
        var number = await Api.ACredential("NCPRSS", Awarded, name: "Ana Núñez");

        var added = await browser.Sends(roster, "add", ("people", $"{number}, S-17\r\n\r\nNCPRSS-0000042-X\r\n"), ("fromOn", "2026-01-01"));
        Assert.Contains("done: 1; not done: 1", added.Text, StringComparison.Ordinal);
        Assert.Contains("Line 3: The last character does not fit", added.Text, StringComparison.Ordinal);
        Assert.Contains("S-17", added.Text, StringComparison.Ordinal);
        Assert.Contains("Ana Núñez", added.Text, StringComparison.Ordinal);
        Assert.Contains("Albany clinic</a> <span class=\"hint\">(people on it today: 1)", (await browser.Opens($"{organisation}/rosters")).Text, StringComparison.Ordinal);

        Assert.DoesNotContain(number, (await browser.Opens($"{roster}?on=2025-12-31")).Text, StringComparison.Ordinal);
        await Answered(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "Heard." }));
        var changed = await browser.Opens($"{roster}?since=2026-01-15");
        Assert.Contains("Active → <strong>Suspended</strong>", changed.Text, StringComparison.Ordinal);
        Assert.Contains($"{number},S-17,2026-01-01", (await browser.Opens($"{roster}/export.csv?on=2026-01-15")).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Sends(roster, "takeOff", ("untilOn", "2026-02-28"))).Status);
        Assert.Contains("done: 1; not done: 0", (await browser.Sends(roster, "takeOff", ("numbers", number), ("untilOn", "2026-02-28"))).Text, StringComparison.Ordinal);
        Assert.Contains("Nobody is on the roster", (await browser.Opens(roster)).Text, StringComparison.Ordinal);
        Assert.Contains(number, (await browser.Opens($"{roster}?on=2026-02-28")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_at_a_roster_or_a_credential_is_written_down_where_somebody_known_looks()
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await browser.AnOrganisation();
        var roster = await browser.ARoster(organisation);
        var number = await Api.ACredential("NCPRSS", Awarded);
        await Api.ABrowser().Opens($"/credentials/{number}");
        Assert.Empty(await Looks());

        await browser.Sends(roster, "add", ("people", number), ("fromOn", "2026-03-01"));
        Assert.Equal(["Roster True"], await Looks());
        await browser.Opens($"/credentials/{number}");
        await browser.Opens($"/credentials/{number}/letter.pdf");

        Assert.Equal(["Roster True", "Verification False", "History False", "Verification False"], await Looks());

        Task<List<string>> Looks() => Api.WithQuestionsSortedIn(async db => (await db.Lookups.Where(l => l.Number == number).OrderBy(l => l.Id).ToListAsync(Token)).ConvertAll(l => $"{l.Way} {l.OrganisationId is not null}"));
    }

    [Fact]
    public async Task A_key_is_shown_once_opens_what_it_says_and_is_revoked()
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await browser.AnOrganisation();

        var none = await browser.Sends($"{organisation}/keys", "issue", ("name", "Payroll"), ("validDays", "30"));
        Assert.Equal(HttpStatusCode.BadRequest, none.Status);
        Assert.Contains("<a href=\"#scopes\">", none.Text, StringComparison.Ordinal);
        var issued = await browser.Sends($"{organisation}/keys", "issue", ("name", "Payroll"), ("scopes", "Rosters"), ("scopes", "Verify"), ("validDays", "30"));
        var key = issued.Text.Split("<p><code>")[1].Split('<')[0];

        var program = Api.With(key);
        await Answered(await program.GetAsync($"/api/v1{organisation}/rosters", Token));
        var listed = (await browser.Opens($"{organisation}/keys")).Text;
        Assert.DoesNotContain(key, listed, StringComparison.Ordinal);
        var id = listed.Split("name=\"keyId\" value=\"")[1].Split('"')[0];
        Assert.Equal($"{organisation}/keys?did=revoked", (await browser.Posts($"{organisation}/keys?handler=revoke", ("keyId", id))).LeadsTo);
        await Refused(await program.GetAsync($"/api/v1{organisation}/rosters", Token), "access.key_not_good");
    }

    [Fact]
    public async Task A_key_is_followed_by_another_that_is_shown_once_and_both_are_good_for_some_hours()
    {
        var browser = await Api.ASignedInBrowser();
        var organisation = await browser.AnOrganisation();
        var old = Key(await browser.Sends($"{organisation}/keys", "issue", ("name", "Payroll"), ("scopes", "Rosters"), ("validDays", "30")));
        var rotate = $"{organisation}/keys/{(await browser.Opens($"{organisation}/keys")).Text.Split($"href=\"{organisation}/keys/")[1].Split('"')[0]}";

        var wrong = await browser.Sends(rotate, "", ("validDays", "500"), ("overlapHours", ""));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("id=\"validDays-why\"", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#overlapHours\">", wrong.Text, StringComparison.Ordinal);
        (string, string)[] form = [("validDays", "60"), ("overlapHours", "2"), ("once", "the-same-form")];
        var rotated = await browser.Posts(rotate, form);
        Assert.Contains("before March 1, 2026, 14:0", rotated.Text, StringComparison.Ordinal);
        Assert.Equal(Key(rotated), Key(await browser.Posts(rotate, form))); // sent twice
        foreach (var key in new[] { old, Key(rotated) })
        {
            await Answered(await Api.With(key).GetAsync($"/api/v1{organisation}/rosters", Token));
        }

        var listed = (await browser.Opens($"{organisation}/keys")).Text;
        Assert.DoesNotContain(Key(rotated), listed, StringComparison.Ordinal);
        Assert.DoesNotContain(rotate + "\"", listed, StringComparison.Ordinal); // it is followed already
        await browser.Opens($"{organisation}/keys/{Guid.Empty}");
        Assert.Equal(HttpStatusCode.Conflict, (await browser.Posts(rotate, ("validDays", "60"), ("overlapHours", "2"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Posts($"{organisation}/keys/{Guid.Empty}", ("validDays", "60"), ("overlapHours", "2"))).Status);
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 15, 0, 0, TimeSpan.Zero));
        await Refused(await Api.With(old).GetAsync($"/api/v1{organisation}/rosters", Token), "access.key_not_good");
        await Answered(await Api.With(Key(rotated)).GetAsync($"/api/v1{organisation}/rosters", Token));

        static string Key(ShownPage page) => page.Text.Split("<p><code>")[1].Split('<')[0];
    }

    [Fact]
    public async Task A_form_of_registering_that_is_sent_twice_makes_one_organisation()
    {
        var browser = await Api.ASignedInBrowser();
        await browser.Opens("/my");
        (string, string)[] form = [("name", "Sent twice"), ("kind", "Employer"), ("states", "NY"), ("once", "the-same-form")];

        Assert.Equal((await browser.Posts("/my?handler=register", form)).LeadsTo, (await browser.Posts("/my?handler=register", form)).LeadsTo);

        Assert.Equal(1, await Api.Stored(db => db.Organisations.CountAsync(o => o.Name == "Sent twice", Token)));
    }

    [Fact]
    public async Task Somebody_joins_by_the_link_that_they_paste_and_is_sent_away_again()
    {
        var (owner, member, address) = (await Api.ASignedInBrowser(), await Api.ASignedInBrowser(), AccountsWorld.AnAddress());
        var organisation = await owner.AnOrganisation();
        Assert.Equal($"{organisation}?did=invited", (await owner.Sends(organisation, "invite", ("email", address), ("role", "Member"))).LeadsTo);
        var link = await Api.LinkTo(address, MessageKind.OrganisationInvited);

        Assert.Contains("The invitation is not good", (await member.Sends("/join-organisation", "", ("link", "nothing"))).Text, StringComparison.Ordinal);
        Assert.Equal($"{organisation}?did=joined", (await member.Sends("/join-organisation", "", ("link", $"https://registry.example/join-organisation#token={link}"))).LeadsTo);
        Assert.DoesNotContain("handler=invite", (await member.Opens(organisation)).Text, StringComparison.Ordinal);
        var refused = await member.Posts($"{organisation}?handler=invite", ("email", address), ("role", "Owner"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("An owner is needed", refused.Text, StringComparison.Ordinal);

        var id = (await owner.Opens(organisation)).Text.Split("name=\"memberId\" value=\"")[^1].Split('"')[0];
        Assert.Equal($"{organisation}?did=ended", (await owner.Posts($"{organisation}?handler=end", ("memberId", id))).LeadsTo);
        Assert.Equal(HttpStatusCode.NotFound, (await member.Opens(organisation)).Status);
    }

    [Theory]
    [InlineData("signOut")]
    [InlineData("signOutEverywhere")]
    public async Task Whoever_may_keep_no_organisation_sees_who_is_signed_in_and_signs_out(string way)
    {
        var email = await Api.AnAccount(Role.Officer, "ncc-ap");
        var officer = await Api.ASignedInBrowser(email);

        var own = await officer.Opens("/my");
        Assert.Equal(HttpStatusCode.OK, own.Status);
        Assert.Contains(email, own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=register", own.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Posts("/my?handler=register", ("name", "By an officer"), ("kind", "Employer"), ("states", "NY"))).Status);
        Assert.False(await Api.Stored(db => db.Organisations.AnyAsync(o => o.Name == "By an officer", Token)));

        var left = await officer.Sends("/my", way);
        Assert.Equal("/?did=signed-out", left.LeadsTo);
        Assert.Contains(left.Cookies, c => c.StartsWith("session=;", StringComparison.Ordinal));
        Assert.StartsWith("/sign-in", (await officer.Opens("/my")).LeadsTo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisation_is_registered_under_the_permission_of_its_form()
    {
        var organisation = await (await Api.ASignedInBrowser()).AnOrganisation("Of its form");

        var id = Guid.Parse(organisation.Split('/')[^1]);
        Assert.Equal("KeepOrganisation", await Api.Stored(db => db.History.Where(h => h.SubjectId == id).Select(h => h.Permission).SingleAsync(Token)));
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task A_page_is_opened_and_sent_forms_and_nothing_else(string verb)
    {
        var browser = await Api.ASignedInBrowser();
        foreach (var address in new[] { "/", "/my", "/boards", await browser.AnOrganisation(), "/credentials/NCPRSS-0000042-J", "/sign-in" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), address);
            var answer = await browser.Client.SendAsync(request, Token);

            Assert.True(answer.StatusCode == HttpStatusCode.MethodNotAllowed, $"{verb} {address}: {answer.StatusCode}");
            Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains(SignedIn, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            Assert.Equal(["GET", "HEAD", "POST"], answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_so_where_there_is_no_page_too()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var (browser, elsewhere) = (await Api.ASignedInBrowser(email), await Api.ASignedInBrowser(email));
        foreach (var address in new[] { "/nowhere", "/organisations/nobody", "/my/nothing" })
        {
            var none = await browser.Opens(address);
            Assert.Equal(HttpStatusCode.NotFound, none.Status);
            Assert.Contains(SignedIn, none.Text, StringComparison.Ordinal);
            Assert.Contains(NotSignedIn, (await Api.ABrowser().Opens(address)).Text, StringComparison.Ordinal);
        }

        await elsewhere.Sends("/my", "signOutEverywhere");
        Assert.Contains(NotSignedIn, (await browser.Opens("/nowhere")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_no_page_has_is_told_so()
    {
        var browser = await Api.ASignedInBrowser();
        var roster = await browser.ARoster(await browser.AnOrganisation());
        var organisation = roster.Split("/rosters")[0];
        await browser.Opens("/my");

        foreach (var address in new[] { "/my", organisation, $"{organisation}/keys", $"{organisation}/changes", roster }.SelectMany(page => new[] { page, $"{page}?handler=nope" }))
        {
            var none = await browser.Posts(address);
            Assert.True(none.Status == HttpStatusCode.NotFound, $"{address}: {none.Status}");
            Assert.Contains("<html", none.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.Posts("/boards")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.Posts("/credentials/NCPRSS-0000042-J")).Status);
    }

    [Theory]
    [InlineData("/ü", "/%C3%BC")]
    [InlineData("/my?x=ü", "/my?x=%C3%BC")]
    [InlineData("/my?x=%C3%BC&y=a%20b", "/my?x=%C3%BC&y=a%20b")] // written so already
    [InlineData("/organisations/1?after=2026-03-01T09:30:00Z", "/organisations/1?after=2026-03-01T09:30:00Z")]
    public async Task The_sign_in_leads_back_to_an_address_with_any_letters(string back, string onward) =>
        Assert.Equal(onward, (await Api.ABrowser().SignsIn(await Api.AnAccount(Role.Applicant), back: back)).LeadsTo);

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("application/x-www-form-urlencoded; charset=nothing")]
    [InlineData("multipart/form-data; boundary=x")] // whose parts may name an encoding each
    public async Task A_form_in_an_encoding_that_is_not_read_is_told_so(string type)
    {
        var browser = Api.ABrowser();
        using var form = new StringContent("--x\r\nContent-Disposition: form-data; name=\"email\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\na\r\n--x--\r\n");
        form.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var answer = await browser.Client.PostAsync("/sign-in", form, Token);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await browser.Opens("/sign-in")).Status);
    }

    [Fact]
    public async Task A_sign_in_that_was_open_twice_leads_on_where_the_other_was_sent_first()
    {
        var (email, browser) = (await Api.AnAccount(Role.Applicant), Api.ABrowser());
        await browser.Opens("/sign-in");
        var second = browser.FormKey;
        await browser.SignsIn(email);

        browser.FormKey = second;
        var sent = await browser.Posts("/sign-in", ("email", await Api.AnAccount(Role.Officer, "ncc-ap")), ("password", RegistryApi.Password));

        Assert.Equal("/my", sent.LeadsTo);
        Assert.DoesNotContain(sent.Cookies, c => c.StartsWith("session=", StringComparison.Ordinal));
        Assert.Contains($"signed in as {email}", (await browser.Opens("/my")).Text, StringComparison.Ordinal);
        browser.FormKey = second;
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Posts("/my?handler=signOut")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Api.ABrowser().Posts("/sign-in", ("email", email), ("password", RegistryApi.Password))).Status);
    }

    private async Task<string> ARoster()
    {
        var owner = await Api.ASignedInBrowser();
        return await owner.ARoster(await owner.AnOrganisation());
    }
}
