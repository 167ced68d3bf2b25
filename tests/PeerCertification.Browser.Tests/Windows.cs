namespace PeerCertification.Browser.Tests;

/// <summary>One window for each language, for tests that only look: opening one takes longer than most pages.</summary>
public sealed class Windows(Chromium chromium) : IAsyncLifetime
{
    private readonly Dictionary<string, Visit> _visits = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var visit in _visits.Values)
        {
            await visit.DisposeAsync();
        }
    }

    internal async Task<Visit> In(string language) => _visits.TryGetValue(language, out var open) ? open : _visits[language] = await chromium.Visit(language);
}
