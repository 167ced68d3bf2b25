using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Features.RosterFiles;

/// <summary>A roster too long to be answered while one waits.</summary>
public abstract class RosterFileTests : RegistryTest
{
    private const string Files = "/api/v1/rosters/files";

    private static readonly DateOnly Issued = new(2025, 3, 15);

    private readonly WatchedStore _store;

    private protected RosterFileTests(RegistryApi api, WatchedStore store) : base(api)
    {
        _store = store;
        store.Forget();
    }

    public sealed class OnSqlite(OnSqlite.Registry api) : RosterFileTests(api, api.Store), IClassFixture<OnSqlite.Registry>
    {
        public sealed class Registry : SqliteRegistry
        {
            internal WatchedStore Store { get; } = new();

            protected override void ConfigureWebHost(IWebHostBuilder builder)
            {
                base.ConfigureWebHost(builder);
                Store.Install(builder);
            }
        }
    }

    public sealed class OnPostgres(OnPostgres.Registry api) : RosterFileTests(api, api.Store), IClassFixture<OnPostgres.Registry>
    {
        public sealed class Registry : PostgresRegistry
        {
            internal WatchedStore Store { get; } = new();

            protected override void ConfigureWebHost(IWebHostBuilder builder)
            {
                base.ConfigureWebHost(builder);
                Store.Install(builder);
            }
        }
    }

    [Fact]
    public async Task A_file_is_answered_in_its_order_by_the_rows_that_a_roster_is_answered_by()
    {
        var (ana, kim) = (await Api.ACredential("NCPRSS", Issued, name: "=SUM(A1), \"Ana\""), await Api.ACredential("NCPRSS", Issued, name: "Kim Day"));
        await Api.ARestriction(kim, "Works under supervision.", new(2025, 6, 1));
        var client = await Somebody();
        var csv = $"\uFEFF\"Number\"\r\n{kim}\r\n\r\nno number\r\n\"{ana}\"\n{Mistyped(ana)}\r\n   \r\n{Unknown}\n{kim.ToLowerInvariant()}\n  \r\n\n";
        const string Asked = "?on=2026-01-01&knownAt=2026-02-01T00:00:00Z";

        var sent = await Send(client, csv, Asked + "&purpose=Payroll");
        var waiting = await Answered(sent, 202);
        Assert.Equal($"{Files}/{waiting.GetProperty("id").GetGuid()}", sent.Headers.Location?.ToString());
        Assert.Equal(("Queued", 8, 0, "2026-01-01", "Payroll"), (State(waiting), waiting.GetProperty("rows").GetInt32(), waiting.GetProperty("rowsDone").GetInt32(), waiting.GetProperty("on").GetString(), waiting.GetProperty("purpose").GetString()));
        await FilesAreAnswered();

        var done = await Answered(await client.GetAsync(sent.Headers.Location, Token));
        Assert.Equal(("Finished", 8, JsonValueKind.String), (State(done), done.GetProperty("rowsDone").GetInt32(), done.GetProperty("endedAtUtc").ValueKind));
        var rows = await Rows(client, sent.Headers.Location);
        Assert.Equal([null, "credential.number_malformed", "credential.number_malformed", null, "credential.check_character_wrong", "credential.number_malformed", "credential.not_found", null], rows.Select(r => r.GetProperty("code").GetString()));
        var once = await Verified(client, csv, Asked, "application/x-ndjson");
        Assert.Equal(Lines(once).Select(Steady), rows.Select(Steady));
        Assert.Equal(await Verified(client, csv, Asked, "text/csv"), await Text(await Get(client, $"{sent.Headers.Location}/answers", "text/csv"), "text/csv"));
    }

