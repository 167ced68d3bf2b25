using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Publication;

/// <summary>From a draft to rules in force: who may, what is refused, what ends, which open applications move.</summary>
public abstract class PublishRequirementSetTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : PublishRequirementSetTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : PublishRequirementSetTests(api), IClassFixture<PostgresRegistry>;

    private const string Board = "ncc-ap";

    [Fact]
    public async Task What_one_administrator_proposes_another_publishes_and_the_version_before_it_ends_the_day_before()
    {
        var type = await Api.ACredentialWithRules();
        var (first, second) = (await Administrator(), await Administrator());
        var document = RulesWorld.ADocument(type, 2, "2026-04-01", "250h");

        var drafted = await Answered(await first.PutDraft(type, document), 201);
        var proposed = await Answered(await first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "Order of 27 February." }));
        var published = await second.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 2);

        Assert.Empty(drafted.GetProperty("problems").EnumerateObject());
        Assert.Equal(("Proposed", 2), (proposed.GetProperty("state").GetString(), proposed.GetProperty("requirementSet").GetInt32()));
        Assert.Equal($"{RulesWorld.Sets(type)}/2", published.Headers.Location!.ToString());
        Assert.Equal("2026-03-31", (await Answered(published, 201)).GetProperty("ends")[0].GetProperty("effectiveUntil").GetString());
        Assert.Equal([(2, false), (1, true)], await Versions(type));
        Assert.Equal(document, await Api.Stored(db => db.RequirementSets.Where(s => s.CredentialType.Code == type && s.Number == 2).Select(s => s.Document).SingleAsync(Token)));
        Api.TheTimeIs(new DateTimeOffset(2026, 4, 1, 3, 59, 0, TimeSpan.Zero)); // still March in New York
        Assert.Equal([(2, false), (1, true)], await Versions(type));
        Api.TheTimeIs(new DateTimeOffset(2026, 4, 1, 4, 0, 0, TimeSpan.Zero));
        Assert.Equal([(2, true), (1, false)], await Versions(type));
    }

    [Fact]
    public async Task Who_proposed_may_not_publish_and_a_changed_draft_must_be_proposed_again()
    {
        var type = await Api.ACredentialWithRules();
        var (first, second) = (await Administrator(), await Administrator());
        await Answered(await first.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-04-01")), 201);
        await Refused(await second.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 1), "requirement_set.act_not_allowed"); // not proposed yet
        await Answered(await first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "x" }));

        await Refused(await first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 2), "requirement_set.needs_second_person");
        await Refused(await first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 2, new { why = "x" }), "requirement_set.act_not_allowed");
        var changed = await Answered(await second.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-05-01"), seen: 2));
        await Refused(await second.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 2), "precondition.stale"); // what was seen is no longer there
        await Refused(await second.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 3), "requirement_set.act_not_allowed");

        Assert.Equal("Draft", changed.GetProperty("state").GetString());
        Assert.Equal([(1, true)], await Versions(type));
    }

    [Fact]
    public async Task Two_who_publish_the_same_version_at_once_publish_it_once()
    {
        var type = await Api.ACredentialWithRules();
        var (first, second, third) = (await Administrator(), await Administrator(), await Administrator());
        await Answered(await first.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-04-01")), 201);
        await Answered(await first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "x" }));

        var answers = await Task.WhenAll(second.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 2), third.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 2));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        await Refused(answers.Single(a => !a.IsSuccessStatusCode), "requirement_set.draft_not_found");
        Assert.Equal(2, (await Versions(type)).Count);
    }

    [Fact]
    public async Task A_draft_may_have_problems_which_are_told_by_element_and_stand_in_the_way_of_proposing_it()
    {
        var type = await Api.ACredentialWithRules();
        var client = await Administrator();
        var broken = RulesWorld.ADocument(type, 2, "2026-04-01").Replace("\"200h\"", "\"many\"", StringComparison.Ordinal).Replace("[\"ethics\"]", "[\"etics\"]", StringComparison.Ordinal);

        var @checked = await Answered(await client.Document(HttpMethod.Post, $"{RulesWorld.Sets(type)}/check", broken));
        await Refused(await client.GetAsync($"{RulesWorld.Sets(type)}/draft", Token), "requirement_set.draft_not_found"); // checking keeps nothing
        await Answered(await client.PutDraft(type, broken), 201);
        var seen = await Answered(await client.GetAsync($"{RulesWorld.Sets(type)}/draft", Token));
        var problem = await Refused(await client.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "x" }), "requirement_set.invalid");

        Assert.Equal(("requirement_set.invalid", false), (@checked.GetProperty("code").GetString(), @checked.GetProperty("mayBePublished").GetBoolean()));
        Assert.All([@checked.GetProperty("problems"), seen.GetProperty("problems"), problem.GetProperty("errors")], p => Assert.Equal(["ethics", "practice"], p.EnumerateObject().Select(e => e.Name).Order()));
        Assert.Equal("Draft", seen.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_check_says_what_publishing_would_end()
    {
        var type = await Api.ACredentialWithRules();

        var fit = await Answered(await (await Administrator()).Document(HttpMethod.Post, $"{RulesWorld.Sets(type)}/check", RulesWorld.ADocument(type, 2, "2026-03-01")));

        Assert.True(fit.GetProperty("mayBePublished").GetBoolean());
        Assert.Equal((1, "2026-02-28"), (fit.GetProperty("ends")[0].GetProperty("requirementSet").GetInt32(), fit.GetProperty("ends")[0].GetProperty("effectiveUntil").GetString()));
    }

    [Fact]
    public async Task Credentials_that_would_need_each_other_are_refused_at_every_step_under_the_element()
    {
        var (one, other) = (await Api.ACredentialWithRules(), await Api.ACredentialWithRules());
        var (first, second) = (await Administrator(), await Administrator());
        await RulesWorld.AreProposed(first, one, Needing(one, other)); // no circle yet
        await RulesWorld.ArePublished(first, second, other, Needing(other, one));

        var late = await Refused(await second.PostIfMatch($"{RulesWorld.Sets(one)}/draft/publication", 2), "requirement_set.circular");
        var @checked = await Answered(await first.Document(HttpMethod.Post, $"{RulesWorld.Sets(one)}/check", Needing(one, other)));
        var drafted = await Answered(await first.PutDraft(one, Needing(one, other), seen: 2));
        var proposed = await Refused(await first.PostIfMatch($"{RulesWorld.Sets(one)}/draft/proposal", 3, new { why = "x" }), "requirement_set.circular");

        Assert.Equal(("requirement_set.circular", false), (@checked.GetProperty("code").GetString(), @checked.GetProperty("mayBePublished").GetBoolean()));
        Assert.All([late.GetProperty("errors"), @checked.GetProperty("problems"), drafted.GetProperty("problems"), proposed.GetProperty("errors")], p => Assert.Equal(["held"], p.EnumerateObject().Select(e => e.Name)));
        Assert.Single(await Versions(one));

        static string Needing(string type, string needed) => RulesWorld.ADocument(type, 2, "2026-04-01")
            .Replace("\"of\": [", $$"""
                "of": [ { "element": "credential", "id": "held", "label": "Another of our credentials", "source": "order", "types": ["{{needed}}"] },
                """, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_title_reaches_everybody_from_its_day_on_without_a_new_credential_and_no_answer_as_known_before()
    {
        var type = await Api.ACredentialWithRules();
        var email = await Api.AnAccount(Role.Applicant);
        var number = await Api.ACredential(type, new DateOnly(2025, 5, 1), holder: email);
        Assert.Equal("Tried Peer", await TitleOf(number)); // and is kept from now on
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        await RulesWorld.ArePublished(await Administrator(), await Administrator(), type, RulesWorld.ADocument(type, 2, "2026-04-01")
            .Replace("\"Tried Peer\"", "\"New Peer\"", StringComparison.Ordinal)
            .Replace("\"period\":", "\"titles\": [ { \"id\": \"newest\", \"label\": \"A newer title\", \"source\": \"order\", \"fromOn\": \"2026-10-01\", \"title\": \"Newest Peer\" } ], \"period\":", StringComparison.Ordinal));
        Api.TheTimeIs(new DateTimeOffset(2026, 10, 1, 3, 59, 0, TimeSpan.Zero)); // still September in New York

        Assert.Equal(
            ["Tried Peer", "New Peer", "New Peer", "Newest Peer", "New Peer", "Tried Peer"],
            [await TitleOf(number, "?on=2026-03-31"), await TitleOf(number, "?on=2026-04-01"), await TitleOf(number, "?on=2026-09-30"), await TitleOf(number, "?on=2026-10-01"), await TitleOf(number), await TitleOf(number, "?on=2026-10-01&knownAt=2026-03-02T11:59:00Z")]);
        Assert.Equal(["New Peer", "New Peer", "New Peer"], await Elsewhere());
        Api.TheTimeIs(new DateTimeOffset(2026, 10, 1, 4, 0, 0, TimeSpan.Zero));
        Assert.Equal(["Newest Peer", "Newest Peer", "Newest Peer"], await Elsewhere());

        async Task<string[]> Elsewhere()
        {
            var holder = await Api.Client(email);
            return
            [
                (await Answered(await holder.GetAsync("/api/v1/credentials", Token))).GetProperty("credentials")[0].GetProperty("publicTitle").GetString()!,
                (await Answered(await holder.GetAsync($"/api/v1/credentials/{number}", Token))).GetProperty("publicTitle").GetString()!,
                (await Answered(await holder.GetAsync($"/api/v1/boards/{Board}/credential-types?limit=100", Token))).GetProperty("credentialTypes").EnumerateArray().Single(t => t.GetProperty("code").GetString() == type).GetProperty("publicTitle").GetString()!,
            ];
        }
    }

    [Theory]
    [InlineData(2, "2026-02-28", "requirement_set.effective_in_past")]
    [InlineData(1, "2026-04-01", "requirement_set.number_not_next")]
    [InlineData(3, "2026-04-01", "requirement_set.number_not_next")]
    public async Task A_version_that_cannot_take_its_place_is_not_proposed(int version, string from, string code)
    {
        var type = await Api.ACredentialWithRules();
        var client = await Administrator();
        await Answered(await client.PutDraft(type, RulesWorld.ADocument(type, version, from)), 201);

        await Refused(await client.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "x" }), code);
    }

    [Fact]
    public async Task A_version_for_a_day_that_passed_while_it_waited_for_the_second_person_is_not_published()
    {
        var type = await Api.ACredentialWithRules();
        var (first, second) = (await Administrator(), await Administrator());
        await Answered(await first.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-03-02")), 201);
        await Answered(await first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "x" }));
        Api.TheDayIs(new DateOnly(2026, 3, 3));

        await Refused(await second.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 2), "requirement_set.effective_in_past");
    }

    [Fact]
    public async Task Two_versions_for_one_day_and_a_document_of_another_credential_are_refused()
    {
        var type = await Api.ACredentialWithRules();
        var (first, second) = (await Administrator(), await Administrator());
        await RulesWorld.ArePublished(first, second, type, RulesWorld.ADocument(type, 2, "2026-06-01"));

        await Answered(await first.PutDraft(type, RulesWorld.ADocument(type, 3, "2026-06-01")), 201);
        await Refused(await first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "x" }), "requirement_set.days_shared");
        await Answered(await first.PutDraft(type, RulesWorld.ADocument("NCPRSS", 3, "2026-07-01"), seen: 1));
        await Refused(await first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 2, new { why = "x" }), "requirement_set.does_not_fit");
    }

    [Fact]
    public async Task A_draft_is_replaced_only_by_who_has_seen_it_and_withdrawn_for_good()
    {
        var type = await Api.ACredentialWithRules();
        var client = await Administrator();
        await Refused(await client.PostIfMatch($"{RulesWorld.Sets(type)}/draft/withdrawal", 1, new { why = "x" }), "requirement_set.draft_not_found");
        await Answered(await client.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-04-01")), 201);

        await Refused(await client.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-05-01")), "precondition.missing");
        await Refused(await client.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-05-01"), seen: 7), "precondition.stale");
        await Refused(await client.PostAsJsonAsync($"{RulesWorld.Sets(type)}/draft/withdrawal", new { why = "x" }, Token), "precondition.missing");
        await Refused(await client.PostIfMatch($"{RulesWorld.Sets(type)}/draft/withdrawal", 1, new { why = "" }), "request.invalid");
        Assert.Equal("Withdrawn", (await Answered(await client.PostIfMatch($"{RulesWorld.Sets(type)}/draft/withdrawal", 1, new { why = "Vacated." }))).GetProperty("state").GetString());
        await Refused(await client.GetAsync($"{RulesWorld.Sets(type)}/draft", Token), "requirement_set.draft_not_found");
        await Answered(await client.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-06-01")), 201);
    }

    [Theory]
    [InlineData("None", null, 0)]
    [InlineData("ReceivedFrom", "2026-02-01", 1)]
    [InlineData("All", null, 2)]
    public async Task Open_applications_move_as_the_proposal_says_with_history_and_a_message(string moves, string? from, int expected)
    {
        var type = await Api.ACredentialWithRules();
        var (first, second) = (await Administrator(), await Administrator());
        var old = await Api.AFileFor(type, new DateOnly(2026, 1, 31), 200, ApplicationState.InReview);
        var recent = await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200, ApplicationState.Recommended);
        var decided = await Api.AFileFor(type, new DateOnly(2026, 2, 2), 200, ApplicationState.Denied);
        await Api.ADraft(await Api.AnApplicant(), credentialType: type);
        await Answered(await first.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-03-01", "250h")), 201);
        await Answered(await first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "A correction.", moves, receivedFromOn = from }));

        var published = await Answered(await second.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 2), 201);

        Assert.Equal(expected, published.GetProperty("movedApplications").GetInt32());
        Assert.Equal([expected == 2 ? 2 : 1, expected >= 1 ? 2 : 1, 1], [await Pinned(old), await Pinned(recent), await Pinned(decided)]);
        Assert.Equal(expected, await Api.Stored(db => db.Outbox.CountAsync(m => m.Kind == "ApplicationRulesChanged"
            && db.Applications.Any(a => (a.Id == old.Id || a.Id == recent.Id || a.Id == decided.Id) && a.Applicant.AccountId == m.RecipientAccountId), Token)));
        var lines = await Api.Stored(db => db.History.AsNoTracking().Where(h => h.Event == "ApplicationRulesChanged" && (h.ApplicationId == old.Id || h.ApplicationId == recent.Id)).ToListAsync(Token));
        Assert.Equal(expected, lines.Count);
        Assert.All(lines, l => Assert.Equal(("""{"requirementSet":1}""", """{"requirementSet":2}"""), (l.Before, l.After)));
        Assert.Equal(expected >= 1 ? 3 : 2, await Api.Stored(db => db.Applications.Where(a => a.Id == recent.Id).Select(a => a.Version).SingleAsync(Token))); // who read it before must read it again
    }

    [Fact]
    public async Task A_renewal_keeps_the_version_of_the_day_on_which_it_came_in()
    {
        var type = await Api.ACredentialWithRules();
        var file = await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200);
        var first = await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200);
        await Api.Stored(db => db.Applications.Where(a => a.Id == file.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Kind, ApplicationKind.Renewal), Token));

        await RulesWorld.ArePublished(await Administrator(), await Administrator(), type, RulesWorld.ADocument(type, 2, "2026-03-01", "250h"), new { why = "A correction.", moves = "All" });

        Assert.Equal((1, 2), (await Pinned(file), await Pinned(first)));
    }

    [Fact]
    public async Task The_message_names_the_version_and_leaves()
    {
        var type = await Api.ACredentialWithRules();
        var file = await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200);
        await RulesWorld.ArePublished(await Administrator(), await Administrator(), type, RulesWorld.ADocument(type, 2, "2026-03-01", "250h"), new { why = "A correction.", moves = "All" });
        await Api.MailHasLeft();
        var email = await Api.Stored(db => db.Applications.Where(a => a.Id == file.Id).Join(db.Users, a => a.Applicant.AccountId, u => u.Id, (_, u) => u.Email!).SingleAsync(Token));

        var mail = Assert.Single(await Api.MailTo(email));

        Assert.Equal("Other rules count for your application", mail.Subject);
        Assert.Contains("version 2 of its rules for Tried Peer", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReceivedFrom", null)]
    [InlineData("All", "2026-02-01")]
    [InlineData("None", "2026-02-01")]
    public async Task A_day_of_receipt_is_said_exactly_where_one_is_needed(string moves, string? from)
    {
        var type = await Api.ACredentialWithRules();
        var client = await Administrator();
        await Answered(await client.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-04-01")), 201);

        await Refused(await client.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "x", moves, receivedFromOn = from }), "request.invalid");
    }

    [Fact]
    public async Task An_auditor_reads_who_changed_the_rules_and_why()
    {
        var type = await Api.ACredentialWithRules();
        var (first, second) = (await Administrator(), await Administrator());
        await RulesWorld.ArePublished(first, second, type, RulesWorld.ADocument(type, 2, "2026-04-01"));
        var other = await Api.ACredentialWithRules();
        await RulesWorld.ArePublished(first, second, other, RulesWorld.ADocument(other, 2, "2026-04-01")); // is not told here

        var lines = (await Answered(await (await Api.SignedInAs(Role.Auditor, Board)).GetAsync($"{RulesWorld.Sets(type)}/history", Token))).GetProperty("entries").EnumerateArray().ToList();

        Assert.Equal(["RequirementSetDrafted", "RequirementSetProposed", "RequirementSetPublished", "RequirementSetEnded"], lines.Select(l => l.GetProperty("event").GetString()));
        Assert.Equal("An order.", lines[1].GetProperty("why").GetString());
        Assert.NotEqual(lines[1].GetProperty("actorAccountId").GetGuid(), lines[2].GetProperty("actorAccountId").GetGuid());
        Assert.Equal("2026-03-31", lines[3].GetProperty("after").GetProperty("effectiveUntil").GetString());
    }

    [Theory]
    [InlineData(Role.Applicant, null, "access.not_permitted")]
    [InlineData(Role.Reviewer, Board, "access.not_permitted")]
    [InlineData(Role.Officer, Board, "access.not_permitted")]
    [InlineData(Role.Auditor, Board, "access.not_permitted")]
    [InlineData(Role.Operator, null, "access.not_permitted")]
    [InlineData(Role.BoardAdministrator, "icrc", "board.not_found")]
    public async Task Nobody_but_the_boards_administrators_sees_or_changes_what_is_in_the_making(Role role, string? board, string code)
    {
        var type = await Api.ACredentialWithRules();
        await Answered(await (await Administrator()).PutDraft(type, RulesWorld.ADocument(type, 2, "2026-04-01")), 201);
        var client = await Api.SignedInAs(role, board);

        await Refused(await client.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-05-01"), seen: 1), code);
        await Refused(await client.Document(HttpMethod.Post, $"{RulesWorld.Sets(type)}/check", RulesWorld.ADocument(type, 2, "2026-05-01")), code);
        await Refused(await client.GetAsync($"{RulesWorld.Sets(type)}/draft", Token), code);
        await Refused(await client.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "x" }), code);
        await Refused(await client.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 1), code);
        await Refused(await client.PostIfMatch($"{RulesWorld.Sets(type)}/draft/withdrawal", 1, new { why = "x" }), code);
    }

    [Fact]
    public async Task A_credential_that_the_board_does_not_have_takes_no_draft() =>
        await Refused(await (await Administrator()).PutDraft("NOWHERE", RulesWorld.ADocument("NOWHERE", 1, "2026-04-01")), "credential_type.not_found");

    [Fact]
    public async Task The_same_key_publishes_once_and_gives_the_first_answer_again()
    {
        var type = await Api.ACredentialWithRules();
        var (first, second) = (await Administrator(), await Administrator());
        await Answered(await first.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-04-01")), 201);
        await Answered(await first.PostIfMatch($"{RulesWorld.Sets(type)}/draft/proposal", 1, new { why = "x" }));
        second.DefaultRequestHeaders.Add("Idempotency-Key", "once");

        var (once, again) = (await Answered(await second.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 2), 201), await Answered(await second.PostIfMatch($"{RulesWorld.Sets(type)}/draft/publication", 2), 201));

        Assert.Equal(once.GetRawText(), again.GetRawText());
    }

    private async Task<string> TitleOf(string number, string query = "") =>
        (await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}{query}", Token))).GetProperty("publicTitle").GetString()!;

    private Task<HttpClient> Administrator() => Api.SignedInAs(Role.BoardAdministrator, Board);

    private async Task<List<(int Version, bool InForce)>> Versions(string type) =>
        [.. (await Answered(await Api.CreateClient().GetAsync(RulesWorld.Sets(type), Token))).GetProperty("requirementSets").EnumerateArray().Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("isInForceToday").GetBoolean()))];

    private Task<int> Pinned(KnownFile file) => Api.Stored(db => db.Applications.Where(a => a.Id == file.Id).Select(a => db.RequirementSets.Single(s => s.Id == a.RequirementSetVersionId).Number).SingleAsync(Token));
}
