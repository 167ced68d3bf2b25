namespace PeerCertification.Browser.Tests;

/// <summary>The pages of an employer, as its owner has them.</summary>
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
        ["a roster file that is answered"] = (200, e => e.AnsweredFile),
        ["an invitation"] = (200, _ => "/join-organisation"),
        ["the sign-in"] = (200, _ => "/sign-in"),
        ["a credential"] = (200, _ => "/"),
    };

    public static TheoryData<string> EveryState { get; } = [.. States.Keys];

    [Theory]
    [MemberData(nameof(EveryState))]
    public async Task A_page_is_accessible_narrow_printable_and_reached_by_keyboard_in_every_state(string state)
    {
        var (visit, employer) = await windows.SignedIn(language);

        Assert.Equal(States[state].Status, await visit.Opens(States[state].Address(employer)));

        Assert.Equal(language, await visit.Page.GetAttributeAsync("html", "lang"));
        Assert.Equal(1, await visit.Page.Locator("a[href='/my']").First.CountAsync());
        await (language == "en" ? visit.IsGood() : visit.ReadsWell());
    }
}