    [Fact]
    public async Task Whatever_is_recorded_while_it_waits_every_row_is_answered_for_the_day_and_the_instant_at_which_it_was_sent()
    {
        var (number, key) = (await Api.ACredential("NCPRSS", Issued), await AKey());
        var sent = await Send(key, $"number\n{number}");
        Api.TheDayIs(new DateOnly(2026, 3, 5));
        await Answered(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-20", reason = "x" }));
        await FilesAreAnswered();

        var answer = Assert.Single(await Rows(key, sent.Headers.Location)).GetProperty("answer");

        Assert.Equal(("2026-03-01", "2026-03-01T12:00", "Active", "2026-03-05T12:00"), (answer.GetProperty("on").GetString(), answer.GetProperty("knownAtUtc").GetString()![..16], answer.GetProperty("standing").GetString(), answer.GetProperty("answeredAtUtc").GetString()![..16]));
    }

    [Fact]
    public async Task A_line_of_any_length_is_one_bad_row()
    {
        var (number, client) = (await Api.ACredential("NCPRSS", Issued), await Somebody());
        var sent = await Send(client, $"number\n{new string('A', 300_000)}\n{new string(' ', 100)}{number}{new string(' ', 100)}\nNCPRSS-\u00e9\u0000");
        await FilesAreAnswered();

        Assert.Equal(["credential.number_malformed", null, "credential.number_malformed"], (await Rows(client, sent.Headers.Location)).Select(r => r.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("", "request.malformed")]
    [InlineData("NCPRSS-0000042-J\n", "request.malformed")] // no header
    [InlineData("name,number\nAna,NCPRSS-0000042-J\n", "request.malformed")]
    [InlineData("number\n\n  \n", "request.invalid")] // nobody on it
    public async Task What_is_no_roster_is_refused_and_nothing_of_it_is_kept(string csv, string code)
    {
        var (client, before) = (await Somebody(), Kept());

        await Refused(await Send(client, csv), code);
        await Refused(await Send(client, "number\nNCPRSS-0000042-J", "?knownAt=2027-01-01T00:00:00Z"), "request.invalid");
        await Refused(await Send(client, "number\nNCPRSS-0000042-J", $"?purpose={new string('x', 101)}"), "request.invalid");
        await Refused(await client.PostAsync(Files, new StringContent("number\nNCPRSS-0000042-J", Encoding.Unicode, "text/csv"), Token), "request.malformed");
        await Refused(await client.PostAsJsonAsync(Files, new { numbers = new[] { "NCPRSS-0000042-J" } }, Token), "request.unsupported_media_type");

        Assert.Equal(before, Kept());
        Assert.Empty(await Listed(client));
    }

    [Fact]
    public async Task A_million_rows_are_taken_and_one_more_or_more_than_32_MB_are_refused_and_nothing_of_them_is_kept()
    {
        var (client, before) = (await Somebody(), Kept());
        var million = "number\n" + string.Concat(Enumerable.Repeat("x\n", 1_000_000));

        await Refused(await Send(client, million + "x"), "roster_file.too_many_rows");
        await Refused(await Send(client, "number\n" + new string('x', 32 * 1024 * 1024)), "request.too_large");
        await Refused(await client.PostAsync(Files, new Unannounced(Encoding.UTF8.GetBytes("number\n" + new string('x', 32 * 1024 * 1024))), Token), "request.too_large");
        Assert.Equal(before, Kept());

        var sent = await Send(client, million + "\n \n\n");
        Assert.Equal(1_000_000, (await Answered(sent, 202)).GetProperty("rows").GetInt32());
        await Answered(await client.DeleteAsync(sent.Headers.Location, Token));
    }

    [Fact]
    public async Task Of_two_files_at_once_one_is_taken_and_the_other_refused_until_that_one_has_ended()
    {
        var (organisation, before) = (await Api.AnOrganisation(), Kept());
        var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await Api.AKey(organisation, "Rosters")).Client));

        var sent = await Task.WhenAll(clients.Select(client => Send(client, "number\nx")));

        var taken = Assert.Single(sent, s => s.StatusCode == HttpStatusCode.Accepted);
        foreach (var refused in sent.Where(s => s != taken))
        {
            await Refused(refused, "roster_file.already_open");
        }

        Assert.Equal(before + 1, Kept());
        var own = await Send(organisation.Owner, "number\nx"); // for herself
        await Answered(own, 202);
        await Answered(await organisation.Owner.DeleteAsync(own.Headers.Location, Token));
        await FilesAreAnswered();
        await Answered(await Send(clients[0], "number\nx"), 202);
        await FilesAreAnswered();
    }

