using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements.Trials;

namespace PeerCertification.Api.Tests.Features.Trials;

/// <summary>What rules would do, before they are rules.</summary>
public abstract class TryRequirementSetTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : TryRequirementSetTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : TryRequirementSetTests(api), IClassFixture<PostgresRegistry>;

    private const string Board = "ncc-ap";

    private static int _numbers;

    [Fact]
    public async Task Open_applications_and_active_credentials_are_counted_by_what_the_document_makes_of_them()
    {
        var type = await Api.ACredentialWithRules();
        await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200); // becomes unmet
        await Api.AFileFor(type, new DateOnly(2026, 2, 1), 250); // stays met
        await Api.AFileFor(type, new DateOnly(2026, 2, 1), 100); // stays unmet
        await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200, ApplicationState.Denied); // is not tried
        var renewal = await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200); // is not tried: it keeps the version by which it came in
        await Api.Stored(db => db.Applications.Where(a => a.Id == renewal.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Kind, ApplicationKind.Renewal), Token));
        await AHolder(type, 200, new DateOnly(2027, 1, 1)); // becomes unmet
        await AHolder(type, 200, new DateOnly(2026, 1, 1)); // expired
        await AHolder(type, null, new DateOnly(2027, 1, 1)); // without a file
        var client = await Administrator();

        var queued = await Post(client, type, RulesWorld.ADocument(type, 7, "2020-01-01", "250h")); // a trial may name any version and day
        var waiting = await Answered(await client.GetAsync(queued.Headers.Location, Token));
        await TrialsRun();
        var done = await Answered(await client.GetAsync(queued.Headers.Location, Token));

        Assert.Equal(("Queued", "Done"), (waiting.GetProperty("state").GetString(), done.GetProperty("state").GetString()));
        Assert.Equal((6, 6, "2026-03-01"), (done.GetProperty("filesDone").GetInt32(), done.GetProperty("filesTotal").GetInt32(), done.GetProperty("judgedOn").GetString()));
        var result = done.GetProperty("result");
        Assert.Equal(new TrialCounts(3, 1, 0, 1, 1, 0), Counts(result, "applications"));
        Assert.Equal(new TrialCounts(2, 1, 0, 0, 0, 1), Counts(result, "credentials"));
        var requirement = Assert.Single(result.GetProperty("requirements").EnumerateArray());
        Assert.Equal(("practice", "250h of practice", 2, 0), (requirement.GetProperty("id").GetString(), requirement.GetProperty("label").GetString(), requirement.GetProperty("becomeUnmet").GetInt32(), requirement.GetProperty("becomeMet").GetInt32()));
    }

    [Fact]
    public async Task Softer_rules_make_files_met_and_the_draft_in_the_making_is_tried_where_no_document_is_sent()
    {
        var type = await Api.ACredentialWithRules();
        var file = await Api.AFileFor(type, new DateOnly(2026, 2, 1), 100);
        var client = await Administrator();
        await Refused(await client.PostAsync(Trials(type), null, Token), "requirement_set.draft_not_found");
        await Answered(await client.PutDraft(type, RulesWorld.ADocument(type, 2, "2026-04-01", "100h")), 201);

        var address = (await client.PostAsync(Trials(type), null, Token)).Headers.Location;
        await TrialsRun();

        Assert.Equal(1, Counts((await Answered(await client.GetAsync(address, Token))).GetProperty("result"), "applications").BecomeMet);
        var row = Assert.Single(await Files(client, address));
        Assert.Equal((file.Id, "Application", "Met", "practice"), (row.GetProperty("id").GetGuid(), row.GetProperty("kind").GetString(), row.GetProperty("becomes").GetString(), row.GetProperty("requirements")[0].GetString()));
    }

    [Fact]
    public async Task A_credential_that_is_held_counts_in_a_trial_as_it_does_in_a_decision()
    {
        var (type, asked) = (await Api.ACredentialWithRules(), await Api.ACredentialWithRules());
        await Api.AFileFor(type, new DateOnly(2026, 2, 1), 250); // has none
        var holder = await Api.AnApplicant();
        await Api.AFileFor(holder, type, new DateOnly(2026, 2, 1), 250);
        await Holds(holder, asked, null, new DateOnly(2027, 1, 1));

        var result = await Tried(type, "practice", $$"""{ "element": "credential", "id": "practice", "label": "Another credential", "source": "order", "types": ["{{asked}}"] }""");

        Assert.Equal(new TrialCounts(2, 1, 0, 1, 0, 0), Counts(result, "applications"));
    }

    [Fact]
    public async Task What_came_in_counts_in_a_trial_as_it_does_in_a_decision()
    {
        var type = await Api.ACredentialWithRules();
        await Api.AFileFor(type, new DateOnly(2026, 2, 1), 250); // has not paid
        var paid = await Api.AFileFor(type, new DateOnly(2026, 2, 1), 250);
        await Answered(await (await Api.SignedInAs(Role.Officer, Board)).Pays(paid.Id, 10000, $"tried-{type}", "Application"), 201);

        var result = await Tried(type, "practice", """{ "element": "fee", "id": "practice", "label": "The fee", "source": "order", "for": "Application", "cents": 10000 }""");

        Assert.Equal(new TrialCounts(2, 1, 0, 1, 0, 0), Counts(result, "applications"));
    }

    [Theory]
    [InlineData("2026-01-20", 1)] // within 30 days before
    [InlineData("2026-02-20", 0)] // the hours of 12 January are too old
    public async Task A_window_hangs_on_the_day_of_receipt_and_not_on_the_day_of_the_trial(string receivedOn, int staysMet)
    {
        var type = await Api.ACredentialWithRules();
        await Api.AFileFor(type, DateOnly.Parse(receivedOn, CultureInfo.InvariantCulture), 250);
        Api.TheDayIs(new DateOnly(2026, 3, 1));

        var result = await Tried(type, "practice", """{ "element": "minutes", "id": "practice", "label": "Recent practice", "source": "order", "kind": "Practice", "atLeast": "200h", "window": { "days": 30, "until": "Receipt" } }""");

        Assert.Equal(new TrialCounts(1, 1 - staysMet, 0, staysMet, 0, 0), Counts(result, "applications"));
    }

    [Fact]
    public async Task The_person_is_tried_as_she_was_when_she_submitted_whatever_her_record_says_since()
    {
        var type = await Api.ACredentialWithRules();
        var applicant = await Api.AnApplicant();
        await Api.IsInRecoverySince(applicant, new DateOnly(2019, 2, 3));
        await Api.AFileFor(applicant, type, new DateOnly(2026, 2, 1), 250);
        await Api.IsInRecoverySince(applicant, new DateOnly(2026, 2, 2));

        var result = await Tried(type, "practice", """{ "element": "recovery", "id": "practice", "label": "Two years in recovery", "source": "order", "atLeastMonths": 24 }""");

        Assert.Equal(new TrialCounts(1, 0, 0, 1, 0, 0), Counts(result, "applications"));
    }

    [Fact]
    public async Task Names_are_for_those_who_read_the_boards_files_and_never_ones_own_or_a_relatives()
    {
        var type = await Api.ACredentialWithRules();
        var (mine, relative, other) = (await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200), await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200), await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200));
        var number = await AHolder(type, 200, new DateOnly(2027, 1, 1));
        var address = (await Post(await Administrator(), type, RulesWorld.ADocument(type, 2, "2026-04-01", "250h"))).Headers.Location!;
        await TrialsRun();
        var email = await Api.Stored(db => db.Applications.Where(a => a.Id == mine.Id).Join(db.Users, a => a.Applicant.AccountId, u => u.Id, (_, u) => u.Email!).SingleAsync(Token));
        await Api.AlsoHolds(email, Role.Reviewer, Board);
        var reviewer = await Api.Client(email);
        await Answered(await reviewer.PostAsJsonAsync($"{relative.Path}/conflicts", new { reason = "My sister" }, Token));

        Assert.Equal([other.Id.ToString(), number], (await Files(reviewer, address)).Select(Name).Order());
        Assert.Equal(4, (await Files(await Api.SignedInAs(Role.Auditor, Board), address)).Count);
        Assert.Equal(4, (await Files(reviewer, address, "?requirement=practice&limit=1")).Count + 3); // a page of one
        Assert.Empty(await Files(reviewer, address, "?requirement=ethics"));
        Assert.Empty(await Files(reviewer, address, "?becomes=Met"));
        await Refused(await reviewer.GetAsync(address, Token), "access.not_permitted"); // the trial itself is the administrators'
        await Refused(await (await Api.SignedInAs(Role.Auditor, "icrc")).GetAsync($"{address}/files", Token), "board.not_found");
        await Refused(await (await Api.SignedInAs(Role.Applicant)).GetAsync($"{address}/files", Token), "access.not_permitted");
        await Refused(await reviewer.GetAsync($"{address}/files?limit=0", Token), "request.invalid");

        static string Name(JsonElement row) => row.GetProperty("credentialNumber").GetString() ?? row.GetProperty("id").GetString()!;
    }

    [Fact]
    public async Task Pages_follow_their_links_and_hold_each_file_once_over_several_pages_of_reading()
    {
        var type = await Api.ACredentialWithRules();
        var applicant = await Api.AnApplicant();
        for (var i = 0; i < 3; i++)
        {
            await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200);
        }

        await ManyHolders(type, applicant.Id, 205); // more than two pages
        var client = await Administrator();
        var address = (await Post(client, type, RulesWorld.ADocument(type, 2, "2026-04-01", "250h"))).Headers.Location!;
        await TrialsRun();

        var seen = new List<Guid>();
        for (var next = $"{address}/files?limit=70"; next is not null;)
        {
            var page = await client.GetAsync(next, Token);
            seen.AddRange((await Answered(page)).GetProperty("files").EnumerateArray().Select(f => f.GetProperty("id").GetGuid()));
            next = page.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal((208, 208), (seen.Count, seen.Distinct().Count()));
        Assert.Equal(208, (await Answered(await client.GetAsync(address, Token))).GetProperty("filesDone").GetInt32());
    }

    [Fact]
    public async Task One_trial_at_a_time_which_can_be_cancelled_and_asked_for_anew()
    {
        var type = await Api.ACredentialWithRules();
        var client = await Administrator();
        var address = (await Post(client, type, RulesWorld.ADocument(type, 2, "2026-04-01"))).Headers.Location!;

        await Refused(await client.Document(HttpMethod.Post, Trials(type), RulesWorld.ADocument(type, 2, "2026-04-01")), "trial.already_open");
        Assert.Equal("Cancelled", (await Answered(await client.PostAsync($"{address}/cancellation", null, Token))).GetProperty("state").GetString());
        await Refused(await client.PostAsync($"{address}/cancellation", null, Token), "trial.act_not_allowed");
        await Post(client, type, RulesWorld.ADocument(type, 2, "2026-04-01"));
        await TrialsRun();

        Assert.Equal("Cancelled", (await Answered(await client.GetAsync(address, Token))).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(1, "Done")]
    [InlineData(3, "Failed")] // not for ever
    public async Task A_trial_that_left_no_end_is_begun_again(int attempts, string state)
    {
        var type = await Api.ACredentialWithRules();
        await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200);
        var client = await Administrator();
        var address = (await Post(client, type, RulesWorld.ADocument(type, 2, "2026-04-01", "250h"))).Headers.Location!;
        var id = Guid.Parse(address.ToString().Split('/')[^1]);
        await Api.Stored(db => db.RuleTrials.Where(t => t.Id == id).ExecuteUpdateAsync(set => set.SetProperty(t => t.State, TrialState.Running).SetProperty(t => t.Attempts, attempts).SetProperty(t => t.FilesDone, 900), Token));
        await Api.Stored(async db =>
        {
            db.RuleTrialFiles.Add(new RuleTrialFile { RuleTrialId = id, SubjectId = Guid.CreateVersion7(), Kind = TriedKind.Application, Becomes = Becomes.Met }); // of the run that was interrupted
            return await db.SaveChangesAsync(Token);
        });

        await TrialsRun();

        var ended = await Answered(await client.GetAsync(address, Token));
        Assert.Equal(state, ended.GetProperty("state").GetString());
        Assert.Equal(state == "Done" ? 1 : 900, ended.GetProperty("filesDone").GetInt32());
        Assert.Single(await Files(client, address), f => state == "Failed" || f.GetProperty("becomes").GetString() == "Unmet");
    }

    [Fact]
    public async Task Each_read_of_a_sensitive_record_is_noted_under_who_asked_and_nothing_else_changes()
    {
        var type = await Api.ACredentialWithRules();
        var file = await Api.AFileFor(type, new DateOnly(2026, 2, 1), 200);
        var email = await Api.AnAccount(Role.BoardAdministrator, Board);
        await Post(await Api.Client(email), type, RulesWorld.ADocument(type, 2, "2026-04-01", "250h"));
        var before = await Api.Stored(db => db.History.MaxAsync(h => h.Sequence, Token));
        await TrialsRun();

        var read = await Api.Stored(db => db.SensitiveReads.SingleAsync(r => db.Applications.Any(a => a.Id == file.Id && a.ApplicantId == r.ApplicantId), Token));
        Assert.Equal(("RunTrials", await Api.Stored(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(Token))), (read.Act, read.ReaderAccountId));
        Assert.Equal(before, await Api.Stored(db => db.History.MaxAsync(h => h.Sequence, Token)));
        var untouched = await Api.Stored(db => db.Applications.AsNoTracking().SingleAsync(a => a.Id == file.Id, Token));
        Assert.Equal((ApplicationState.Submitted, 2), (untouched.State, untouched.Version));
    }

    [Fact]
    public async Task What_cannot_be_rules_of_this_credential_is_not_tried()
    {
        var type = await Api.ACredentialWithRules();
        var client = await Administrator();

        await Refused(await client.Document(HttpMethod.Post, Trials(type), RulesWorld.ADocument("NCPRSS", 2, "2026-04-01")), "requirement_set.does_not_fit");
        await Refused(await client.Document(HttpMethod.Post, Trials(type), "{\"a\":1,\"a\":2}"), "requirement_set.invalid");
        await Refused(await client.Document(HttpMethod.Post, Trials(type), new string('[', 10_000)), "requirement_set.beyond_bounds");
        await Refused(await client.Document(HttpMethod.Post, Trials(type), new string(' ', 600_000)), "request.too_large");
        await Refused(await client.Document(HttpMethod.Post, Trials("NOWHERE"), RulesWorld.ADocument(type, 2, "2026-04-01")), "credential_type.not_found");
        await Refused(await client.GetAsync($"{Trials(type)}/{Guid.NewGuid()}", Token), "trial.not_found");
        await Refused(await client.GetAsync($"{Trials(type)}/{Guid.NewGuid()}/files", Token), "trial.not_found");
        await Refused(await client.PostAsync($"{Trials(type)}/{Guid.NewGuid()}/cancellation", null, Token), "trial.not_found");
    }

    private static string Trials(string type) => $"/api/v1/boards/{Board}/credential-types/{type}/requirement-set-trials";

    private Task<HttpClient> Administrator() => Api.SignedInAs(Role.BoardAdministrator, Board);

    private static async Task<HttpResponseMessage> Post(HttpClient client, string type, string document)
    {
        var answer = await client.Document(HttpMethod.Post, Trials(type), document);
        await Answered(answer, 202);
        return answer;
    }

    /// <summary>What comes of the rules when one requirement is another, in a trial that has run.</summary>
    private async Task<JsonElement> Tried(string type, string requirement, string instead)
    {
        var document = JsonNode.Parse(RulesWorld.ADocument(type, 2, "2026-04-01"))!;
        var of = document["root"]!["of"]!.AsArray();
        of[of.ToList().FindIndex(element => element!["id"]!.GetValue<string>() == requirement)] = JsonNode.Parse(instead);
        var client = await Administrator();
        var address = (await Post(client, type, document.ToJsonString())).Headers.Location;
        await TrialsRun();
        return (await Answered(await client.GetAsync(address, Token))).GetProperty("result");
    }

    private async Task TrialsRun()
    {
        var run = await Answered(await (await Api.SignedInAs(Role.Operator)).PostAsJsonAsync("/api/v1/jobs/RunTrials/runs", new { }, Token));
        Assert.Equal("Succeeded", run.GetProperty("outcome").GetString());
    }

    private static async Task<List<JsonElement>> Files(HttpClient client, Uri? trial, string query = "") =>
        [.. (await Answered(await client.GetAsync($"{trial}/files{query}", Token))).GetProperty("files").EnumerateArray()];

    private static TrialCounts Counts(JsonElement result, string kind) => JsonSerializer.Deserialize<TrialCounts>(result.GetProperty(kind), RegistryJson.Options)!;

    /// <summary>Somebody who holds the credential, awarded on so many accepted hours, or taken over from elsewhere.</summary>
    private async Task<string> AHolder(string type, int? hours, DateOnly endsOn)
    {
        var applicant = await Api.AnApplicant();
        var file = hours is { } given ? await Api.AFileFor(applicant, type, new DateOnly(2025, 2, 1), given, ApplicationState.Approved) : null;
        return await Holds(applicant, type, file?.Id, endsOn);
    }

    private Task<string> Holds(KnownApplicant applicant, string type, Guid? fileId, DateOnly endsOn) => Api.Stored(async db =>
    {
        if (fileId is not null)
        {
            await db.ApplicationItems.Where(i => i.ApplicationId == fileId).ExecuteUpdateAsync(set => set.SetProperty(i => i.State, EvidenceState.Accepted).SetProperty(i => i.AcceptedMinutes, i => i.ClaimedMinutes), Token);
        }

        var credential = Held(await db.CredentialTypes.SingleAsync(t => t.Code == type, Token), applicant.Id, fileId, endsOn);
        db.Credentials.Add(credential);
        await db.SaveChangesAsync(Token);
        return credential.Number;
    });

    /// <summary>So many credentials, each awarded on a file of its own; one person has them all, since a test needs only their number.</summary>
    private async Task ManyHolders(string type, Guid applicantId, int count)
    {
        var file = await Api.AFileFor(new KnownApplicant(Api.CreateClient(), applicantId), type, new DateOnly(2025, 2, 1), 200, ApplicationState.Approved);
        await Api.Stored(async db =>
        {
            var credentialType = await db.CredentialTypes.SingleAsync(t => t.Code == type, Token);
            var model = await db.Applications.AsNoTracking().Include(a => a.Items).SingleAsync(a => a.Id == file.Id, Token);
            for (var i = 0; i < count; i++)
            {
                var id = Guid.CreateVersion7();
                db.Applications.Add(new Application
                {
                    Id = id,
                    ApplicantId = applicantId,
                    BoardId = model.BoardId,
                    CredentialTypeId = model.CredentialTypeId,
                    RequirementSetVersionId = model.RequirementSetVersionId,
                    State = ApplicationState.Approved,
                    SubmittedAtUtc = model.SubmittedAtUtc,
                    ReceivedOn = model.ReceivedOn,
                    SubmissionProtected = model.SubmissionProtected,
                    Items = [.. model.Items.Select(e => new ApplicationItem { Id = Guid.CreateVersion7(), ApplicationId = id, EvidenceItemId = e.EvidenceItemId, State = EvidenceState.Accepted, Detail = e.Detail, ClaimedMinutes = e.ClaimedMinutes, AcceptedMinutes = e.ClaimedMinutes })],
                });
                db.Credentials.Add(Held(credentialType, applicantId, id, new DateOnly(2027, 1, 1)));
            }

            return await db.SaveChangesAsync(Token);
        });
    }

    private static Credential Held(CredentialType type, Guid applicantId, Guid? applicationId, DateOnly endsOn)
    {
        var id = Guid.CreateVersion7();
        return new Credential
        {
            Id = id,
            Number = $"{type.NumberPrefix}-{Interlocked.Increment(ref _numbers):D7}",
            ApplicantId = applicantId,
            BoardId = type.BoardId,
            CredentialTypeId = type.Id,
            ApplicationId = applicationId,
            NameAsPrinted = "Ana Ruiz",
            Acts = [new CredentialActRow { CredentialId = id, Sequence = 1, Kind = CredentialActKind.Issue, EffectiveOn = new DateOnly(2025, 3, 1), Reason = "Awarded", RecordedAtUtc = new DateTime(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc) }],
            Periods = [new CredentialPeriod { Id = Guid.CreateVersion7(), CredentialId = id, OpenedBySequence = 1, StartsOn = new DateOnly(2025, 3, 1), EndsOn = endsOn }],
        };
    }
}
