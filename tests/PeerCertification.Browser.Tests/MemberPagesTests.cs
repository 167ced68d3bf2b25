using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Browser.Tests;

/// <summary>What employers do on their pages, by keyboard alone.</summary>
public sealed class MemberPagesTests(Chromium chromium)
{
    [Theory]
    [InlineData("en", "The sign-in was refused", "My organisations")]
    [InlineData("es", "No se pudo iniciar la sesión", "Mis organizaciones")]
    public async Task Somebody_who_mistypes_is_told_first_and_signs_in_to_where_they_wanted_to_go(string language, string refused, string title)
    {
        var email = await chromium.Registry.AnAccount(Role.Applicant);
        await using var visit = await chromium.Visit(language);
        Assert.Equal(200, await visit.Opens("/my"));
        Assert.EndsWith("/sign-in?back=%2Fmy", visit.Page.Url, StringComparison.Ordinal);
        await visit.IsGood();

        await visit.TabsTo("email");
        await visit.Types(email);
        await visit.TabsTo("password");
        await visit.Types("not the password at all");
        Assert.Equal(401, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("alert"));
        Assert.Contains(refused, await visit.Page.TextContentAsync("[role=alert]"), StringComparison.Ordinal);
        await visit.IsGood();

        await visit.SignsIn(email);
        Assert.Equal(title, await visit.Page.TextContentAsync("h1"));
        await visit.IsGood();
    }

