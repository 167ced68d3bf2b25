using System.Text.Json;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Languages;

/// <summary>The languages that findings can be read in: English, and one for each file <c>Languages/xx.json</c> beside the program.</summary>
internal sealed class Phrasebooks
{
    private readonly Dictionary<string, Phrasebook> _byLanguage;

    public Phrasebooks()
        : this(Path.Combine(AppContext.BaseDirectory, "Languages"))
    {
    }

    internal Phrasebooks(string folder)
    {
        _byLanguage = Directory.EnumerateFiles(folder, "*.json")
            .Select(path => new Phrasebook(Path.GetFileNameWithoutExtension(path), JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!))
            .Append(Phrasebook.English)
            .ToDictionary(book => book.Language, StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<string> Languages => _byLanguage.Keys.Order(StringComparer.Ordinal);

    /// <summary>The book for a language, by its two letters; English where there is none.</summary>
    public Phrasebook For(string? language) => language is not null && _byLanguage.TryGetValue(language, out var book) ? book : Phrasebook.English;

    /// <summary>The language that a request asks for and that is there, by its two letters; says so in the answer.</summary>
    public static string Asked(HttpContext http)
    {
        var books = http.RequestServices.GetRequiredService<Phrasebooks>();
        var language = http.Request.GetTypedHeaders().AcceptLanguage.Where(l => l.Quality is not 0)
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value?.Split('-')[0])
            .FirstOrDefault(l => l is not null && books._byLanguage.ContainsKey(l)) ?? Phrasebook.English.Language;
        http.Response.Headers.ContentLanguage = language.ToLowerInvariant();
        http.Response.Headers.Append("Vary", "Accept-Language");
        return language;
    }
}
