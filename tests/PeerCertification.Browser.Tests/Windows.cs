namespace PeerCertification.Browser.Tests;

/// <summary>One window for each language and for each who signs in, for tests that only look: opening one takes longer than most pages.</summary>
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

    /// <summary>The window of an employer's owner, or of a plain member, who has signed in there by keyboard.</summary>
    internal async Task<(Visit Visit, KnownEmployer Employer)> SignedIn(string language, bool asMember = false)
    {
        _employer ??= await chromium.People.AnEmployer(chromium.Registry);
        var whose = $"{language} of {(asMember ? _employer.Member : _employer.Email)}";
        if (!_visits.TryGetValue(whose, out var visit))
        {
            _visits[whose] = visit = await chromium.Visit(language);
            await visit.SignsIn(asMember ? _employer.Member : _employer.Email);
        }

        return (visit, _employer);
    }

    internal async Task<Visit> In(string language) => _visits.TryGetValue(language, out var open) ? open : _visits[language] = await chromium.Visit(language);
}