    [Theory]
    [InlineData("en", "A code of the second factor is needed")]
    [InlineData("es", "Hace falta un código de la aplicación de autenticación")]
    public async Task Somebody_with_a_second_factor_is_asked_for_the_code_and_signs_in_with_it(string language, string asked)
    {
        var email = await chromium.Registry.AnAccount(Role.Applicant);
        var (key, _) = await chromium.Registry.ASecondFactor(email);
        await using var visit = await chromium.Visit(language);
        await visit.Opens("/sign-in?back=/my");
        await visit.TabsTo("email");
        await visit.Types(email);
        await visit.TabsTo("password");
        await visit.Types(Api.Tests.RegistryApi.Password);

        Assert.Equal(401, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("alert"));
        Assert.Contains(asked, await visit.Page.TextContentAsync("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("true", await visit.Page.GetAttributeAsync("#code", "aria-invalid"));
        await visit.IsGood();

        await visit.TabsTo("password");
        await visit.Types(Api.Tests.RegistryApi.Password);
        await visit.TabsTo("code");
        await visit.Types(AccountsWorld.AppCode(key));
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.EndsWith("/my", visit.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Too many requests")]
    [InlineData("es", "Demasiadas consultas")]
    public async Task Somebody_who_searches_too_often_is_told_so_on_a_page(string language, string told)
    {
        const string Search = "/search?familyName=Nobodyatall&state=NY";
        await using var visit = await chromium.Visit(language);
        await visit.SignsIn(await chromium.Registry.AnAccount(Role.Applicant)); // whose limit is nobody else's
        for (var i = 0; i < Chromium.SearchesPerMinute; i++)
        {
            await visit.Page.APIRequest.GetAsync(Search);
        }

        Assert.Equal(429, await visit.Opens(Search));

        Assert.Contains(told, await visit.Page.TextContentAsync("h1"), StringComparison.Ordinal);
        await visit.IsGood();
    }

    [Fact]
    public async Task An_employer_registers_keeps_a_roster_gives_a_key_and_signs_out()
    {
        await using var visit = await chromium.Visit();
        await visit.SignsIn(await chromium.Registry.AnAccount(Role.Applicant));
        await visit.TabsTo("name");
        await visit.Types("Riverside");
        await visit.TabsTo("states");
        await visit.Types("New York");
        Assert.Equal(400, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("alert"));
        await visit.IsGood();
        await visit.TabsTo("A state has two letters, such as NY.");
        await visit.Presses("Enter");
        await visit.Presses("Tab");
        await visit.TabsTo("states");
        await visit.Presses("Control+A");
        await visit.Types("ny, nj");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));

        await visit.TabsTo("Rosters");
        await visit.SendsByEnter();
        await visit.TabsTo("name");
        await visit.Types("Albany clinic");
        Assert.Equal(200, await visit.SendsByEnter());
        await visit.TabsTo("people");
        await visit.Types($"{chromium.People.Active}, S-17\n{chromium.People.Suspended}\nnobody");
        await visit.TabsTo("Put on");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
        Assert.Contains("Line 3", await visit.Page.TextContentAsync("[role=status]"), StringComparison.Ordinal);
        Assert.Contains("Suspended", await visit.Page.TextContentAsync(".people"), StringComparison.Ordinal);
        await visit.IsGood();
        await visit.TabsTo("numbers");
        await visit.Presses("Space");
        await visit.TabsTo("Take off");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.Contains("done: 1", await visit.Page.TextContentAsync("[role=status]"), StringComparison.Ordinal);

        await visit.Opens(visit.Page.Url.Split("/rosters")[0] + "/keys");
        await visit.TabsTo("name");
        await visit.Types("Payroll");
        Assert.Equal(400, await visit.SendsByEnter());
        await visit.IsGood();
        await visit.TabsTo("scopes");
        await visit.Presses("Space");
        await visit.TabsTo("Make the key");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
        Assert.Contains("pcr_", await visit.Page.TextContentAsync("[role=status]"), StringComparison.Ordinal);
        await visit.IsGood();

        await visit.Opens("/my");
        await visit.TabsTo("Sign out here");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
        await visit.Opens("/my");
        Assert.Contains("/sign-in", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_employer_watches_a_roster_chooses_a_message_and_keeps_a_webhook_and_a_key()
    {
        var email = await chromium.Registry.AnAccount(Role.Applicant);
        var organisation = await chromium.Registry.AnOrganisation(await chromium.Registry.Client(email));
        await chromium.Registry.AKey(organisation, "Verify");
        var own = $"/organisations/{organisation.Id}";
        await using var visit = await chromium.Visit();
        await visit.SignsIn(email);

        await visit.Opens($"{own}/rosters");
        await visit.TabsTo("name");
        await visit.Types("Albany clinic");
        await visit.SendsByEnter();
        await visit.TabsTo("Watch it");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
        await visit.TabsTo("What changed lately, and a message to you");
        Assert.Equal(200, await visit.SendsByEnter());
        await visit.TabsTo("every");
        await visit.Presses("ArrowDown");
        await visit.TabsTo("Choose");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.Page.IsCheckedAsync("[value=Daily]"));

        await visit.Opens($"{own}/webhooks");
        await visit.TabsTo("address");
        await visit.Types("ftp://hooks.example.test/");
        Assert.Equal(422, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("alert"));
        await visit.IsGood();
        await visit.TabsTo("address");
        await visit.Presses("Control+A");
        await visit.Types("http://127.0.0.1:9/");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
        Assert.Contains("whsec_", await visit.Page.TextContentAsync("[role=status]"), StringComparison.Ordinal);
        await visit.IsGood();
        await visit.TabsTo("Go on to the webhook and send a test");
        await visit.SendsByEnter();
        await visit.TabsTo("Send the test");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
        Assert.Contains("a test, not reached", await visit.Page.TextContentAsync(".people"), StringComparison.Ordinal);
        var webhook = visit.Page.Url.Split('?')[0];
        await visit.TabsTo("overlapHours");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.Contains("whsec_", await visit.Page.TextContentAsync("[role=status]"), StringComparison.Ordinal);
        await visit.IsGood();
        await visit.TabsTo("End it for good");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
        await visit.Opens($"{webhook}?failed=true");
        await visit.IsGood();

        await visit.Opens($"{own}/keys");
        await visit.Page.Locator("li a[href*='/keys/']").FocusAsync();
        await visit.SendsByEnter();
        await visit.TabsTo("Make the new key");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
        await visit.IsGood();
    }

    [Fact]
    public async Task An_employer_is_told_that_a_file_is_too_large_sends_another_looks_again_and_stops_it()
    {
        var email = await chromium.Registry.AnAccount(Role.Applicant);
        var organisation = await chromium.Registry.AnOrganisation(await chromium.Registry.Client(email));
        await using var visit = await chromium.Visit();
        await visit.SignsIn(email);
        await visit.Opens($"/organisations/{organisation.Id}/roster-files");

        Assert.Equal(413, await Sends(40 * 1024 * 1024));
        Assert.True(await visit.BeginsAt("alert"));
        await visit.IsGood();
        Assert.Equal(200, await Sends(0));
        Assert.True(await visit.BeginsAt("status"));
        await visit.IsGood();
        await visit.TabsTo("Look again");
        Assert.Equal(200, await visit.SendsByEnter());
        await visit.TabsTo("Stop it for good");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
        await visit.IsGood();

        async Task<int> Sends(int bytes)
        {
            var path = Path.Combine(chromium.Registry.Folder, $"{bytes}.csv");
            await File.WriteAllBytesAsync(path, [.. "number\nNCPRSS-0000042-J\n"u8, .. new byte[bytes]], TestContext.Current.CancellationToken);
            await visit.Page.SetInputFilesAsync("#file", path); // the browser's own window for files is nothing of ours
            await visit.TabsTo("Send the file");
            return await visit.SendsByEnter();
        }
    }

    [Fact]
    public async Task Somebody_joins_by_the_link_of_the_message()
    {
        var (address, employer) = (AccountsWorld.AnAddress(), await chromium.Registry.AnOrganisation());
        await chromium.Registry.IsInvited(employer, address);
        var link = await chromium.Registry.LinkTo(address, Api.Pipeline.MessageKind.OrganisationInvited); // now, before another test sends the messages off
        await using var visit = await chromium.Visit("es");
        await visit.SignsIn(await chromium.Registry.AnAccount(Role.Applicant), "/join-organisation");
        await visit.TabsTo("link");
        await visit.Types("nothing");
        await visit.TabsTo("Unirse");
        Assert.Equal(422, await visit.SendsByEnter());
        await visit.IsGood();

        await visit.TabsTo("link");
        await visit.Types(link);
        await visit.TabsTo("Unirse");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
        await visit.IsGood();
    }

    [Fact]
    public async Task An_account_that_may_keep_no_organisation_is_told_so_and_signs_out()
    {
        await using var visit = await chromium.Visit();
        await visit.Opens("/sign-in");
        await visit.TabsTo("email");
        await visit.Types(await chromium.Registry.AnAccount(Role.Officer, "ncc-ap"));
        await visit.TabsTo("password");
        await visit.Types(Api.Tests.RegistryApi.Password);

        Assert.Equal(200, await visit.SendsByEnter());
        Assert.Contains("This account is not for organisations.", await visit.Page.TextContentAsync("main"), StringComparison.Ordinal);
        await visit.IsGood();
        await visit.TabsTo("Sign out here");
        Assert.Equal(200, await visit.SendsByEnter());
        Assert.True(await visit.BeginsAt("status"));
    }
}