    [Theory]
    [InlineData(9_999_998, null)]
    [InlineData(9_999_999, "roster_file.too_many_kept")]
    public async Task Ten_million_answered_rows_are_kept_for_each_holder_and_no_more(int kept, string? code)
    {
        var client = await AKey();
        var earlier = (await Send(client, "number\nx")).Headers.Location!;
        await FilesAreAnswered();
        await Api.Stored(db => db.RosterFiles.Where(f => f.Id == Id(earlier)).ExecuteUpdateAsync(set => set.SetProperty(f => f.RowsDone, kept), Token));

        var sent = await Send(client, "number\nx\ny");

        if (code is null)
        {
            await Answered(await client.DeleteAsync(sent.Headers.Location, Token));
        }
        else
        {
            await Refused(sent, code);
            await Answered(await Send(await AKey(), "number\nx\ny"), 202);
        }
    }

    [Fact]
    public async Task A_file_is_seen_by_those_who_act_for_its_holder_and_by_nobody_else()
    {
        var organisation = await Api.AnOrganisation();
        var (key, member, stranger) = ((await Api.AKey(organisation, "Rosters")).Client, await Api.AMember(organisation), await Somebody());
        var (file, own) = ((await Send(key, "number\nx")).Headers.Location!, (await Send(stranger, "number\nx")).Headers.Location!);
        await FilesAreAnswered();

        foreach (var (client, address) in new[] { (stranger, file), (await AKey(), file), (member, file), (key, own), (Acting(member, organisation), own), (stranger, new Uri($"{Files}/{Guid.NewGuid()}", UriKind.Relative)) })
        {
            await Refused(await client.GetAsync(address, Token), "roster_file.not_found");
            await Refused(await client.GetAsync($"{address}/answers", Token), "roster_file.not_found");
            await Refused(await client.DeleteAsync(address, Token), "roster_file.not_found");
        }

        await Refused(await Acting(stranger, organisation).GetAsync(file, Token), "organisation.not_found");
        Assert.Single(await Rows(Acting(organisation.Owner, organisation), file));
        Assert.Equal([file], (await Listed(Acting(member, organisation))).Select(Address));
        Assert.Equal([own], (await Listed(stranger)).Select(Address));
        Assert.Empty(await Listed(member));
    }

    [Fact]
    public async Task The_answers_stay_with_the_organisation_when_the_key_is_revoked_and_the_member_leaves()
    {
        var organisation = await Api.AnOrganisation();
        var (key, member) = (await Api.AKey(organisation, "Rosters"), await Api.AMember(organisation));
        var byKey = (await Send(key.Client, "number\nx")).Headers.Location!;
        await Answered(await organisation.Owner.PostAsync($"{organisation.Path}/keys/{key.Id}/revoke", null, Token));
        await FilesAreAnswered();
        var byMember = (await Send(Acting(member, organisation), "number\nx")).Headers.Location!;
        await Answered(await organisation.Owner.PostAsync($"{organisation.Path}/members/{(await organisation.Owner.Members(organisation))[1].Id}/end", null, Token));
        await FilesAreAnswered();

        await Refused(await key.Client.GetAsync($"{byKey}/answers", Token), "access.key_not_good");
        await Refused(await Acting(member, organisation).GetAsync($"{byMember}/answers", Token), "organisation.not_found");
        await Refused(await member.GetAsync($"{byMember}/answers", Token), "roster_file.not_found");
        var other = (await Api.AKey(organisation, "Rosters")).Client;
        Assert.Single(await Rows(other, byKey));
        Assert.Single(await Rows(other, byMember));
    }

