using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Tests.Pages;

/// <summary>The pages of webhooks, and of the changes that are sent there.</summary>
public abstract class WebhookPagesTests(RegistryApi api) : RegistryTest(api), IDisposable
{
    private static readonly (string, string)[] Fields = [("address", "https://hooks.example.test/"), ("overlapHours", "1"), ("after", "0"), ("fromOn", "2026-03-01")];

    private readonly WebhookReceiver _receiver = new();

    public sealed class OnSqlite(SqliteRegistry api) : WebhookPagesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : WebhookPagesTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_webhook_is_registered_its_secret_shown_once_and_a_test_of_it_is_answered()
    {
        var (organisation, address) = (await AnOrganisation(), _receiver.NewAddress());
        var registered = await organisation.Browser.Sends(organisation.Webhooks, "register", ("address", $" {address} "));
        var secret = Secret(registered);
        Assert.Contains("Changes after number 0 are sent to", registered.Text, StringComparison.Ordinal);
        var webhook = await organisation.FirstWebhook();
        foreach (var page in new[] { organisation.Webhooks, webhook })
        {
            Assert.DoesNotContain(secret, (await organisation.Browser.Opens(page)).Text, StringComparison.Ordinal);
        }

        var tested = await organisation.Browser.Posts($"{webhook}/test");
        Assert.Equal($"{webhook}?did=tested", tested.LeadsTo);
        Assert.True(Assert.Single(_receiver.At(address)).IsSignedWith(secret));
        Assert.Contains("a test, <strong>taken</strong> (200)", (await organisation.Browser.Opens(webhook)).Text, StringComparison.Ordinal);
        Assert.Equal(webhook, (await organisation.Browser.Opens($"{webhook}/test")).LeadsTo);
        Assert.DoesNotContain(secret, await Api.Stored(async db => string.Concat(await db.History.Select(h => h.After).ToListAsync(Token))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_done_once_and_answered_alike()
    {
        var organisation = await AnOrganisation();
        await organisation.Browser.Opens(organisation.Webhooks);
        (string, string)[] form = [("address", _receiver.NewAddress()), ("once", "the-same-form")];

        var (first, second) = (await organisation.Browser.Posts($"{organisation.Webhooks}?handler=register", form), await organisation.Browser.Posts($"{organisation.Webhooks}?handler=register", form));

        Assert.Equal(Secret(first), Secret(second));
        var webhook = await organisation.FirstWebhook();
        Assert.Equal(1, await Api.Stored(db => db.Webhooks.CountAsync(w => w.OrganisationId == organisation.Id, Token)));
        form = [("once", "end-it")];
        Assert.Equal($"{organisation.Webhooks}?did=webhook-ended", (await organisation.Browser.Posts($"{webhook}?handler=end", form)).LeadsTo);
        Assert.Equal($"{organisation.Webhooks}?did=webhook-ended", (await organisation.Browser.Posts($"{webhook}?handler=end", form)).LeadsTo);
        Assert.Equal(HttpStatusCode.Conflict, (await organisation.Browser.Posts($"{webhook}?handler=end", ("once", "another-form"))).Status);
        var over = (await organisation.Browser.Opens(webhook)).Text;
        Assert.Contains("This webhook has ended", over, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=", over, StringComparison.Ordinal);
        Assert.Contains("The organisation has no webhook", (await organisation.Browser.Opens(organisation.Webhooks)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Send an absolute address", "The address cannot be a webhook")]
    [InlineData("es", "Revise lo que escribió aquí.", "La dirección no puede ser un webhook")]
    public async Task What_cannot_be_accepted_is_said_at_the_top_and_beside_the_field(string language, string why, string title)
    {
        var organisation = await AnOrganisation(language);

        var refused = await organisation.Browser.Sends(organisation.Webhooks, "register", ("address", "hooks.example.test"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(title, refused.Text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"#address\">{why}", refused.Text, StringComparison.Ordinal);
        Assert.Contains($"id=\"address-why\">{why}", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"hooks.example.test\" aria-invalid=\"true\" aria-describedby=\"address-why address-hint\"", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_failed_says_why_and_goes_on_once_enabled()
    {
        var (organisation, webhook, address) = await WithChanges(1);
        _receiver.Answers(address, 410);
        await Api.WebhooksAreDelivered();

        var listed = (await organisation.Browser.Opens(organisation.Webhooks)).Text;
        Assert.Contains("<strong>Disabled</strong>", listed, StringComparison.Ordinal);
        Assert.Contains("the address answered that nothing more is wanted there", listed, StringComparison.Ordinal);
        Assert.Contains("nothing more is wanted there (410)", (await organisation.Browser.Opens(webhook)).Text, StringComparison.Ordinal);

        _receiver.Answers(address, 204);
        Assert.Equal($"{webhook}?did=enabled", (await organisation.Browser.Posts($"{webhook}?handler=enable")).LeadsTo);
        Assert.Equal(HttpStatusCode.Conflict, (await organisation.Browser.Posts($"{webhook}?handler=enable")).Status);
        await Api.WebhooksAreDelivered();

        var works = (await organisation.Browser.Opens(webhook)).Text;
        Assert.Contains("<strong>Working</strong>", works, StringComparison.Ordinal);
        Assert.Contains("up to number 1 of 1", works, StringComparison.Ordinal);
        Assert.Contains("change 1, <strong>taken</strong> (204)", works, StringComparison.Ordinal);
        Assert.Contains("<dd>March 1, 2026, 12:0", works, StringComparison.Ordinal); // last delivered
        var failed = (await organisation.Browser.Opens($"{webhook}?failed=true")).Text;
        Assert.DoesNotContain("<strong>taken</strong>", failed, StringComparison.Ordinal);
        Assert.Contains("(410)", failed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_days_without_an_answer_are_told_with_the_last_answer()
    {
        var (organisation, webhook, address) = await WithChanges(1);
        _receiver.Answers(address, 503);
        await Api.WebhooksAreDelivered();
        Assert.Contains("<dt>Next try</dt>", (await organisation.Browser.Opens(webhook)).Text, StringComparison.Ordinal);
        await Api.Stored(db => db.Webhooks.Where(w => w.OrganisationId == organisation.Id).ExecuteUpdateAsync(set => set.SetProperty(w => w.Failures, WebhookRules.MostFailures), Token));
        await Api.WebhooksAreDelivered();

        var told = (await organisation.Browser.Opens(webhook)).Text;

        Assert.Contains("nothing was taken there for three days", told, StringComparison.Ordinal);
        Assert.Contains("not taken (503).", told, StringComparison.Ordinal);
        Assert.DoesNotContain("<dt>Next try</dt>", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_sent_anew_after_a_number_or_from_a_day()
    {
        var (organisation, webhook, address) = await WithChanges(2);
        await Api.WebhooksAreDelivered();
        Assert.Equal([1, 2], _receiver.At(address).Select(m => m.Change));

        Assert.Equal($"{webhook}?did=replayed", (await organisation.Browser.Sends(webhook, "replay", ("after", "1"))).LeadsTo);
        await Api.WebhooksAreDelivered();
        Assert.Equal([1, 2, 2], _receiver.At(address).Select(m => m.Change));
        Assert.Equal($"{webhook}?did=replayed", (await organisation.Browser.Sends(webhook, "replayFrom", ("fromOn", "2026-03-01"))).LeadsTo);
        await Api.WebhooksAreDelivered();
        Assert.Equal([1, 2, 2, 1, 2], _receiver.At(address).Select(m => m.Change));
        Assert.Equal($"{webhook}?did=replayed", (await organisation.Browser.Sends(webhook, "replayFrom", ("fromOn", "2026-03-02"))).LeadsTo); // nothing came on it or later
        await Api.WebhooksAreDelivered();
        Assert.Equal(5, _receiver.At(address).Count);

        var beyond = await organisation.Browser.Sends(webhook, "replay", ("after", "3"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, beyond.Status);
        Assert.Contains("id=\"after-why\">The newest change has the number 2", beyond.Text, StringComparison.Ordinal);
        foreach (var (handler, field) in new[] { ("replay", "after"), ("replayFrom", "fromOn") })
        {
            var nothing = await organisation.Browser.Sends(webhook, handler, (field, "soon"));
            Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
            Assert.Contains($"<a href=\"#{field}\">", nothing.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_secret_is_shown_once_and_both_sign_meanwhile()
    {
        var organisation = await AnOrganisation();
        var address = _receiver.NewAddress();
        var old = Secret(await organisation.Browser.Sends(organisation.Webhooks, "register", ("address", address)));
        var webhook = await organisation.FirstWebhook();

        var wrong = await organisation.Browser.Sends(webhook, "rotate", ("overlapHours", "many"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("<a href=\"#overlapHours\">", wrong.Text, StringComparison.Ordinal);
        var rotated = await organisation.Browser.Sends(webhook, "rotate", ("overlapHours", "24"));
        Assert.Contains("Until March 2, 2026, 12:0", rotated.Text, StringComparison.Ordinal);
        await organisation.Browser.Posts($"{webhook}/test");

        var arrived = Assert.Single(_receiver.At(address));
        Assert.True(arrived.IsSignedWith(Secret(rotated)) && arrived.IsSignedWith(old));
        var shown = (await organisation.Browser.Opens(webhook)).Text;
        Assert.Contains("The secret before this one signs too until", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_see_webhooks_and_only_owners_decide_on_them()
    {
        var (organisation, webhook, _) = await WithChanges(0);
        var member = await Api.ASignedInBrowser();
        await organisation.Joins(member);

        foreach (var page in new[] { organisation.Webhooks, webhook })
        {
            var seen = await member.Opens(page);
            Assert.Equal(HttpStatusCode.OK, seen.Status);
            Assert.DoesNotContain("<form", seen.Text, StringComparison.Ordinal);
        }

        await member.Opens("/my");
        foreach (var post in EveryPost(organisation.Webhooks, webhook))
        {
            var refused = await member.Posts(post, Fields);
            Assert.True(refused.Status == HttpStatusCode.Forbidden, post);
            Assert.Contains("An owner is needed", refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, await Api.Stored(db => db.WebhookTries.CountAsync(t => t.Answer == WebhookAnswer.Taken && db.Webhooks.Any(w => w.Id == t.WebhookId && w.OrganisationId == organisation.Id), Token)));
    }

    [Fact]
    public async Task To_others_there_is_no_webhook_and_a_form_that_is_not_ours_changes_nothing()
    {
        var (organisation, webhook, _) = await WithChanges(0);
        var stranger = await AnOrganisation();
        var own = $"{stranger.Webhooks}/{webhook.Split('/')[^1]}";
        foreach (var page in new[] { organisation.Webhooks, webhook, own, $"{stranger.Webhooks}/{Guid.Empty}", organisation.Address + "/changes" })
        {
            Assert.True((await stranger.Browser.Opens(page)).Status == HttpStatusCode.NotFound, page);
        }

        await stranger.Browser.Opens("/my");
        foreach (var post in EveryPost(organisation.Webhooks, webhook).Concat(EveryPost(organisation.Webhooks, own).Skip(1)))
        {
            Assert.True((await stranger.Browser.Posts(post, Fields)).Status == HttpStatusCode.NotFound, post);
        }

        organisation.Browser.FormKey = "";
        foreach (var post in EveryPost(organisation.Webhooks, webhook))
        {
            var refused = await organisation.Browser.Posts(post, Fields);
            Assert.True(refused.Status == HttpStatusCode.BadRequest, post);
            Assert.Contains("The form may have been open for too long", refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal(["Working 0"], await Api.Stored(db => db.Webhooks.Where(w => w.OrganisationId == organisation.Id).Select(w => w.State + " " + w.SentUpTo).ToListAsync(Token)));
    }

    [Fact]
    public async Task A_long_list_of_tries_is_shown_page_by_page()
    {
        var (organisation, webhook, _) = await WithChanges(0);
        var id = Guid.Parse(webhook.Split('/')[^1]);
        await Api.Stored(async db =>
        {
            db.WebhookTries.AddRange(Enumerable.Range(1, 51).Select(i => new WebhookTry { Id = new Guid($"01980000-0000-7000-8000-{i:D12}"), WebhookId = id, MessageId = "test_1", AtUtc = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), Answer = WebhookAnswer.TimedOut, TookMs = 1000 + i }));
            return await db.SaveChangesAsync(Token);
        });

        var first = (await organisation.Browser.Opens($"{webhook}?failed=true")).Text;
        Assert.Contains("no answer in time</strong>", first, StringComparison.Ordinal);
        Assert.DoesNotContain("took 1001 ms", first, StringComparison.Ordinal);
        var second = await organisation.Browser.Opens(first.Split("Earlier tries")[0].Split("href=\"")[^1].Split('"')[0]);
        Assert.Contains("took 1001 ms", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("took 1002 ms", second.Text, StringComparison.Ordinal);
        Assert.Contains("Show every try", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_roster_is_watched_what_changed_is_listed_and_each_member_chooses_a_message()
    {
        var organisation = await AnOrganisation();
        var roster = await organisation.Browser.ARoster(organisation.Address);
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 6, 1));
        await organisation.Browser.Sends(roster, "add", ("people", number), ("fromOn", "2026-01-01"));
        Assert.Contains("It is not watched", (await organisation.Browser.Opens(roster)).Text, StringComparison.Ordinal);
        Assert.Equal($"{roster}?did=watched", (await organisation.Browser.Posts($"{roster}?handler=watch", ("isWatched", "true"))).LeadsTo);
        Assert.Contains("It is watched", (await organisation.Browser.Opens(roster)).Text, StringComparison.Ordinal);
        Assert.Contains("(people on it today: 1; watched)", (await organisation.Browser.Opens($"{organisation.Address}/rosters")).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing changed yet", (await organisation.Browser.Opens($"{organisation.Address}/changes")).Text, StringComparison.Ordinal);
        await Api.HasRecordedChanges();

        await Answered(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "Nobody else's concern." }));
        await Api.HasRecordedChanges();
        var changed = (await organisation.Browser.Opens($"{organisation.Address}/changes")).Text;
        Assert.Contains($"{number}</a>: <strong>Suspended</strong>, from February 1, 2026 on", changed, StringComparison.Ordinal);
        Assert.Contains("Active → Suspended; corrects what was said of earlier days", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("concern", changed, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await organisation.Browser.Opens($"{organisation.Address}/changes?after=99")).Status);

        Assert.Contains("value=\"None\" checked", changed, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await organisation.Browser.Posts($"{organisation.Address}/changes?handler=digest", ("every", "often"))).Status);
        Assert.Equal($"{organisation.Address}/changes?did=digest-chosen", (await organisation.Browser.Posts($"{organisation.Address}/changes?handler=digest", ("every", "Weekly"))).LeadsTo);
        Assert.Contains("value=\"Weekly\" checked", (await organisation.Browser.Opens($"{organisation.Address}/changes")).Text, StringComparison.Ordinal);
        Assert.Equal($"{roster}?did=not-watched", (await organisation.Browser.Sends(roster, "watch", ("isWatched", "false"))).LeadsTo);
        Assert.Contains("It is not watched", (await organisation.Browser.Opens(roster)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_of_changes_begins_with_the_newest_and_leads_to_earlier_ones()
    {
        var (organisation, _, _) = await WithChanges(52);
        var changes = $"{organisation.Address}/changes";

        var newest = (await organisation.Browser.Opens(changes)).Text;
        Assert.Contains(" 52. <a", newest, StringComparison.Ordinal);
        Assert.DoesNotContain(" 2. <a", newest, StringComparison.Ordinal);
        Assert.DoesNotContain("Later changes", newest, StringComparison.Ordinal);
        Assert.Contains($"{changes}?after=0\">Earlier changes", newest, StringComparison.Ordinal);
        var first = (await organisation.Browser.Opens($"{changes}?after=0")).Text;
        Assert.Contains(" 1. <a", first, StringComparison.Ordinal);
        Assert.Contains($"{changes}?after=50\">Later changes", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Earlier changes", first, StringComparison.Ordinal);
    }

    private static IEnumerable<string> EveryPost(string webhooks, string webhook) =>
        new[] { "enable", "rotate", "replay", "replayFrom", "end" }.Select(handler => $"{webhook}?handler={handler}").Append($"{webhook}/test").Prepend($"{webhooks}?handler=register");

    private static string Secret(ShownPage page) => "whsec_" + page.Text.Split("<code>whsec_")[1].Split('<')[0];

    private async Task<BrowsedOrganisation> AnOrganisation(string language = "en")
    {
        var browser = await Api.ASignedInBrowser(language: language);
        return new BrowsedOrganisation(Api, browser, await browser.AnOrganisation());
    }

    /// <summary>An organisation with a webhook, that is told of so many changes.</summary>
    private async Task<(BrowsedOrganisation Organisation, string Webhook, string Address)> WithChanges(int count)
    {
        var (organisation, address) = (await AnOrganisation(), _receiver.NewAddress());
        await organisation.Browser.Sends(organisation.Webhooks, "register", ("address", address));
        if (count > 0)
        {
            var (roster, numbers) = (await organisation.Browser.ARoster(organisation.Address), new List<string>());
            for (var i = 0; i < count; i++)
            {
                numbers.Add(await Api.ACredential("NCPRSS", new DateOnly(2026, 2, 1))); // of which nothing was told yet, not even that it was awarded
            }

            await organisation.Browser.Sends(roster, "watch", ("isWatched", "true"));
            await organisation.Browser.Sends(roster, "add", ("people", string.Join('\n', numbers)), ("fromOn", "2026-02-01"));
            await Api.HasRecordedChanges();
        }

        return (organisation, await organisation.FirstWebhook(), address);
    }

    public void Dispose()
    {
        _receiver.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>An organisation, and the browser of its owner.</summary>
    private sealed record BrowsedOrganisation(RegistryApi Api, PageBrowser Browser, string Address)
    {
        internal Guid Id => Guid.Parse(Address.Split('/')[^1]);

        internal string Webhooks => $"{Address}/webhooks";

        internal async Task<string> FirstWebhook() => $"{Webhooks}/{(await Browser.Opens(Webhooks)).Text.Split($"href=\"{Webhooks}/")[1].Split('"')[0]}";

        internal async Task Joins(PageBrowser member)
        {
            var address = AccountsWorld.AnAddress();
            await Browser.Sends(Address, "invite", ("email", address), ("role", "Member"));
            Assert.Equal($"{Address}?did=joined", (await member.Sends("/join-organisation", "", ("link", await Api.LinkTo(address, MessageKind.OrganisationInvited)))).LeadsTo);
        }
    }
}
