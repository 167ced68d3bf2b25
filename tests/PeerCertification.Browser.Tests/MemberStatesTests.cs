namespace PeerCertification.Browser.Tests;

/// <summary>The pages of an employer, as its owner and a plain member have them.</summary>
public abstract class MemberStatesTests(Windows windows, string language)
{
    public sealed class InEnglish(Windows windows) : MemberStatesTests(windows, "en"), IClassFixture<Windows>;

    public sealed class InSpanish(Windows windows) : MemberStatesTests(windows, "es"), IClassFixture<Windows>;

    private static readonly Dictionary<string, (int Status, Func<KnownEmployer, string> Address)> States = new()
    {
        ["one's organisations"] = (200, _ => "/my"),
        ["an organisation"] = (200, e => e.Organisation),
        ["an organisation of others"] = (404, _ => $"/organisations/{Guid.Empty}"),
        ["what was done"] = (200, e => $"{e.Organisation}?did=invited"),
        ["its keys"] = (200, e => $"{e.Organisation}/keys"),
        ["a key to be followed"] = (200, e => $"{e.Organisation}/keys/{Guid.Empty}"),
        ["its webhooks"] = (200, e => $"{e.Organisation}/webhooks"),
        ["a webhook that is disabled"] = (200, e => e.DisabledWebhook),
        ["what changed lately"] = (200, e => $"{e.Organisation}/changes"),
        ["its rosters"] = (200, e => $"{e.Organisation}/rosters"),
        ["a roster"] = (200, e => e.Roster),
        ["a roster with nobody on it"] = (200, e => e.EmptyRoster),
        ["a roster on a past day"] = (200, e => $"{e.Roster}?on=2025-12-24"),
        ["a roster on a day that cannot be read"] = (400, e => $"{e.Roster}?on=yesterday"),
        ["what changed on a roster"] = (200, e => $"{e.Roster}?since=2025-12-24"),
        ["what changed where nobody is"] = (200, e => $"{e.EmptyRoster}?since=2025-12-24"),
        ["its roster files"] = (200, e => $"{e.Organisation}/roster-files"),
        ["its roster files while one is answered"] = (200, e => e.AnsweringFile[..e.AnsweringFile.LastIndexOf('/')]),
        ["a roster file that is being answered"] = (200, e => e.AnsweringFile),
        ["a roster file that is answered"] = (200, e => e.AnsweredFile),
        ["a roster file that failed"] = (200, e => e.FailedFile),
        ["an invitation"] = (200, _ => "/join-organisation"),
        ["the sign-in"] = (200, _ => "/sign-in"),
        ["a credential"] = (200, _ => "/"),
    };

    /// <summary>Where a plain member is shown something else than an owner.</summary>
    private static readonly Dictionary<string, (int Status, Func<KnownEmployer, string> Address)> StatesOfMembers = new()
    {
        ["one's organisations"] = (200, _ => "/my"),
        ["an organisation"] = (200, e => e.Organisation),
        ["its keys"] = (200, e => $"{e.Organisation}/keys"),
        ["its webhooks"] = (200, e => $"{e.Organisation}/webhooks"),
        ["a webhook that is disabled"] = (200, e => e.DisabledWebhook),
        ["what changed lately"] = (200, e => $"{e.Organisation}/changes"),
        ["a roster"] = (200, e => e.Roster),
        ["its roster files"] = (200, e => $"{e.Organisation}/roster-files"),
    };

    /// <summary>What tells a state from others that are as good.</summary>
    private static readonly Dictionary<string, string> Shown = new()
    {
        ["a roster file that is being answered"] = "progress",
        ["its roster files while one is answered"] = "progress",
        ["a roster file that failed"] = ".warning",
        ["a webhook that is disabled"] = ".warning",
    };

    /// <summary>What owners decide, and a plain member only sees.</summary>
    private static readonly string[] OnlySeen = ["its keys", "its webhooks", "a webhook that is disabled"];

    /// <summary>Those whose keys and paper are looked at in Spanish too: the most fields, and words for an owner or a member.</summary>
    private static readonly string[] InSpanishToo = ["a roster", "its webhooks"];

    public static TheoryData<string, bool> EveryState { get; } = [.. States.Keys.Select(state => (state, false)), .. StatesOfMembers.Keys.Select(state => (state, true))];

    [Theory]
    [MemberData(nameof(EveryState))]
    public async Task A_page_is_accessible_narrow_printable_and_reached_by_keyboard_in_every_state(string state, bool asMember)
    {
        var (status, address) = (asMember ? StatesOfMembers : States)[state];
        var (visit, employer) = await windows.SignedIn(language, asMember);

        Assert.Equal(status, await visit.Opens(address(employer)));

        Assert.Equal(language, await visit.Page.GetAttributeAsync("html", "lang"));
        Assert.Equal(1, await visit.Page.Locator("a[href='/my']").First.CountAsync());
        Assert.Equal(1, await visit.Page.Locator(Shown.GetValueOrDefault(state, "main")).CountAsync());
        Assert.False(asMember && OnlySeen.Contains(state) && await visit.Page.Locator("main form").CountAsync() > 0, "A plain member is offered what only owners may send.");
        await (language == "en" || InSpanishToo.Contains(state) ? visit.IsGood() : visit.ReadsWell());
    }
}
