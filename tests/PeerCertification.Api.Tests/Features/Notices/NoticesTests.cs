using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Features.Notices;

/// <summary>In which language, by which ways and in whose words people are told, and what is no longer told.</summary>
public abstract class NoticesTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : NoticesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : NoticesTests(api), IClassFixture<PostgresRegistry>;

    private static readonly DateOnly Today = new(2026, 3, 1);

    [Fact]
    public async Task Whoever_chose_nothing_is_written_to_in_English_by_e_mail_and_in_the_inbox()
    {
        var (email, board, number) = await AReminded();

        await Api.MailHasLeft();

        Assert.Equal($"Your credential {number} ends on 2026-03-08", Assert.Single(await Api.MailTo(email)).Subject);
        var kept = Assert.Single(await (await Api.Client(email)).Inbox());
        Assert.Equal(("CredentialExpiring", "en", $"Your credential {number} ends on 2026-03-08"), (kept.GetProperty("kind").GetString(), kept.GetProperty("language").GetString(), kept.GetProperty("subject").GetString()));
        Assert.Contains(board.Replace('-', ' '), kept.GetProperty("text").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task In_Spanish_and_in_the_inbox_alone_where_that_was_chosen()
    {
        var (email, _, number) = await AReminded();
        await (await Api.Client(email)).Chooses("es", byEmail: false);

        await Api.MailHasLeft();

        Assert.Empty(await Api.MailTo(email));
        Assert.Equal($"Su credencial {number} termina el 2026-03-08", Assert.Single(await (await Api.Client(email)).Inbox()).GetProperty("subject").GetString());
    }

    [Fact]
    public async Task What_the_law_does_not_require_can_be_stopped_and_what_it_requires_cannot()
    {
        var (email, _, number) = await AReminded();
        var client = await Api.Client(email);
        await client.Chooses(onlyRequired: true);
        await Api.MailHasLeft();
        Assert.Empty(await client.Inbox());
        Assert.Empty(await Api.MailTo(email));

        await Answered(await (await Api.SignedInAs(Role.Officer, await BoardOf(number))).Act(Api, number, "acts/suspend", new { effectiveOn = "2026-03-01", reason = "x" }));
        await Api.MailHasLeft();

        Assert.Equal("CredentialActRecorded", Assert.Single(await client.Inbox()).GetProperty("kind").GetString());
        Assert.Single(await Api.MailTo(email));
    }

    [Theory]
    [InlineData(CredentialActKind.Renew, 0)]
    [InlineData(CredentialActKind.Deactivate, 0)]
    [InlineData(CredentialActKind.RecordDeath, 0)]
    [InlineData(CredentialActKind.Suspend, 1)]
    public async Task A_reminder_that_waits_while_its_matter_is_over_does_not_leave(CredentialActKind act, int told)
    {
        var (email, _, number) = await AReminded();
        await Api.Stored(async db =>
        {
            var credential = await db.Credentials.Include(c => c.Acts).SingleAsync(c => c.Number == number, Token);
            credential.Acts.Add(new CredentialActRow { CredentialId = credential.Id, Sequence = 2, Kind = act, EffectiveOn = Today, Reason = "x", RecordedAtUtc = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc) });
            if (act == CredentialActKind.Renew)
            {
                db.CredentialPeriods.Add(new CredentialPeriod { Id = Guid.CreateVersion7(), CredentialId = credential.Id, OpenedBySequence = 2, StartsOn = new DateOnly(2026, 3, 9), EndsOn = new DateOnly(2028, 3, 8) });
            }

            return await db.SaveChangesAsync(Token);
        });

        await Api.MailHasLeft();

        Assert.Equal(told, (await Api.MailTo(email)).Count);
        Assert.Equal(told, (await (await Api.Client(email)).Inbox()).Count);
    }

    [Fact]
    public async Task A_message_that_is_tried_again_comes_into_the_inbox_once_and_is_read_up_to_a_message()
    {
        var (email, _, _) = await AReminded();
        var client = await Api.Client(email);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Api.DueMailIsDelivered()));
        await Api.MailHasLeft();

        var id = Assert.Single(await client.Inbox("?unreadOnly=true")).GetProperty("id").GetInt64();
        Assert.Equal(0, (await Answered(await client.PostAsJsonAsync("/api/v1/inbox/read", new { upToId = id - 1 }, Token))).GetProperty("markedMessages").GetInt32());
        var other = await Api.SignedInAs(Role.Applicant);
        Assert.Equal(0, (await Answered(await other.PostAsJsonAsync("/api/v1/inbox/read", new { upToId = id }, Token))).GetProperty("markedMessages").GetInt32());
        Assert.Equal(1, (await Answered(await client.PostAsJsonAsync("/api/v1/inbox/read", new { upToId = id }, Token))).GetProperty("markedMessages").GetInt32());
        Assert.Equal(0, (await Answered(await client.PostAsJsonAsync("/api/v1/inbox/read", new { upToId = id }, Token))).GetProperty("markedMessages").GetInt32());
        Assert.Empty(await client.Inbox("?unreadOnly=true"));
        Assert.Single(await client.Inbox());
        Assert.Empty(await other.Inbox());
        Assert.DoesNotContain("Ana", await Api.Stored(db => db.Inbox.Select(m => m.SubjectProtected + m.TextProtected).FirstAsync(Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_writes_in_its_own_words_for_one_lead_time_before_all_and_every_saving_is_a_version()
    {
        var (email, board, number) = await AReminded();
        var administrator = await Api.SignedInAs(Role.BoardAdministrator, board);
        await Answered(await administrator.Writes(board, "CredentialExpiring", "Soon over: {number}", "{title} of {board} ends on {endsOn}."));
        await Answered(await administrator.Writes(board, "CredentialExpiring", "Old words: {number}", "Renew now.", leadDays: 7));
        await Refused(await administrator.Writes(board, "CredentialExpiring", "One week left: {number}", "Renew now.", leadDays: 7), "precondition.missing");
        await Refused(await administrator.Writes(board, "CredentialExpiring", "One week left: {number}", "Renew now.", leadDays: 7, seen: 2), "precondition.stale");
        Assert.Equal(2, (await Answered(await administrator.Writes(board, "CredentialExpiring", "One week left: {number}", "Renew now.", leadDays: 7, seen: 1))).GetProperty("number").GetInt32());

        await Api.MailHasLeft();

        Assert.Equal($"One week left: {number}", Assert.Single(await Api.MailTo(email)).Subject);
        var listed = (await Answered(await administrator.GetAsync($"/api/v1/boards/{board}/message-templates", Token))).GetProperty("templates").EnumerateArray().Single(t => t.GetProperty("kind").GetString() == "CredentialExpiring");
        Assert.Equal([(0, 1), (7, 2)], listed.GetProperty("own").EnumerateArray().Select(o => (o.GetProperty("leadDays").GetInt32(), o.GetProperty("number").GetInt32())));
        Assert.Equal(3, await Api.Stored(db => db.MessageTemplates.CountAsync(t => db.Boards.Any(b => b.Id == t.BoardId && b.Code == board), Token)));
    }

    [Fact]
    public async Task A_text_in_another_language_leaves_the_others_as_they_are()
    {
        var (email, board, number) = await AReminded();
        await (await Api.Client(email)).Chooses("es");
        await Answered(await (await Api.SignedInAs(Role.BoardAdministrator, board)).Writes(board, "CredentialExpiring", "Soon over: {number}", "Renew now."));

        await Api.MailHasLeft();

        Assert.Equal($"Su credencial {number} termina el 2026-03-08", Assert.Single(await Api.MailTo(email)).Subject);
    }

    [Theory]
    [InlineData("CredentialExpiring", "Ends: {birthDate}", "Renew.", 0, "message_template.place_unknown")]
    [InlineData("CredentialExpiring", "Ends", "Renew at {link}.", 0, "message_template.place_unknown")]
    [InlineData("PasswordToReset", "New password", "{link}", 0, "message_template.not_of_boards")]
    [InlineData("ApplicationApproved", "Good news", "{number}", 7, "message_template.no_lead_time")]
    [InlineData("ApplicationApproved", "Two\nlines", "{number}", 0, "request.invalid")]
    [InlineData("ApplicationApproved", "", "{number}", 0, "request.invalid")]
    [InlineData("ApplicationApproved", "Good news", "", 0, "request.invalid")]
    public async Task A_text_that_could_not_be_filled_is_refused_when_it_is_saved_and_when_it_is_tried(string kind, string subject, string text, int leadDays, string code)
    {
        var administrator = await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap");

        await Refused(await administrator.Writes("ncc-ap", kind, subject, text, leadDays: leadDays), code);
        if (leadDays == 0)
        {
            await Refused(await administrator.PostAsJsonAsync($"/api/v1/boards/ncc-ap/message-templates/{kind}/preview", new { subject, text }, Token), code);
        }
    }

    [Fact]
    public async Task A_preview_shows_made_up_data_and_keeps_nothing()
    {
        var administrator = await Api.SignedInAs(Role.BoardAdministrator, "icrc");
        var before = await Api.Stored(db => db.MessageTemplates.CountAsync(Token));

        var seen = await Answered(await administrator.PostAsJsonAsync("/api/v1/boards/icrc/message-templates/ApplicationApproved/preview", new { subject = "{number}", text = "Well done, from {board}.\r\n{address}" }, Token));

        Assert.Equal("NCPRSS-0000042-J", seen.GetProperty("subject").GetString());
        Assert.StartsWith("Well done, from International Certification & Reciprocity Consortium.\nhttp", seen.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await Api.Stored(db => db.MessageTemplates.CountAsync(Token)));
    }

    [Fact]
    public async Task A_board_says_when_it_reminds_and_by_which_ways_and_two_who_change_it_at_once_are_told()
    {
        var board = await Api.ABoard();
        var (one, two) = (await Api.SignedInAs(Role.BoardAdministrator, board), await Api.SignedInAs(Role.BoardAdministrator, board));
        var number = await Api.ACredentialEnding(board, Today.AddDays(45));

        var answers = await Task.WhenAll(one.Plans(board, 0, (45, false), (3, true)), two.Plans(board, 0, (45, false), (3, true)));
        Assert.Single(answers, a => a.IsSuccessStatusCode);
        await Refused(answers.Single(a => !a.IsSuccessStatusCode), "precondition.stale");
        await Refused(await one.Plans(board, 1, (45, false), (45, true)), "request.invalid");
        await Refused(await one.Plans(board, 1, (0, true)), "request.invalid");
        await Refused(await one.PutIfMatch($"/api/v1/boards/{board}/reminder-plan", 1, new { reminders = new object?[] { null } }), "request.invalid");
        await Refused(await (await Api.SignedInAs(Role.Officer, board)).Plans(board, 1, (45, true)), "access.not_permitted");
        await Api.HasSwept();

        Assert.Equal([new Flag(number, 45, Today)], await Api.Flags(board));
        Assert.Equal([new Notice(number, 45)], await Api.Notices(board));
        var email = await Api.Stored(db => db.Credentials.Where(c => c.Number == number).Join(db.Applicants, c => c.ApplicantId, a => a.Id, (_, a) => a.AccountId).Join(db.Users, id => id, u => u.Id, (_, u) => u).Select(u => u.Email!).SingleAsync(Token));
        await Api.MailHasLeft();
        Assert.Empty(await Api.MailTo(email));
        Assert.Equal(1, await Api.Stored(db => db.Inbox.CountAsync(m => db.Users.Any(u => u.Id == m.AccountId && u.Email == email), Token)));
        var plan = await Answered(await (await Api.SignedInAs(Role.Reviewer, board)).GetAsync($"/api/v1/boards/{board}/reminder-plan", Token));
        Assert.Equal([(45, false), (3, true)], plan.GetProperty("reminders").EnumerateArray().Select(r => (r.GetProperty("leadDays").GetInt32(), r.GetProperty("byEmail").GetBoolean())));
    }

    [Fact]
    public async Task A_language_that_the_registry_does_not_write_in_is_refused()
    {
        var client = await Api.SignedInAs(Role.Applicant);

        await Refused(await client.PutAsJsonAsync("/api/v1/accounts/me/notices", new { language = "xx", byEmail = true, onlyRequired = false }, Token), "request.invalid");

        Assert.Equal("en", (await Answered(await client.GetAsync("/api/v1/accounts/me/notices", Token))).GetProperty("language").GetString());
    }

    /// <summary>Somebody whose credential ends in seven days, with a reminder that waits to leave.</summary>
    private async Task<(string Email, string Board, string Number)> AReminded()
    {
        var board = await Api.ABoard();
        var email = await Api.AnAccount(Role.Applicant);
        var issuedOn = new DateOnly(2024, 3, 9);
        var number = await Api.ACredentialWith(board, new CredentialAct(1, CredentialActKind.Issue, issuedOn, new DateTime(2024, 3, 9, 12, 0, 0, DateTimeKind.Utc), Opens: new Period(issuedOn, Today.AddDays(7))));
        await Api.Stored(async db =>
        {
            var account = await db.Users.SingleAsync(u => u.Email == email, Token);
            return await db.Applicants.Where(a => db.Credentials.Any(c => c.Number == number && c.ApplicantId == a.Id)).ExecuteUpdateAsync(set => set.SetProperty(a => a.AccountId, account.Id), Token);
        });
        await Api.HasSwept();
        return (email, board, number);
    }

    private Task<string> BoardOf(string number) => Api.Stored(db => db.Credentials.Where(c => c.Number == number).Select(c => c.Board.Code).SingleAsync(Token));
}
