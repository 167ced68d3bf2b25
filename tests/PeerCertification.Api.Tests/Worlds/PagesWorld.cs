using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>A page as it came: its status, what it says without the marks of HTML around its letters, and where it leads on to by itself.</summary>
public sealed record ShownPage(HttpStatusCode Status, string Text, string? LeadsTo, IReadOnlyList<string> Cookies);

/// <summary>Somebody's browser: it keeps cookies, sends the key of the last form that it saw, and stays where it is led on.</summary>
public sealed partial class PageBrowser(HttpClient client)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What proves that a form is ours; that of the last page that had one.</summary>
    public string FormKey { get; set; } = "";

    public HttpClient Client => client;

    public Task<ShownPage> Opens(string address) => Shown(client.GetAsync(address, Token));

    /// <summary>Opens the page, then sends a form of it.</summary>
    public async Task<ShownPage> Sends(string page, string handler, params (string Name, string Value)[] fields)
    {
        await Opens(page);
        return await Posts(handler.Length == 0 ? page : $"{page}?handler={handler}", fields);
    }

    public Task<ShownPage> Posts(string address, params (string Name, string Value)[] fields) =>
        Posts(address, new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", FormKey)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))));

    /// <summary>Sends a form with a file, which comes last as in the page.</summary>
    public Task<ShownPage> PostsFile(string address, byte[] file, params (string Name, string Value)[] fields) => PostsFile(address, new ByteArrayContent(file), fields);

    public Task<ShownPage> PostsFile(string address, HttpContent file, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Prepend(("__RequestVerificationToken", FormKey)))
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(file, "file", "roster.csv");
        return Posts(address, form);
    }

    public Task<ShownPage> Posts(string address, HttpContent form) => Shown(client.PostAsync(address, form, Token));

    public Task<ShownPage> SignsIn(string email, string password = RegistryApi.Password, string code = "", string back = "") =>
        Sends("/sign-in", "", ("email", email), ("password", password), ("code", code), ("back", back));

    private async Task<ShownPage> Shown(Task<HttpResponseMessage> asked)
    {
        var answer = await asked;
        var html = await answer.Content.ReadAsStringAsync(Token);
        FormKey = Key().Match(html) is { Success: true } found ? found.Groups[1].Value : FormKey;
        return new ShownPage(answer.StatusCode, WebUtility.HtmlDecode(html), answer.Headers.Location?.ToString(), answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Key();
}

/// <summary>People at the pages.</summary>
public static partial class PagesWorld
{
    /// <summary>The page says above all what is wrong with this field, and beside it, for those too who hear the page: what describes the field is there.</summary>
    public static void IsRefusedBeside(this ShownPage page, string field, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        Assert.Equal(status, page.Status);
        Assert.Contains($"<a href=\"#{field}\">", page.Text, StringComparison.Ordinal);
        Assert.Matches($"<p class=\"why\" id=\"{field}-why\">[^<]", page.Text);
        var shown = Assert.Single(Tag().Matches(page.Text), tag => tag.Groups[2].Value == field);
        Assert.True(shown.Groups[1].Value is "fieldset" or "p" || shown.Value.Contains(" aria-invalid=\"true\"", StringComparison.Ordinal), shown.Value);
        var described = Described().Matches(page.Text).Select(d => d.Groups[1].Value.Split(' ')).ToList();
        Assert.Contains(described, ids => ids.Contains($"{field}-why"));
        Assert.All(described.SelectMany(ids => ids), id => Assert.Single(Tag().Matches(page.Text), tag => tag.Groups[2].Value == id));
    }

    public static PageBrowser ABrowser(this RegistryApi api, string language = "en")
    {
        var client = api.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        return new PageBrowser(client);
    }

    /// <summary>The browser of a new applicant who has signed in there.</summary>
    public static async Task<PageBrowser> ASignedInBrowser(this RegistryApi api, string? email = null, string language = "en")
    {
        var browser = api.ABrowser(language);
        Assert.Equal("/my", (await browser.SignsIn(email ?? await api.AnAccount(Role.Applicant))).LeadsTo);
        return browser;
    }

    /// <summary>The address of a new organisation of whoever has this browser.</summary>
    public static async Task<string> AnOrganisation(this PageBrowser browser, string name = "Riverside")
    {
        var registered = await browser.Sends("/my", "register", ("name", name), ("kind", "Employer"), ("states", "ny, NJ"));
        Assert.True(registered.LeadsTo is not null, registered.Text);
        return registered.LeadsTo.Split('?')[0];
    }

    public static async Task<string> ARoster(this PageBrowser browser, string organisation, string name = "Albany clinic")
    {
        var begun = await browser.Sends($"{organisation}/rosters", "", ("name", name));
        Assert.True(begun.LeadsTo is not null, begun.Text);
        return begun.LeadsTo.Split('?')[0];
    }

    [GeneratedRegex("<([a-z]+)(?: [^<>]*)? id=\"([^\"]+)\"[^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(" aria-describedby=\"([^\"]*)\"")]
    private static partial Regex Described();
}
