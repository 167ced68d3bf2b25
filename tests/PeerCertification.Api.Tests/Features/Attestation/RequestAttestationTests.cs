using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Tests.Features.Attestation;

/// <summary>The applicant's side: asking, looking, sending again, cancelling, and the clock that closes what ran out.</summary>
public abstract class RequestAttestationTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : RequestAttestationTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RequestAttestationTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task The_supervisor_whom_the_entry_names_is_asked_and_gets_a_link()
    {
        var applicant = await Api.SomebodyWithARecord("Ana Reyes");
        var supervisor = AttestationWorld.AnAttester();
        var entry = await Api.APracticeEntry(applicant, supervisorEmail: supervisor);

        var answer = await applicant.Asks(entry);

        var created = await Answered(answer, 201);
        Assert.Equal($"/api/v1/attestation-requests/{created.GetProperty("id").GetString()}", answer.Headers.Location?.ToString());
        Assert.Equal("\"v1\"", answer.Headers.ETag?.ToString());
        Assert.Equal("Created", created.GetProperty("state").GetString());
        Assert.Equal(new DateTime(2026, 3, 31), created.GetProperty("expiresAtUtc").GetDateTime().Date);

        await Api.MailHasLeft();
        var mail = Assert.Single(await Api.MailTo(supervisor));
        Assert.Equal("You are asked to attest a statement", mail.Subject);
        Assert.Contains("Ana Reyes names you as supervisor", mail.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nhttp://localhost:5080/attestations#token=", mail.Text, StringComparison.Ordinal);
        Assert.Equal(LinkToken.Length, mail.Token.Length);
        var seen = await applicant.Request(created.GetProperty("id").GetGuid());
        Assert.Equal("Sent", seen.GetProperty("state").GetString());
        Assert.Equal(supervisor, seen.GetProperty("attesterEmail").GetString());
    }

    [Fact]
    public async Task The_token_of_a_link_stands_nowhere_in_the_database()
    {
        var applicant = await Api.SomebodyWithARecord();
        var attester = AttestationWorld.AnAttester();
        var request = await Api.ARequest(applicant, await Api.APracticeEntry(applicant), attester);
        var before = await Api.Stored(EveryText);

        await Api.MailHasLeft();

        var token = Assert.Single(await Api.MailTo(attester)).Token;
        var after = await Api.Stored(EveryText);
        Assert.Contains(after, text => text.Contains(LinkToken.HashOf(token), StringComparison.Ordinal)); // the search looks where it should
        Assert.DoesNotContain(before.Concat(after), text => text.Contains(token, StringComparison.Ordinal));
        Assert.DoesNotContain(after, text => text.Contains(attester, StringComparison.Ordinal));
        Assert.Equal(0, await Api.Stored(db => db.Outbox.CountAsync(m => m.State == OutboxState.Sent && (m.DataProtected != null || m.RecipientProtected != null), Token)));
        Assert.NotEqual(Guid.Empty, request);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData(" {0}")] // a blank
    [InlineData("+peer")] // a tag
    public async Task Nobody_attests_their_own_statement(string form)
    {
        var own = await Api.AnAccount(Role.Applicant);
        var applicant = await Api.Client(own);
        await Api.ARecord(applicant);
        var entry = await Api.APracticeEntry(applicant);
        var address = form.StartsWith('+') ? own.Replace("@", $"{form}@", StringComparison.Ordinal) : string.Format(System.Globalization.CultureInfo.InvariantCulture, form, own.ToUpperInvariant());

        await Refused(await applicant.Asks(entry, address), "attestation.attester_is_applicant");
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_by_name()
    {
        var applicant = await Api.SomebodyWithARecord();
        var training = await Api.ATraining(applicant);

        await Refused(await applicant.Asks(training, role: "Trainer"), "attestation.attester_missing");
        await Refused(await applicant.Asks(training, "jo@example.test", "Referee"), "attestation.role_does_not_fit");
        await Refused(await applicant.Asks(await Api.AnEducation(applicant), "jo@example.test"), "attestation.role_does_not_fit");
        await Refused(await applicant.Asks(training, "not an address", "Trainer"), "request.invalid");
        await Refused(await applicant.PostAsJsonAsync($"/api/v1/evidence/{training}/attestation-requests", new { role = "Trainer", attesterEmail = "jo@example.test" }, Token), "request.invalid");
        await Refused(await applicant.PostAsJsonAsync($"/api/v1/evidence/{training}/attestation-requests", new { role = "Trainer", attesterName = "Jo \u001b[2J", attesterEmail = "jo@example.test" }, Token), "request.invalid");
        await Refused(await applicant.Asks(Guid.NewGuid(), "jo@example.test"), "evidence.not_found");
    }

    [Theory]
    [InlineData("sam..reed@example.test")]
    [InlineData("Sam <sam@example.test>")]
    [InlineData("sam@example.test,jo@example.test")]
    [InlineData("jürgen@example.test")]
    public async Task Nobody_is_asked_at_an_address_that_no_mail_could_leave_for(string address)
    {
        var applicant = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(applicant);

        var problem = await Refused(await applicant.Asks(entry, address), "request.invalid");

        Assert.Equal("attesterEmail", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.False(await Api.Stored(db => db.AttestationRequests.AnyAsync(r => r.EvidenceItemId == entry, Token)));
    }

    [Fact]
    public async Task An_entry_that_is_attested_is_not_asked_about_again()
    {
        var applicant = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(applicant);
        await Answered(await Api.Answers(await Api.ALink(applicant, entry), "Confirmed"));

        await Refused(await applicant.Asks(entry, "jo@example.test"), "evidence.act_not_allowed");
    }

    [Fact]
    public async Task One_attester_at_a_time_is_asked_about_an_entry_however_many_requests_come_at_once()
    {
        var applicant = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(applicant);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => applicant.Asks(entry, AttestationWorld.AnAttester())));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode))
        {
            await Refused(refused, "attestation.already_open");
        }
    }

    [Fact]
    public async Task A_link_that_ran_out_leaves_room_for_another_attester_before_the_clock_has_noted_it()
    {
        var applicant = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(applicant);
        await Api.ARequest(applicant, entry, AttestationWorld.AnAttester());

        Api.TheDayIs(new DateOnly(2026, 4, 1));
        await Answered(await applicant.Asks(entry, AttestationWorld.AnAttester()), 201);

        Assert.Equal(["Expired", "Created"], await States(applicant, entry));
    }

    [Fact]
    public async Task Lists_and_answers_of_others_are_not_to_be_had()
    {
        var applicant = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(applicant);
        var request = await Api.ARequest(applicant, entry, AttestationWorld.AnAttester());
        var other = await Api.SomebodyWithARecord();
        var reviewer = await Api.SignedInAs(Role.Reviewer, "ncc-ap");

        await Refused(await other.Asks(entry, "jo@example.test"), "evidence.not_found");
        await Refused(await other.GetAsync($"/api/v1/evidence/{entry}/attestation-requests", Token), "evidence.not_found");
        await Refused(await other.GetAsync($"/api/v1/attestation-requests/{request}", Token), "attestation.not_found");
        await Refused(await other.ActsOn(request, "cancel", 1), "attestation.not_found");
        await Refused(await other.ActsOn(request, "resend", 1), "attestation.not_found");
        await Refused(await reviewer.Asks(entry, "jo@example.test"), "access.not_permitted");
        await Refused(await reviewer.GetAsync($"/api/v1/attestation-requests/{request}", Token), "access.not_permitted");
        await Refused(await Api.CreateClient().Asks(entry), "access.sign_in_needed");
    }

    [Fact]
    public async Task A_list_is_paged()
    {
        var applicant = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(applicant);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await Answered(await applicant.ActsOn(await Api.ARequest(applicant, entry, AttestationWorld.AnAttester()), "cancel"));
        }

        var first = await applicant.GetAsync($"/api/v1/evidence/{entry}/attestation-requests?limit=2", Token);
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];

        Assert.Equal(2, (await Answered(first)).GetProperty("requests").GetArrayLength());
        Assert.Equal(1, (await Answered(await applicant.GetAsync(next, Token))).GetProperty("requests").GetArrayLength());
        await Refused(await applicant.GetAsync($"/api/v1/evidence/{entry}/attestation-requests?limit=101", Token), "request.invalid");
    }

    [Fact]
    public async Task A_cancelled_request_has_a_dead_link_that_looks_like_one_that_never_was()
    {
        var applicant = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(applicant);
        var attester = AttestationWorld.AnAttester();
        var request = await Api.ARequest(applicant, entry, attester);
        await Api.MailHasLeft();
        var token = (await Api.MailTo(attester))[^1].Token;

        var cancelled = await Answered(await applicant.ActsOn(request, "cancel"));

        Assert.Equal("Cancelled", cancelled.GetProperty("state").GetString());
        var dead = await Refused(await Api.Views(token), "attestation.link_not_good");
        var unknown = await Refused(await Api.Views(LinkToken.New().Raw), "attestation.link_not_good");
        Assert.Equal(unknown.GetProperty("detail").GetString(), dead.GetProperty("detail").GetString());
        await Refused(await Api.Answers(token, "Confirmed"), "attestation.link_not_good");
        await Refused(await applicant.ActsOn(request, "cancel"), "attestation.act_not_allowed");
        await Answered(await applicant.Asks(entry, attester), 201);
    }

    [Fact]
    public async Task A_message_about_a_request_that_was_cancelled_first_is_not_sent()
    {
        var applicant = await Api.SomebodyWithARecord();
        var attester = AttestationWorld.AnAttester();
        var request = await Api.ARequest(applicant, await Api.APracticeEntry(applicant), attester);
        await Answered(await applicant.ActsOn(request, "cancel"));

        await Api.MailHasLeft();

        Assert.Empty(await Api.MailTo(attester));
        Assert.True(await Api.Stored(db => db.Outbox.AnyAsync(m => m.State == OutboxState.Withdrawn && m.DataProtected == null, Token)));
    }

    [Fact]
    public async Task Sending_again_kills_the_old_link_and_gives_the_new_one_its_full_time()
    {
        var applicant = await Api.SomebodyWithARecord();
        var attester = AttestationWorld.AnAttester();
        var request = await Api.ARequest(applicant, await Api.APracticeEntry(applicant), attester);
        await Api.MailHasLeft();
        Api.TheDayIs(new DateOnly(2026, 3, 20));

        var renewed = await Answered(await applicant.ActsOn(request, "resend"));
        await Api.MailHasLeft();

        var mails = await Api.MailTo(attester);
        Assert.Equal(2, mails.Count);
        Assert.Equal(new DateTime(2026, 4, 19), renewed.GetProperty("expiresAtUtc").GetDateTime().Date);
        await Refused(await Api.Views(mails[0].Token), "attestation.link_not_good");
        await Answered(await Api.Views(mails[1].Token));
    }

    [Fact]
    public async Task A_request_that_ran_out_can_be_sent_again_unless_somebody_else_is_asked()
    {
        var applicant = await Api.SomebodyWithARecord();
        var entry = await Api.APracticeEntry(applicant);
        var first = await Api.ARequest(applicant, entry, AttestationWorld.AnAttester());
        Api.TheDayIs(new DateOnly(2026, 4, 15));
        Assert.Equal("Created", (await Answered(await applicant.ActsOn(first, "resend"))).GetProperty("state").GetString());

        Api.TheDayIs(new DateOnly(2026, 6, 1));
        await Api.ARequest(applicant, entry, AttestationWorld.AnAttester());

        await Refused(await applicant.ActsOn(first, "resend"), "attestation.already_open");
    }

    [Fact]
    public async Task An_answered_request_is_neither_cancelled_nor_sent_again()
    {
        var applicant = await Api.SomebodyWithARecord();
        var attester = AttestationWorld.AnAttester();
        var request = await Api.ARequest(applicant, await Api.APracticeEntry(applicant), attester);
        await Api.MailHasLeft();
        await Answered(await Api.Answers((await Api.MailTo(attester))[^1].Token, "Declined", reason: "I was not there."));

        await Refused(await applicant.ActsOn(request, "cancel"), "attestation.act_not_allowed");
        await Refused(await applicant.ActsOn(request, "resend"), "attestation.act_not_allowed");
    }

    [Fact]
    public async Task Whoever_acts_on_a_request_has_seen_it_as_it_is()
    {
        var applicant = await Api.SomebodyWithARecord();
        var request = await Api.ARequest(applicant, await Api.APracticeEntry(applicant), AttestationWorld.AnAttester());

        await Refused(await applicant.PostAsync($"/api/v1/attestation-requests/{request}/cancel", null, Token), "precondition.missing");
        await Refused(await applicant.ActsOn(request, "cancel", version: 7), "precondition.stale");
        await Refused(await applicant.ActsOn(request, "resend", version: 7), "precondition.stale");
    }

    [Fact]
    public async Task The_clock_writes_down_once_that_a_link_ran_out()
    {
        var applicant = await Api.SomebodyWithARecord();
        var request = await Api.ARequest(applicant, await Api.APracticeEntry(applicant), AttestationWorld.AnAttester());
        Api.TheDayIs(new DateOnly(2026, 3, 30));
        await Answered(await Api.AsksForARun("ExpireAttestationRequests"));
        Assert.Equal(AttestationState.Created, await Written(request));

        Api.TheDayIs(new DateOnly(2026, 4, 1));
        await Answered(await Api.AsksForARun("ExpireAttestationRequests"));
        var again = await Answered(await Api.AsksForARun("ExpireAttestationRequests"));

        Assert.Equal(AttestationState.Expired, await Written(request));
        Assert.Equal(0, again.GetProperty("count").GetInt32());
        var noted = Assert.Single(await Api.Stored(db => db.History.Where(h => h.SubjectId == request && h.Event == "AttestationExpired").ToListAsync(Token)));
        Assert.Equal("ExpireAttestationRequests", noted.Act);
    }

    private Task<AttestationState> Written(Guid request) => Api.Stored(db => db.AttestationRequests.Where(r => r.Id == request).Select(r => r.State).SingleAsync(Token));

    private static async Task<List<string?>> States(HttpClient applicant, Guid entry)
    {
        var list = await applicant.GetFromJsonAsync<JsonElement>($"/api/v1/evidence/{entry}/attestation-requests", Token);
        return [.. list.GetProperty("requests").EnumerateArray().Select(r => r.GetProperty("state").GetString())];
    }

    /// <summary>Every text in every column of every table.</summary>
    private static async Task<List<string>> EveryText(RegistryContext db)
    {
        var texts = new List<string>();
        await db.Database.OpenConnectionAsync(Token);
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // the names come from the model
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync(Token);
            while (await rows.ReadAsync(Token))
            {
                texts.AddRange(Enumerable.Range(0, rows.FieldCount).Select(rows.GetValue).OfType<string>());
            }
        }

        return texts;
    }
}
