using PeerCertification.Api.Tests;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Browser.Tests;

public sealed class PublicPagesTests(Chromium chromium, Windows windows) : IClassFixture<Windows>
{
    [Theory]
    [InlineData("document.querySelector('label').remove()")]
    [InlineData("document.documentElement.removeAttribute('lang')")]
    [InlineData("document.querySelector('.hint').style.color = '#999'")]
    [InlineData("document.querySelector('main').style.width = '400px'")]
    [InlineData("document.querySelector('button').tabIndex = -1")]
    [InlineData("document.querySelector('#number').style.outline = 'none'")]
    [InlineData("document.querySelector('h1').style.setProperty('color', 'red', 'important')")] // on paper too
    [InlineData("document.querySelector('form').style.setProperty('display', 'block', 'important')")]
    [InlineData("console.error('Something is wrong.')")]
    public async Task A_page_that_is_broken_is_noticed(string breaking)
    {
        var visit = await windows.In("en");
        await visit.Opens("/");

        await visit.Page.EvaluateAsync($"() => {{ {breaking} }}");

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(visit.IsGood);
    }

    [Fact]
    public async Task The_policy_is_in_force_and_what_it_blocks_is_noticed()
    {
        await using var visit = await chromium.Visit();
        await visit.Opens("/");

        await visit.Page.EvaluateAsync("() => document.head.appendChild(document.createElement('style')).textContent = 'a { color: red }'");

        Assert.Contains(visit.Complaints, said => said.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "Active")]
    [InlineData("es", "Activa")]
    public async Task A_credential_is_looked_up_by_keyboard_alone(string language, string standing)
    {
        await using var visit = await chromium.Visit(language);
        await visit.Opens("/");

        await visit.Presses("Tab");
        var skip = (await visit.Page.Locator(".skip").BoundingBoxAsync())!;
        Assert.True(skip is { X: >= 0, Y: >= 0 }, "The link past the navigation cannot be seen.");
        await visit.Presses("Enter");
        await visit.Presses("Tab");
        Assert.Equal("number", await visit.Page.EvaluateAsync<string>("document.activeElement.id"));
        await visit.Types($" {chromium.People.Active.ToLowerInvariant()} ");
        Assert.Equal(200, await visit.SendsByEnter());

        Assert.Equal(standing, await visit.Page.TextContentAsync(".standing"));
    }

    [Fact]
    public async Task Somebody_is_found_by_name_by_keyboard_alone_and_read_in_another_language()
    {
        await using var visit = await chromium.Visit();
        await visit.Opens("/");

        await visit.TabsTo("familyName");
        await visit.Types("Núñez");
        await visit.TabsTo("state");
        await visit.Types("ny");
        await visit.SendsByEnter();
        await visit.TabsTo("Ana Núñez");
        Assert.Equal(200, await visit.SendsByEnter());
        await visit.TabsTo("Español");
        await visit.SendsByEnter();

        Assert.Equal("Activa", await visit.Page.TextContentAsync(".standing"));
    }

    [Fact]
    public async Task An_attester_answers_by_keyboard_alone_and_is_told_what_is_missing()
    {
        var applicant = await chromium.Registry.SomebodyWithARecord();
        var token = await chromium.Registry.ALink(applicant, await chromium.Registry.APracticeEntry(applicant));
        await using var visit = await chromium.Visit();
        await visit.Opens("/attestations");
        await visit.TabsTo("link");
        await visit.Types($"https://registry.example/attestations#token={token}");
        await visit.TabsTo("See the statement");
        Assert.Equal(200, await visit.SendsByEnter());
        await visit.IsGood();

        await visit.TabsTo("answer");
        await visit.Presses("ArrowDown");
        await visit.TabsTo("Send the answer");
        await visit.SendsByEnter();
        Assert.Contains("The right minutes are needed", await visit.Page.TextContentAsync("[role=alert]"), StringComparison.Ordinal);
        await visit.IsGood();

        await visit.TabsTo("answer");
        await visit.Presses("Space");
        await visit.TabsTo("Send the answer");
        await visit.SendsByEnter();
        Assert.Contains("used up", await visit.Page.TextContentAsync("[role=status]"), StringComparison.Ordinal);
        await visit.IsGood();
    }

    [Theory]
    [InlineData("/confirm-address", "Confirm")]
    [InlineData("/reset-password", "Set it")]
    public async Task A_link_that_is_not_good_is_refused_on_a_page(string address, string button)
    {
        await using var visit = await chromium.Visit("en");
        await visit.Opens(address);
        await visit.Page.FillAsync("#link", "https://registry.example/x#email=ana@example.test&token=nothing");
        if (await visit.Page.Locator("#password").CountAsync() > 0)
        {
            await visit.Page.FillAsync("#password", RegistryApi.Password);
        }

        await visit.TabsTo(button);

        Assert.Equal(400, await visit.SendsByEnter());
        await visit.IsGood();
    }
}