    [Theory]
    [InlineData(false, "organisation.not_found")]
    [InlineData(true, "access.key_not_good")]
    public async Task Who_ceases_to_be_a_member_or_a_key_while_a_file_arrives_has_sent_none(bool isKey, string code)
    {
        var organisation = await Api.AnOrganisation();
        var (member, key) = (await Api.AMember(organisation), await Api.AKey(organisation, "Rosters"));
        var ends = isKey ? $"{organisation.Path}/keys/{key.Id}/revoke" : $"{organisation.Path}/members/{(await organisation.Owner.Members(organisation))[1].Id}/end";
        var kept = Kept();

        using var content = new Unannounced(Encoding.UTF8.GetBytes("number\n" + string.Concat(Enumerable.Repeat("x\n", 500_000))), () => organisation.Owner.PostAsync(ends, null, Token));
        await Refused(await (isKey ? key.Client : Acting(member, organisation)).PostAsync(Files, content, Token), code);

        Assert.Equal(kept, Kept());
        Assert.Empty(await Listed(Acting(organisation.Owner, organisation)));
    }

    [Fact]
    public async Task A_file_that_waits_has_no_answers_and_one_that_is_cancelled_never_has()
    {
        var client = await Somebody();
        var file = (await Send(client, $"number\n{await Api.ACredential("NCPRSS", Issued)}")).Headers.Location!;
        var name = await StorageName(file);
        Assert.Equal(1, Kept(name));

        await Refused(await client.GetAsync($"{file}/answers", Token), "roster_file.not_answered_yet");
        Assert.Equal("Cancelled", State(await Answered(await client.DeleteAsync(file, Token))));
        await FilesAreAnswered();

        Assert.Equal(("Cancelled", 0), await Progress(client, file));
        await Refused(await client.GetAsync($"{file}/answers", Token), "roster_file.without_answers");
        await Refused(await client.DeleteAsync(file, Token), "roster_file.act_not_allowed");
        Assert.Equal(0, Kept(name));
    }

    [Fact]
    public async Task What_is_cancelled_in_the_middle_asks_nothing_more_and_keeps_nothing()
    {
        var (number, client) = (await Api.ACredential("NCPRSS", Issued), await AKey());
        var file = (await Send(client, Many(number, 1200))).Headers.Location!;
        _store.Appended = async page => _ = page == 2 ? await Answered(await client.DeleteAsync(file, Token)) : default;

        await FilesAreAnswered();

        Assert.Equal(("Cancelled", 500), await Progress(client, file));
        Assert.Equal(Asked(500), await Lookups(number));
        Assert.Equal(0, Kept(await StorageName(file)));
        await Refused(await client.GetAsync($"{file}/answers", Token), "roster_file.without_answers");
    }

    [Fact]
    public async Task What_stops_between_appending_and_saving_is_taken_up_without_a_row_or_a_lookup_lost_or_doubled()
    {
        var (number, client) = (await Api.ACredential("NCPRSS", Issued), await AKey());
        var file = (await Send(client, Many(number, 1200))).Headers.Location!;
        var errors = new List<string?>();
        _store.Appended = async page =>
        {
            errors.Add((await Answered(await client.GetAsync(file, Token))).GetProperty("error").GetString());
            _ = page is 2 or 4 ? throw new IOException() : 0; // page 4 is the second of the second attempt
        };

        await FilesAreAnswered();
        Assert.Equal((("Running", 500), Asked(500)), (await Progress(client, file), await Lookups(number)));
        Assert.Equal("IOException", (await Answered(await client.GetAsync(file, Token))).GetProperty("error").GetString());
        await FilesAreAnswered();
        Assert.Equal((("Running", 1000), Asked(1000)), (await Progress(client, file), await Lookups(number)));
        await FilesAreAnswered();

        Assert.Equal(("Finished", 1200), await Progress(client, file));
        Assert.Equal([null, null, "IOException", null, "IOException"], errors); // it is told until the file goes on
        Assert.Equal(Enumerable.Range(1, 1200), (await Rows(client, file)).Select(r => r.GetProperty("number").GetInt32()));
        Assert.All(await Rows(client, file), r => Assert.Equal(r.GetProperty("number").GetInt32() % 7 == 0, r.GetProperty("answer").ValueKind == JsonValueKind.Null));
        Assert.Equal(Asked(1200), await Lookups(number));
        Assert.Equal(1, Kept(await StorageName(file))); // the good answers, and nothing of what was sent or given up
    }

