namespace PeerCertification.Browser.Tests;

public abstract class PublicStatesTests(Chromium chromium, Windows windows, string language)
{
    public sealed class InEnglish(Chromium chromium, Windows windows) : PublicStatesTests(chromium, windows, "en"), IClassFixture<Windows>;

    public sealed class InSpanish(Chromium chromium, Windows windows) : PublicStatesTests(chromium, windows, "es"), IClassFixture<Windows>;

    private static readonly Dictionary<string, (int Status, Func<RegistryPeople, string> Address)> States = new()
    {
        ["the look-up"] = (200, _ => "/"),
        ["a look-up of nothing"] = (400, _ => "/look-up?number="),
        ["an active credential"] = (200, p => $"/credentials/{p.Active}"),
        ["a day that has passed"] = (200, p => $"/credentials/{p.Active}?on=2025-12-24&known=2026-01-02"),
        ["a day that cannot be read"] = (400, p => $"/credentials/{p.Active}?on=yesterday"),
        ["a credential that is not in effect yet"] = (200, p => $"/credentials/{p.NotYetEffective}"),
        ["a suspended credential"] = (200, p => $"/credentials/{p.Suspended}"),
        ["an inactive credential"] = (200, p => $"/credentials/{p.Inactive}"),
        ["a revoked credential"] = (200, p => $"/credentials/{p.Revoked}"),
        ["a surrendered credential"] = (200, p => $"/credentials/{p.Surrendered}"),
        ["a credential of somebody deceased"] = (200, p => $"/credentials/{p.Deceased}"),
        ["an expired credential"] = (200, p => $"/credentials/{p.Expired}"),
        ["a credential in grace"] = (200, p => $"/credentials/{p.InGrace}"),
        ["a credential with an act that was taken back"] = (200, p => $"/credentials/{p.Pardoned}"),
        ["a restricted credential"] = (200, p => $"/credentials/{p.Restricted}"),
        ["an endorsed credential"] = (200, p => $"/credentials/{p.Endorsed}"),
        ["a credential of a board on hold"] = (200, p => $"/credentials/{p.OnHold}"),
        ["a mistyped number"] = (400, _ => "/credentials/NCPRSS-0000042-X"),
        ["a number that nobody has"] = (404, _ => "/credentials/NCPRSS-0000042-J"),
        ["a service to ask about"] = (200, p => $"/credentials/{p.Active}/assess"),
        ["a service that was asked about"] = (200, p => $"/credentials/{p.Active}/assess?purpose=H0038&state=NY&serviceDate=2026-02-01"),
        ["a service that cannot be asked about"] = (400, p => $"/credentials/{p.Active}/assess?purpose=&state=N&serviceDate=yesterday"),
        ["a certificate"] = (200, p => $"/credentials/{p.Active}/certificate"),
        ["a certificate of somebody suspended"] = (200, p => $"/credentials/{p.Suspended}/certificate"),
        ["a certificate under a board on hold"] = (200, p => $"/credentials/{p.OnHold}/certificate"),
        ["a search that finds"] = (200, _ => "/search?familyName=nunez&state=NY"),
        ["a search that finds nobody"] = (200, _ => "/search?familyName=Nobodyatall&state=NY"),
        ["a search that is too wide to show anybody"] = (200, _ => $"/search?familyName={RegistryPeople.Many}&state=NY"),
        ["a search that is too wide to show others than those of just that name"] = (200, _ => $"/search?familyName={RegistryPeople.OneOfThem}&state=NY"),
        ["a search that cannot be made"] = (400, _ => "/search?familyName=n&state=NY"),
        ["the boards"] = (200, _ => "/boards"),
        ["a board"] = (200, _ => "/boards/ncc-ap"),
        ["a board that is none"] = (404, _ => "/boards/nowhere"),
        ["rules"] = (200, _ => "/boards/ncc-ap/NCPRSS?version=2"),
        ["an attester's page"] = (200, _ => "/attestations"),
        ["confirming an address"] = (200, _ => "/confirm-address"),
        ["a new password"] = (200, _ => "/reset-password"),
        ["an address of nothing"] = (404, _ => "/nowhere"),
    };

    /// <summary>What tells a state from others that are as good.</summary>
    private static readonly Dictionary<string, string> Shown = new()
    {
        ["an active credential"] = ".standing-Active",
        ["a credential that is not in effect yet"] = ".standing-NotYetEffective",
        ["a suspended credential"] = ".standing-Suspended",
        ["an inactive credential"] = ".standing-Inactive",
        ["a revoked credential"] = ".standing-Revoked",
        ["a surrendered credential"] = ".standing-Surrendered",
        ["a credential of somebody deceased"] = ".standing-Deceased",
        ["an expired credential"] = ".standing-Expired",
        ["a credential in grace"] = ".standing-InGrace",
        ["a credential with an act that was taken back"] = ".taken-back",
        ["a search that is too wide to show anybody"] = "main:not(:has(li)) .warning",
        ["a search that is too wide to show others than those of just that name"] = "main:has(li) .warning",
    };

    /// <summary>Those whose keys and paper are looked at in Spanish too: forms, links, and a list.</summary>
    private static readonly string[] InSpanishToo = ["the look-up", "a credential with an act that was taken back"];

    public static TheoryData<string> EveryState { get; } = [.. States.Keys];

    [Theory]
    [MemberData(nameof(EveryState))]
    public async Task A_page_is_accessible_narrow_printable_and_reached_by_keyboard_in_every_state(string state)
    {
        var visit = await windows.In(language);

        Assert.Equal(States[state].Status, await visit.Opens(States[state].Address(chromium.People)));

        Assert.Equal(language, await visit.Page.GetAttributeAsync("html", "lang"));
        Assert.Equal(1, await visit.Page.Locator(Shown.GetValueOrDefault(state, "main")).CountAsync());
        await (language == "en" || InSpanishToo.Contains(state) ? visit.IsGood() : visit.ReadsWell());
    }
}
