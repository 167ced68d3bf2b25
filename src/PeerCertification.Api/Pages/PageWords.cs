using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Languages;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Pages;

/// <summary>
/// The words of one page, in the language of whoever reads it: the one of the link that they followed, remembered in a cookie; else what their
/// browser asks for; else English.
/// </summary>
public sealed class PageWords
{
    private const string Parameter = "lang";

    private readonly PageTexts _texts;
    private readonly HttpRequest _request;

    internal PageWords(HttpContext http, PageTexts texts, Phrasebooks books)
    {
        (_texts, _request) = (texts, http.Request);
        if (http.Request.Query[Parameter].ToString() is { Length: > 0 } chosen && texts.Has(chosen))
        {
            Language = chosen;
            http.Response.Cookies.Append(Parameter, chosen, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        }
        else
        {
            Language = http.Request.Cookies[Parameter] is { } kept && texts.Has(kept) ? kept : Phrasebooks.Asked(http);
        }

        http.Response.Headers.ContentLanguage = Language;
        http.Response.Headers.Vary = "Accept-Language, Cookie";
        Book = books.For(Language);
    }

    /// <summary>Two letters, such as <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>The sentences that findings speak in this language.</summary>
    public Phrasebook Book { get; }

    public bool IsEnglish => Language == "en";

    public string this[string english] => _texts.In(Language, english);

    /// <summary>The same, with values in place of {0}, {1} and so on.</summary>
    public string Say(string english, params object?[] values) => string.Format(CultureInfo.InvariantCulture, this[english], values);

    /// <summary>Why a field could not be accepted, where that was said in this language; else null.</summary>
    public string? Reason(string why) => IsEnglish || _texts.IsSaid(Language, why) ? why : null;

    /// <summary>A large number, in groups of three digits.</summary>
    public string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture).Replace(",", IsEnglish ? "," : "\u00a0", StringComparison.Ordinal);

    public string Day(DateOnly day) => Book.Text("day")
        .Replace("{month}", Book.Text($"month.{day.Month}"), StringComparison.Ordinal)
        .Replace("{day}", day.Day.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{year}", day.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>How a credential stands, in a sentence; without what the board says of all its data.</summary>
    public string Sentence(VerificationAnswer answer)
    {
        var (text, days) = StandingSentence.Of(new(answer.Standing, answer.StandingUntilOn, answer.FirstIssuedOn, answer.Period, answer.LastChangedAtUtc, answer.Because), answer.On);
        return Say(text, [.. days.Select(Day)]);
    }

    public string Instant(DateTime utc) => string.Create(CultureInfo.InvariantCulture, $"{Day(DateOnly.FromDateTime(utc))}, {utc:HH:mm} UTC");

    /// <summary>The address of this page in another language. What a form has sent is not in it.</summary>
    public string InLanguage(string language)
    {
        var asked = new QueryBuilder(_request.Query.Where(q => q.Key != Parameter).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? "")))) { { Parameter, language } };
        return $"/{$"{_request.PathBase}{_request.Path}".TrimStart('/', '\\')}{asked}"; // one with two strokes would be another host's
    }
}