    [Fact]
    public async Task An_attempt_that_was_held_for_dead_saves_nothing_when_it_goes_on()
    {
        var (number, client) = (await Api.ACredential("NCPRSS", Issued), await AKey());
        var file = (await Send(client, Many(number, 1200))).Headers.Location!;
        _store.Appended = page => page != 2 ? Task.CompletedTask : Api.Stored(db => db.RosterFiles.Where(f => f.Id == Id(file)).ExecuteUpdateAsync(set => set.SetProperty(f => f.Attempts, f => f.Attempts + 1), Token)); // as another node takes it up

        await FilesAreAnswered();
        Assert.Equal((("Running", 500), Asked(500)), (await Progress(client, file), await Lookups(number)));
        await FilesAreAnswered();

        Assert.Equal(("Finished", 1200), await Progress(client, file));
        Assert.Equal(Enumerable.Range(1, 1200), (await Rows(client, file)).Select(r => r.GetProperty("number").GetInt32()));
        Assert.Equal(Asked(1200), await Lookups(number));
    }

    [Fact]
    public async Task Rows_without_an_answer_are_counted_once_however_often_it_stops_and_the_first_of_them_are_told_at_the_end()
    {
        var (number, client) = (await Api.ACredential("NCPRSS", Issued), await AKey());
        var file = (await Send(client, Many(number, 1200))).Headers.Location!;
        _store.Appended = page => page is 2 or 4 ? throw new IOException() : Task.CompletedTask;
        await FilesAreAnswered();
        Assert.Equal((71, JsonValueKind.Null), Told(await Answered(await client.GetAsync(file, Token))));
        await FilesAreAnswered();
        await FilesAreAnswered();

        var seen = await Answered(await client.GetAsync(file, Token));

        Assert.Equal((171, JsonValueKind.Array), Told(seen));
        var first = seen.GetProperty("firstRefused").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, 20).Select(i => i * 7), first.Select(r => r.GetProperty("number").GetInt32()));
        Assert.All(first, r => Assert.Equal("credential.number_malformed", r.GetProperty("code").GetString()));
        Assert.Equal((171, JsonValueKind.Null), Told(Assert.Single(await Listed(client))));

        static (int, JsonValueKind) Told(JsonElement file) => (file.GetProperty("rowsRefused").GetInt32(), file.GetProperty("firstRefused").ValueKind);
    }

    [Fact]
    public async Task What_stops_five_times_has_failed_and_is_sent_again()
    {
        var client = await Somebody();
        var file = (await Send(client, "number\nx")).Headers.Location!;
        _store.Appended = _ => throw new IOException();
        for (var i = 0; i < 5; i++)
        {
            await FilesAreAnswered();
            Assert.Equal("Running", (await Progress(client, file)).State);
        }

        await FilesAreAnswered();

        Assert.Equal(("Failed", 0), await Progress(client, file));
        Assert.Equal("IOException", (await Answered(await client.GetAsync(file, Token))).GetProperty("error").GetString());
        await Refused(await client.GetAsync($"{file}/answers", Token), "roster_file.without_answers");
        Assert.Equal(0, Kept(await StorageName(file)));
        await Answered(await client.DeleteAsync((await Send(client, "number\nx")).Headers.Location, Token));
    }

    [Fact]
    public async Task A_file_and_its_answers_are_forgotten_after_thirty_days_and_the_questions_are_not()
    {
        var (number, client) = (await Api.ACredential("NCPRSS", Issued), await AKey());
        var file = (await Send(client, $"number\n{number}")).Headers.Location!;
        await FilesAreAnswered();

        var name = await StorageName(file);
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 31, 11, 59, 0, TimeSpan.Zero));
        await Run("ForgetRosterFiles");
        Assert.Single(await Rows(client, file));
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 31, 12, 5, 0, TimeSpan.Zero));
        await Refused(await client.GetAsync($"{file}/answers", Token), "roster_file.not_found"); // whether the clock has come to it or not
        await Run("ForgetRosterFiles");

        await Refused(await client.GetAsync(file, Token), "roster_file.not_found");
        Assert.Equal(0, Kept(name));
        Assert.Equal(1, await Lookups(number));
    }

    [Fact]
    public async Task Everybody_in_a_file_sees_for_whom_and_for_what_it_was_asked()
    {
        var (ana, organisation) = (await Api.AHolder(), await Api.AnOrganisation(name: "Hilltop Recovery"));
        var member = await Api.AMember(organisation);
        await Answered(await Send(Acting(member, organisation), $"number\n{ana.Number}\nno number\n{Unknown}", "?on=2026-02-03&purpose=Monthly+check"), 202);
        Assert.Empty((await Answered(await ana.Client.GetAsync("/api/v1/me/lookups", Token))).GetProperty("lookups").EnumerateArray());
        await FilesAreAnswered();

        var seen = Assert.Single((await Answered(await ana.Client.GetAsync("/api/v1/me/lookups", Token))).GetProperty("lookups").EnumerateArray());
        var own = (await Answered(await organisation.Owner.GetAsync($"{organisation.Path}/lookups", Token))).GetProperty("lookups").EnumerateArray().ToList();

        Assert.Equal(("Roster", "Hilltop Recovery", "Monthly check", "2026-02-03"), (seen.GetProperty("way").GetString(), seen.GetProperty("organisation").GetString(), seen.GetProperty("purpose").GetString(), seen.GetProperty("on").GetString()));
        Assert.Equal([(Unknown, "credential.not_found"), (ana.Number, "Active")], own.Select(l => (l.GetProperty("number").GetString(), l.GetProperty("said").GetString())));
        Assert.All(own, l => Assert.Equal(JsonValueKind.String, l.GetProperty("byAccountId").ValueKind));
    }

    [Fact]
    public async Task The_same_file_sent_again_with_its_key_is_the_same_file()
    {
        var (client, before) = (await Somebody(), Kept());
        client.DefaultRequestHeaders.Add("Idempotency-Key", "march");

        var first = await Send(client, "number\nx");
        var again = await Send(client, "number\nx");

        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(before + 1, Kept());
        await Refused(await Send(client, "number\ny"), "idempotency.key_reused");
        client.DefaultRequestHeaders.Remove("Idempotency-Key");
        await Answered(await client.DeleteAsync(first.Headers.Location, Token));
    }

    [Fact]
    public async Task The_list_begins_with_the_latest_and_goes_on_by_its_link()
    {
        var client = await AKey();
        var sent = new List<Uri>();
        for (var minute = 0; minute < 3; minute++)
        {
            Api.TheTimeIs(new DateTimeOffset(2026, 3, 1, 12, minute, 0, TimeSpan.Zero));
            sent.Add((await Send(client, "number\nx")).Headers.Location!);
            await FilesAreAnswered();
        }

        var page = await client.GetAsync($"{Files}?limit=2", Token);
        var next = page.Headers.GetValues("Link").Single().Split('<', '>')[1];
        Assert.Equal([sent[2], sent[1]], (await Answered(page)).GetProperty("files").EnumerateArray().Select(Address));
        Assert.Equal([sent[0]], (await Answered(await client.GetAsync(next, Token))).GetProperty("files").EnumerateArray().Select(Address));
        await Refused(await client.GetAsync($"{Files}?limit=0", Token), "request.invalid");
    }

    private static string Unknown { get; } = CredentialNumber.Compose("NCPRSS", 9_999_990) ?? CredentialNumber.Compose("NCPRSS", 9_999_991)!;

    private Task<HttpClient> Somebody() => Api.SignedInAs(Role.Applicant);

    private async Task<HttpClient> AKey() => (await Api.AKey(await Api.AnOrganisation(), "Rosters")).Client;

    /// <summary>The same person, who names the organisation that they act for.</summary>
    private HttpClient Acting(HttpClient member, KnownOrganisation organisation)
    {
        var client = Api.CreateClient(new() { AllowAutoRedirect = false }); // one that follows redirects gathers a body before it sends any of it
        client.DefaultRequestHeaders.Authorization = member.DefaultRequestHeaders.Authorization;
        client.DefaultRequestHeaders.Add("X-Organisation", organisation.Id.ToString());
        return client;
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, string csv, string query = "") => client.PostAsync(Files + query, new StringContent(csv, Encoding.UTF8, "text/csv"), Token);

    private Task FilesAreAnswered() => Run("AnswerRosterFiles");

    private async Task Run(string job)
    {
        var run = await Answered(await (await Api.SignedInAs(Role.Operator)).PostAsJsonAsync($"/api/v1/jobs/{job}/runs", new { }, Token));
        Assert.Equal("Succeeded", run.GetProperty("outcome").GetString());
    }

    /// <summary>How many of so many rows hold the number.</summary>
    private static int Asked(int rows) => rows - (rows / 7);

    /// <summary>So many rows of one number, each seventh of which is none.</summary>
    private static string Many(string number, int rows) => "number\n" + string.Join('\n', Enumerable.Range(1, rows).Select(i => i % 7 == 0 ? i.ToString(CultureInfo.InvariantCulture) : number));

    /// <summary>How many documents there are, of one file or of all.</summary>
    private int Kept(string name = "") => Directory.Exists(Path.Combine(Api.Folder, "documents")) ? Directory.EnumerateFiles(Path.Combine(Api.Folder, "documents"), $"{name}*", SearchOption.AllDirectories).Count() : 0;

    private Task<string> StorageName(Uri file) => Api.Stored(db => db.RosterFiles.Where(f => f.Id == Id(file)).Select(f => f.StorageName).SingleAsync(Token));

    /// <summary>How many lookups there are of a number by rosters.</summary>
    private Task<int> Lookups(string number) => Api.WithQuestionsSortedIn(db => db.Lookups.CountAsync(l => l.Number == number && l.Way == LookupWay.Roster, Token));

    private static async Task<(string State, int Done)> Progress(HttpClient client, Uri file)
    {
        var seen = await Answered(await client.GetAsync(file, Token));
        return (State(seen), seen.GetProperty("rowsDone").GetInt32());
    }

    private static async Task<List<JsonElement>> Listed(HttpClient client) => [.. (await Answered(await client.GetAsync(Files, Token))).GetProperty("files").EnumerateArray()];

    private static Uri Address(JsonElement file) => new($"{Files}/{file.GetProperty("id").GetGuid()}", UriKind.Relative);

    private static Guid Id(Uri file) => Guid.Parse(file.ToString().Split('/')[^1]);

    private static string State(JsonElement file) => file.GetProperty("state").GetString()!;

    private static async Task<List<JsonElement>> Rows(HttpClient client, Uri? file) => Lines(await Text(await client.GetAsync($"{file}/answers", Token), "application/x-ndjson"));

    private static List<JsonElement> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone())];

    private static async Task<HttpResponseMessage> Get(HttpClient client, string path, string kind)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue(kind) } } };
        return await client.SendAsync(request, Token);
    }

    private static async Task<string> Verified(HttpClient client, string csv, string query, string kind)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/rosters/verify{query}") { Content = new StringContent(csv, Encoding.UTF8, "text/csv"), Headers = { Accept = { new MediaTypeWithQualityHeaderValue(kind) } } };
        return await Text(await client.SendAsync(request, Token), kind);
    }

    private static async Task<string> Text(HttpResponseMessage answer, string kind)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Equal((kind, "no-store"), (answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.ToString()));
        return text;
    }

    private static string Mistyped(string number) => number[..^1] + (number[^1] == 'A' ? 'B' : 'A');

    /// <summary>A row without the instant at which it was answered.</summary>
    private static string Steady(JsonElement row) => System.Text.RegularExpressions.Regex.Replace(row.GetRawText(), "\"answeredAtUtc\":\"[^\"]*\"", "");

    /// <summary>A CSV body that does not say how long it is, and in the middle of which, when most of its first half has been taken, something may happen.</summary>
    private sealed class Unannounced : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly Func<Task>? _between;

        public Unannounced(byte[] bytes, Func<Task>? between = null)
        {
            (_bytes, _between) = (bytes, between);
            Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(..(_bytes.Length / 2)), Token);
            await (_between?.Invoke() ?? Task.CompletedTask);
            await stream.WriteAsync(_bytes.AsMemory((_bytes.Length / 2)..), Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
