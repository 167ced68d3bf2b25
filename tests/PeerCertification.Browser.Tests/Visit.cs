using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using PeerCertification.Api.Tests;

namespace PeerCertification.Browser.Tests;

/// <summary>One window, what its owner does in it, and what the browser complained of meanwhile.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowserContext _window;
    private readonly List<string> _complaints = [];
    private int _status;

    private Visit(IBrowserContext window, IPage page) => (_window, Page) = (window, page);

    internal IPage Page { get; }

    internal static async Task<Visit> Begin(IBrowserContext window)
    {
        await window.AddInitScriptAsync(Axe);
        var visit = new Visit(window, await window.NewPageAsync());

        // What the policy of the page blocks, Chromium writes to its console, besides whatever else is wrong. That an answer is a refusal is none of it.
        visit.Page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning" && !(said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && said.Location.StartsWith(visit.Page.Url.Split('#')[0], StringComparison.Ordinal)))
            {
                visit._complaints.Add(said.Text);
            }
        };
        visit.Page.Response += (_, answer) => visit._status = answer.Request.IsNavigationRequest ? answer.Status : visit._status;
        visit.Page.PageError += (_, error) => visit._complaints.Add(error);
        return visit;
    }

    /// <summary>What the browser complained of since the last address was opened.</summary>
    internal IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Opens an address; gives the status of the answer.</summary>
    internal async Task<int> Opens(string address)
    {
        _complaints.Clear();
        return (await Page.GotoAsync(address))!.Status;
    }

    internal Task Presses(string key) => Page.Keyboard.PressAsync(key);

    internal Task Types(string text) => Page.Keyboard.TypeAsync(text);

    /// <summary>Goes on by Tab until the control with this name or id has the focus.</summary>
    internal async Task TabsTo(string control)
    {
        for (var i = 0; i < 60; i++)
        {
            await Presses("Tab");
            if (await Page.EvaluateAsync<bool>("name => [document.activeElement.id, document.activeElement.name, document.activeElement.innerText].includes(name)", control))
            {
                return;
            }
        }

        Assert.Fail($"Nobody comes to {control} by Tab: {await Page.ContentAsync()}");
    }

    /// <summary>Sends the form, or follows the link, that has the focus; gives the status of the page that comes.</summary>
    internal async Task<int> SendsByEnter()
    {
        var arrived = new TaskCompletionSource();
        void Arrive(object? sender, IPage page) => arrived.TrySetResult();
        Page.Load += Arrive;
        await Presses("Enter");
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Page.Load -= Arrive;
        return _status;
    }

    /// <summary>Signs in on the page that asks for it, by keyboard alone.</summary>
    internal async Task SignsIn(string email, string page = "/my")
    {
        await Opens(page);
        await TabsTo("email");
        await Types(email);
        await TabsTo("password");
        await Types(RegistryApi.Password);
        Assert.Equal(200, await SendsByEnter());
        Assert.EndsWith(page, Page.Url, StringComparison.Ordinal);
    }

    /// <summary>Whether this is what has the focus when the page has come, and so is read first. The browser gives it with one of the first pictures that it draws, and not with the page.</summary>
    internal Task<bool> BeginsAt(string role) => Page.EvaluateAsync<bool>("""
        async role => {
            const begins = () => document.activeElement.getAttribute('role') === role;
            for (let drawn = 0; drawn < 120 && !begins(); drawn++) {
                await new Promise(requestAnimationFrame);
            }
            return begins();
        }
        """, role);

    /// <summary>Everything that can be wrong with a page whatever it says.</summary>
    internal async Task IsGood()
    {
        await ReadsWell();
        await IsReachedByTab();
        await IsPrintable();
    }

    /// <summary>What can be wrong with it in one language and not in another: the texts are others, and as long as they are.</summary>
    internal async Task ReadsWell()
    {
        Assert.Equal([], _complaints);
        Assert.Equal(320, await Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, innerWidth)")); // else it is scrolled sideways
        await IsAccessible();
    }

    public ValueTask DisposeAsync() => _window.DisposeAsync();

    /// <summary>What axe finds against WCAG 2.1 A and AA, and against good practice.</summary>
    private async Task IsAccessible()
    {
        var found = await Page.EvaluateAsync<JsonElement>("""
            async () => (await axe.run(document, { resultTypes: ['violations'], preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }))
                .violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html} ${n.failureSummary}`))
            """);
        AreNone(found);
    }

    /// <summary>Every link, field and button gets the focus by Tab, in the order of the page, and shows it.</summary>
    private async Task IsReachedByTab()
    {
        var controls = await Page.EvaluateAsync<int>("""
            () => {
                const all = [...document.querySelectorAll('a[href], input:not([type=hidden]), select, textarea, button, summary')];
                const toReach = all.filter(e => e.type !== 'radio' || e === all.find(o => o.type === 'radio' && o.name === e.name));
                document.activeElement.blur();
                document.body.tabIndex = -1;
                document.body.focus();
                window.reached = [];
                document.addEventListener('focusin', ({ target }) => {
                    const style = getComputedStyle(target), box = target.getBoundingClientRect();
                    const isOutlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                    reached.push({ at: toReach.indexOf(target), html: isOutlined && box.width > 0 && box.right > 0 && box.left < innerWidth ? '' : target.outerHTML });
                });
                return toReach.length;
            }
            """);
        List<(int At, string Hidden)> reached = [];
        for (var round = 0; reached.Count < controls && round < 20; round++) // a day is three fields and a button in one
        {
            // Held down, which is quicker than to press it as often.
            await Task.WhenAll(Enumerable.Range(0, controls - reached.Count).Select(_ => Page.Keyboard.DownAsync("Tab")));
            await Page.Keyboard.UpAsync("Tab");
            var said = await Page.EvaluateAsync<JsonElement>("() => reached");
            reached = [.. said.EnumerateArray().Select(r => (r.GetProperty("at").GetInt32(), r.GetProperty("html").GetString()!))];
        }

        Assert.Equal(Enumerable.Range(0, controls), reached.Select(r => r.At));
        Assert.Equal([], reached.Where(r => r.Hidden.Length > 0).Select(r => $"The focus cannot be seen on {r.Hidden}"));
    }

    /// <summary>On paper there is no navigation, no form and no colour to read through.</summary>
    private async Task IsPrintable()
    {
        await Page.EmulateMediaAsync(new() { Media = Media.Print });
        var wrong = await Page.EvaluateAsync<JsonElement>("""
            () => {
                const shown = e => e.checkVisibility(), clear = ['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'];
                const words = [...document.querySelectorAll('main *')].filter(e => shown(e) && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
                return [
                    ...[...document.querySelectorAll('header, nav, form, button, input, .skip')].filter(shown).map(e => 'shown: ' + e.outerHTML),
                    ...words.filter(e => getComputedStyle(e).color !== 'rgb(0, 0, 0)').map(e => 'not black: ' + e.outerHTML),
                    ...words.filter(e => !clear.includes(getComputedStyle(e).backgroundColor)).map(e => 'not on white: ' + e.outerHTML),
                    ...(document.querySelector('h1')?.checkVisibility() ? [] : ['no heading']),
                ];
            }
            """);
        await Page.EmulateMediaAsync(new() { Media = Media.Screen });
        AreNone(wrong);
    }

    private void AreNone(JsonElement found) => Assert.True(found.GetArrayLength() == 0, $"{Page.Url}\n{string.Join('\n', found.EnumerateArray())}");
}
