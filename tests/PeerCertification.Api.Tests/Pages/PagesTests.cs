using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Tests.Worlds;
using UglyToad.PdfPig;

namespace PeerCertification.Api.Tests.Pages;

public abstract partial class PagesTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : PagesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : PagesTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Awarded = new(2025, 6, 1);

    [Theory]
    [InlineData("en", "Active", "Award, from June 1, 2025 on", "Suspended on March 5, 2026, until the board lifts it.")]
    [InlineData("es", "Activa", "Otorgamiento, desde el 1 de junio de 2025", "Suspendida el 5 de marzo de 2026, hasta que la junta levante la suspensión.")]
    public async Task A_credential_has_a_page_with_its_standing_on_any_day_and_its_history(string language, string active, string award, string sentence)
    {
        var number = await Api.ACredential("NCPRSS", Awarded, name: "Ana <Núñez>");
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        Api.TheDayIs(new DateOnly(2026, 3, 5));
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-03-05", reason = "Nobody else's concern." }));

        var today = await Page($"/credentials/{number}", language);
        Assert.Contains("standing-Suspended", today, StringComparison.Ordinal);
        Assert.Contains(award, today, StringComparison.Ordinal);
        Assert.Contains($"<p>{sentence}</p>", today, StringComparison.Ordinal);
        Assert.Contains($"<p>{sentence}</p>", await Page($"/credentials/{number}/certificate", language), StringComparison.Ordinal);
        Assert.Contains("<h1>Ana <Núñez></h1>", today, StringComparison.Ordinal); // read back decoded
        Assert.DoesNotContain("concern", today, StringComparison.Ordinal);
        Assert.Contains($"\">{active}</p>", await Page($"/credentials/{number}?on=2026-03-04", language), StringComparison.Ordinal);
        Assert.Contains($"\">{active}</p>", await Page($"/credentials/{number}?on=2026-03-05&known=2026-03-04", language), StringComparison.Ordinal);
        await Page($"/credentials/{number}?on=5.3.2026", language, HttpStatusCode.BadRequest);
        await Page("/credentials/NCPRSS-0000042-J", language, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_history_tells_of_acts_as_they_were_known_and_never_why()
    {
        var number = await Api.ACredential("NCPRSS", Awarded);
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        Api.TheDayIs(new DateOnly(2026, 3, 5));
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-03-05", reason = "Secret." }));
        Api.TheDayIs(new DateOnly(2026, 3, 6));
        await Answered(await officer.Act(Api, number, "acts/vacate", new { sequence = 2, reason = "Secret." }));

        var now = await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}/history", Token));
        Assert.Equal(["Issue True", "Suspend False", "Vacate False"], now.GetProperty("acts").EnumerateArray().Select(a => $"{a.GetProperty("kind")} {a.GetProperty("isInForce")}"));
        Assert.DoesNotContain("Secret", now.GetRawText(), StringComparison.Ordinal);
        var then = await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}/history?knownAt=2026-03-05T23:00:00Z", Token));
        Assert.Equal(["Issue True", "Suspend True"], then.GetProperty("acts").EnumerateArray().Select(a => $"{a.GetProperty("kind")} {a.GetProperty("isInForce")}"));
        await Refused(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}/history?knownAt=2025-01-01T00:00:00Z", Token), "credential.not_known_then");
    }

    [Theory]
    [InlineData("en", "Endorsement", "Family, since March 1, 2026")]
    [InlineData("es", "Especialidad", "Family, desde el 1 de marzo de 2026")]
    public async Task An_endorsement_is_shown_on_the_page_and_on_the_certificate(string language, string word, string since)
    {
        var number = await Api.ACredentialWithScope("NY");
        var officer = await Api.SignedInAs(Role.Officer, await Api.Stored(db => db.Credentials.Where(c => c.Number == number).Select(c => c.Board.Code).SingleAsync(Token)));
        await Answered(await officer.Act(Api, number, "acts/endorse", new { endorsement = "family", effectiveOn = "2026-03-01", reason = "Seen." }));

        var page = await Page($"/credentials/{number}", language);

        Assert.Contains($"<dt>{word}</dt>", page, StringComparison.Ordinal);
        Assert.Contains(language == "es" ? "<dt>Válida para H0038, según las reglas de ese día</dt>" : "<dt>Good for H0038, by the rules of that day</dt>", page, StringComparison.Ordinal);
        Assert.Contains(since, page, StringComparison.Ordinal);
        Assert.Contains($"{word}: {since}", await Page($"/credentials/{number}/certificate", language), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Letter of verification")]
    [InlineData("es", "Carta de verificación")]
    public async Task A_letter_says_what_the_page_says(string language, string title)
    {
        var number = await Api.ACredential("NCPRSS", Awarded, name: "Łucja Núñez");

        var answer = await Api.CreateClient().GetAsync($"/credentials/{number}/letter.pdf?on=2026-03-01&lang={language}", Token);

        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        using var file = PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync(Token));
        var text = string.Concat(file.GetPages().SelectMany(p => p.Letters).Select(l => l.Value));
        Assert.Equal(title, file.Information.Title);
        Assert.All([title, "Łucja Núñez", number, $"/credentials/{number}"], said => Assert.Contains(said, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "Yes", "H0038 in NY on February 1, 2026", "Cannot say")]
    [InlineData("es", "Sí", "H0038 en NY el 1 de febrero de 2026", "No se puede decir")]
    public async Task Somebody_without_a_program_asks_whether_a_service_may_be_given(string language, string yes, string asked, string unsaid)
    {
        var number = await Api.ACredentialWithScope("NY");

        Assert.Contains($"/credentials/{number}/assess", await Page($"/credentials/{number}", language), StringComparison.Ordinal);
        Assert.DoesNotContain($"<p class=\"standing\">", await Page($"/credentials/{number}/assess", language), StringComparison.Ordinal);
        var answered = await Page($"/credentials/{number}/assess?purpose=h0038&state=ny&serviceDate=2026-02-01", language);
        Assert.All([$"<p class=\"standing\">{yes}</p>", asked], said => Assert.Contains(said, answered, StringComparison.Ordinal));
        Assert.Contains($"<p class=\"standing\">{unsaid}</p>", await Page($"/credentials/{number}/assess?purpose=G0177&state=NY&serviceDate=2026-02-01", language), StringComparison.Ordinal);
        Assert.Contains("state-why", await Page($"/credentials/{number}/assess?purpose=H0038&state=N&serviceDate=2026-02-01", language, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("serviceDate-why", await Page($"/credentials/{number}/assess?purpose=H0038&state=NY&serviceDate=yesterday", language, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await Page("/credentials/NCPRSS-0000042-J/assess?purpose=H0038&state=NY&serviceDate=2026-02-01", language, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_letter_is_asked_for_as_known_when_its_page_was()
    {
        var number = await Api.ACredential("NCPRSS", Awarded);

        Assert.Contains("letter.pdf?on=2026-02-01&knownAt=2026-02-10T09:30:00.25Z&lang=en", await Page($"/credentials/{number}?on=2026-02-01&knownAt=2026-02-10T09:30:00.25Z"), StringComparison.Ordinal);
        Assert.Contains("letter.pdf?on=2026-02-01&lang=en", await Page($"/credentials/{number}?on=2026-02-01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_link_of_a_page_leads_to_another_host()
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri("http://localhost//evil.example/x", UriKind.Absolute)) { Headers = { { "Accept", "text/html" } } };

        var page = await (await Api.CreateClient().SendAsync(asked, Token)).Content.ReadAsStringAsync(Token);

        Assert.Contains("href=\"/evil.example/x?lang=es\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"//", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_cannot_be_written_is_refused_to_people_as_a_page_and_to_programs_as_a_problem()
    {
        var address = "/credentials/NCPRSS-0000042-J/letter.pdf";

        var shown = await Api.ABrowser().Opens(address);

        Assert.Equal(HttpStatusCode.NotFound, shown.Status);
        Assert.All(["<html", "<h1>No such credential</h1>"], said => Assert.Contains(said, shown.Text, StringComparison.Ordinal));
        await Refused(await Api.CreateClient().GetAsync(address, Token), "credential.not_found");
    }

    [Fact]
    public async Task The_certificate_shows_a_code_from_an_address_of_its_own()
    {
        var number = await Api.ACredential("NCPRSS", Awarded);

        Assert.Contains($"src=\"/credentials/{number}/qr.svg\"", await Page($"/credentials/{number}/certificate"), StringComparison.Ordinal);
        var code = await Api.CreateClient().GetAsync($"/credentials/{number}/qr.svg", Token);
        Assert.Equal("image/svg+xml", code.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("style=", await code.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.True((await Api.CreateClient().GetAsync("/credentials/NCPRSS-0000042-J/qr.svg", Token)).IsSuccessStatusCode); // it tells nobody whether there is one
        await Refused(await Api.CreateClient().GetAsync("/credentials/NCPRSS-0000042-X/qr.svg", Token), "credential.check_character_wrong");
    }

    [Fact]
    public async Task The_search_finds_by_name_and_shows_nobody_who_is_hidden()
    {
        var number = await Api.ACredential("NCPRSS", Awarded, name: "Ana Paginated");
        Assert.Contains($"/credentials/{number}", await Page("/search?familyName=paginated&givenName=&state=ny"), StringComparison.Ordinal);
        var nobody = await Page("/search?familyName=Nobodyatall&state=NY");

        await Answered(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).PostAsJsonAsync($"/api/v1/credentials/{number}/hide", new { reason = "A threat." }, Token));

        Assert.Equal(nobody, (await Page("/search?familyName=paginated&state=NY")).Replace("familyName=paginated", "familyName=Nobodyatall", StringComparison.Ordinal));
        await Page("/search?familyName=p&state=NY", status: HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("en", "60 hours of training", "Add 200 hours of peer support practice.", "A period lasts 24 months.", "40 contact hours of training in your period")]
    [InlineData("es", "60 horas de cursos", "Agregue 200 horas de práctica de apoyo entre pares.", "Un período dura 24 meses.", "40 horas de cursos en su período")]
    public async Task A_board_has_a_page_with_its_rules_in_plain_language_and_what_changed(string language, string label, string plain, string period, string renewal)
    {
        Assert.Contains("/boards/ncc-ap", await Page("/boards", language), StringComparison.Ordinal);
        Assert.Contains("/boards/ncc-ap/NCPRSS", await Page("/boards/ncc-ap", language), StringComparison.Ordinal);
        var rules = await Page("/boards/ncc-ap/NCPRSS?version=2", language);
        Assert.Contains(label, rules, StringComparison.Ordinal);
        Assert.Contains(plain, rules, StringComparison.Ordinal);
        Assert.Contains(period, rules, StringComparison.Ordinal);
        Assert.Contains(renewal, rules, StringComparison.Ordinal);
        Assert.Contains("version=1", rules, StringComparison.Ordinal);
        Assert.Contains("changed", rules, StringComparison.Ordinal);
        await Page("/boards/nowhere", language, HttpStatusCode.NotFound);
        await Page("/boards/ncc-ap/NCPRSS?version=99", language, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_credential_type_of_every_board_has_a_page_of_rules()
    {
        var boards = Links().Matches(await Page("/boards")).Select(m => m.Groups[1].Value).Where(a => a.StartsWith("/boards/", StringComparison.Ordinal)).ToList();
        Assert.True(boards.Count > 40);
        var types = 0;
        foreach (var board in boards)
        {
            foreach (var type in Links().Matches(await Page(board)).Select(m => m.Groups[1].Value).Where(a => a.StartsWith(board + "/", StringComparison.Ordinal)))
            {
                await Page(type, "es");
                types++;
            }
        }

        Assert.True(types > 40, $"only {types}");
    }

    [Fact]
    public async Task An_attester_answers_without_an_account_by_the_link_that_they_paste()
    {
        var applicant = await Api.SomebodyWithARecord();
        var token = await Api.ALink(applicant, await Api.APracticeEntry(applicant));
        var browser = Api.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost") });
        var form = Key().Match(await browser.GetStringAsync("/attestations", Token)).Groups[1].Value;

        var seen = await Sent(browser, "/attestations?handler=view", form, ("link", $"https://registry.example/attestations#token={token}"));
        Assert.Contains("peer support on", seen, StringComparison.Ordinal);
        var unsure = await browser.PostAsync("/attestations?handler=answer", Form(form, ("token", token)), Token);
        Assert.Equal(HttpStatusCode.BadRequest, unsure.StatusCode);
        Assert.Contains("role=\"alert\"", await unsure.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var declined = await Sent(browser, "/attestations?handler=answer", form, ("token", token), ("answer", "Declined"), ("reason", "It was not so."));
        Assert.Contains("role=\"status\"", declined, StringComparison.Ordinal);
        var again = await browser.PostAsync("/attestations?handler=view", Form(form, ("link", token)), Token);
        Assert.NotEqual(HttpStatusCode.OK, again.StatusCode);
        var forged = await Api.CreateClient().PostAsync("/attestations?handler=view", Form("", ("link", token)), Token);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Fact]
    public async Task A_page_loads_nothing_but_its_style_and_images_and_a_language_once_chosen_stays()
    {
        var browser = Api.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost") });
        var answer = await browser.GetAsync("/?lang=es", Token);
        var html = await answer.Content.ReadAsStringAsync(Token);

        Assert.StartsWith("default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.All(["<script", "<style", " style=", " onclick="], text => Assert.DoesNotContain(text, html, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("lang=\"es\"", await browser.GetStringAsync("/boards", Token), StringComparison.Ordinal);
        Assert.Equal("text/css", (await browser.GetAsync("/site.css", Token)).Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("en", "The address may be mistyped")]
    [InlineData("es", "La dirección puede estar mal escrita")]
    public async Task An_address_of_nothing_is_answered_in_the_words_of_pages_with_a_way_on_and_to_programs_as_a_problem(string language, string said)
    {
        foreach (var address in new[] { "/nowhere", "/organisations/nobody", "/organisations/nobody/webhooks/none" })
        {
            var page = await Page(address, language, HttpStatusCode.NotFound);
            Assert.Contains(said, page, StringComparison.Ordinal);
            Assert.DoesNotContain("OpenAPI", page, StringComparison.Ordinal);
            Assert.All(["/", "/boards", "/my"], way => Assert.Contains($"<li><a href=\"{way}\">", page, StringComparison.Ordinal));
            await Refused(await Api.CreateClient().GetAsync(address, Token), "request.no_such_route");
        }

        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nowhere") { Headers = { { "Accept", "text/html" } } };
        await Refused(await Api.CreateClient().SendAsync(asked, Token), "request.no_such_route");
    }

    /// <summary>The page as people read it, without the marks of HTML around its letters.</summary>
    private async Task<string> Page(string address, string language = "en", HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" }, { "Accept-Language", language } } };
        var answer = await Api.CreateClient().SendAsync(request, Token);
        var html = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == status, $"{address}: {(int)answer.StatusCode} {html}");
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
        return WebUtility.HtmlDecode(html);
    }

    private static async Task<string> Sent(HttpClient browser, string address, string form, params (string, string)[] fields)
    {
        var answer = await browser.PostAsync(address, Form(form, fields), Token);
        var html = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, html);
        return html;
    }

    private static FormUrlEncodedContent Form(string form, params (string Name, string Value)[] fields) =>
        new(fields.Append(("__RequestVerificationToken", form)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));

    [GeneratedRegex("href=\"([^\"?]+)\"")]
    private static partial Regex Links();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Key();
}
