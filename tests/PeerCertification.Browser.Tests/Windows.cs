namespace PeerCertification.Browser.Tests;

/// <summary>One window for each language, for tests that only look: opening one takes longer than most pages.</summary>
public sealed class Windows(Chromium chromium) : IAsyncLifetime
{
    private readonly Dictionary<string, Visit> _visits = [];
    private KnownEmployer? _employer;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var visit in _visits.Values)
        {
            await visit.DisposeAsync();
        }
    }

    /// <summary>The window of an employer's owner who has signed in there, by keyboard.</summary>
    internal async Task<(Visit Visit, KnownEmployer Employer)> SignedIn(string language)
    {
        if (_employer is null)
        {
            var visit = await In(language);
            _employer = await chromium.People.AnEmployer(chromium.Registry);
            await visit.SignsIn(_employer.Email);
        }

        return (await In(language), _employer);
    }

    internal async Task<Visit> In(string language) => _visits.TryGetValue(language, out var open) ? open : _visits[language] = await chromium.Visit(language);
}
