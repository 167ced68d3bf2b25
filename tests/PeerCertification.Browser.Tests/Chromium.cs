using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;
using PeerCertification.Api.Tests;

[assembly: AssemblyFixture(typeof(PeerCertification.Browser.Tests.Chromium))]
[assembly: AssemblyFixture(typeof(PeerCertification.Api.Tests.PreparedRegistry))]

namespace PeerCertification.Browser.Tests;

/// <summary>The browser that this machine has, opened once for all tests, and one registry behind a real server for it to look at.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>Where Debian and others put it. Playwright's own browsers are not downloaded: what people use is tested.</summary>
    private static readonly string? Program = new[] { Environment.GetEnvironmentVariable("PEERCERT_TEST_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>
    /// It trusts the one registry that it looks at, and paints nothing that anybody sees: a process for each window and one for a screen cost a quarter
    /// of what these tests took.
    /// </summary>
    private static readonly string[] OneProcess = ["--disable-site-isolation-trials", "--renderer-process-limit=1", "--in-process-gpu", "--disable-gpu", "--disable-gpu-compositing", "--disable-software-rasterizer"];

    /// <summary>More than all tests search without an account, so that only who means to comes to the end of it.</summary>
    internal const int SearchesPerMinute = 30;

    private ServedRegistry? _registry;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private RegistryPeople? _people;

    /// <summary>Why there are no pages to look at, or null.</summary>
    public static string? Unavailable => Program is null ? "There is no Chromium on this machine; PEERCERT_TEST_CHROMIUM may name one." : null;

    public RegistryApi Registry => Had(_registry);

    /// <summary>Who is in the registry.</summary>
    public RegistryPeople People => Had(_people);

    public async ValueTask InitializeAsync()
    {
        if (Unavailable is not null)
        {
            return;
        }

        var opened = Open();
        _registry = new ServedRegistry();
        _registry.UseKestrel(0);
        _registry.StartServer();
        _registry.TheDayIs(new DateOnly(2026, 3, 1));
        _people = await RegistryPeople.In(_registry);
        await opened;
    }

    /// <summary>A new window with nothing remembered, as narrow as the smallest phone, whose owner reads this language.</summary>
    internal async Task<Visit> Visit(string language = "en")
    {
        var window = await Had(_browser).NewContextAsync(new() { BaseURL = Registry.ClientOptions.BaseAddress.ToString(), Locale = language, ViewportSize = new() { Width = 320, Height = 640 }, ReducedMotion = ReducedMotion.Reduce });
        return await Browser.Tests.Visit.Begin(window);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_registry is not null)
        {
            await _registry.DisposeAsync();
        }
    }

    private static T Had<T>(T? opened) where T : class
    {
        Assert.SkipWhen(Unavailable is not null, Unavailable ?? "");
        return opened!;
    }

    private async Task Open()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-dev-shm-usage", .. OneProcess] });
    }

    private sealed class ServedRegistry : SqliteRegistry
    {
        protected override IEnumerable<KeyValuePair<string, string>> Settings() => [.. base.Settings(), new("Limits:NameSearchesPerMinute", SearchesPerMinute.ToString(CultureInfo.InvariantCulture))];
    }
}
