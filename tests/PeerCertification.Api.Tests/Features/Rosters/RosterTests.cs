using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Tests.Features.Rosters;

public abstract class RosterTests(RegistryApi api) : RegistryTest(api)
{
    private const string Board = TrainingWorld.Board;

    private const string Day = "2026-02-10";

    public sealed class OnSqlite(SqliteRegistry api) : RosterTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RosterTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_row_whose_number_and_name_fit_becomes_an_attested_entry_that_its_holder_reads_and_cannot_change()
    {
        var (provider, ana) = (await Api.AnApprovedProvider(tags: ["ethics-course"]), await Api.AHolder());

        var posted = await Answered(await provider.Posts(Day, new { familyName = "López", number = ana.Number.ToLowerInvariant(), role = "Learner", minutes = 120 }), 201);

        Assert.Equal("Matched", posted.GetProperty("posted")[0].GetProperty("state").GetString());
        var entry = Assert.Single(await Entries(ana.Client));
        Assert.Equal(("Attested", 180, 120, Day), (Text(entry, "state"), entry.GetProperty("claimedMinutes").GetInt32(), entry.GetProperty("attestedMinutes").GetInt32(), Text(entry, "occurredOn")));
        var detail = entry.GetProperty("detail");
        Assert.Equal(("Ethics for peers", "Capital Recovery Academy", "InPerson", "Learner"), (Text(detail, "title"), Text(detail, "provider"), Text(detail, "mode"), Text(detail, "role")));
        var board = Assert.Single(detail.GetProperty("posted").GetProperty("approvedBy").EnumerateArray());
        Assert.Equal((Board, true), (Text(board, "board"), board.GetProperty("isCourse").GetBoolean()));
        Assert.Equal(["approved", "approved-provider", "ethics-course"], board.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));

        var id = entry.GetProperty("id").GetGuid();
        await Refused(await Change(ana.Client, HttpMethod.Put, id, new { detail = EvidenceWorld.Training() }), "evidence.posted_by_provider");
        await Refused(await Change(ana.Client, HttpMethod.Delete, id), "evidence.posted_by_provider");
        await Refused(await ana.Client.PostAsJsonAsync($"/api/v1/evidence/{id}/attestation-requests", new { role = "Trainer", attesterName = "Jo", attesterEmail = "jo@example.test" }, Token), "evidence.act_not_allowed");
        Assert.Equal(["AttendancePosted"], await Api.Stored(db => db.History.Where(h => h.SubjectId == id).Select(h => h.Event).ToListAsync(Token)));
        Assert.Equal(1, await Api.Stored(db => db.Outbox.CountAsync(m => m.Kind == "AttendancePosted" && db.Applicants.Any(a => a.AccountId == m.RecipientAccountId && db.Evidence.Any(e => e.Id == id && e.ApplicantId == a.Id)), Token)));
    }

    [Fact]
    public async Task The_holder_is_told_by_mail()
    {
        var provider = await Api.AnApprovedProvider();
        var email = await Api.AnAccount(Role.Applicant);
        await Api.ARecord(await Api.Client(email));
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 6, 1), holder: email);

        await provider.Posts(Day, new { familyName = "Lopez", number });
        await Api.MailHasLeft();

        Assert.Contains("attended 180 minutes of its course \"Ethics for peers\"", Assert.Single(await Api.MailTo(email)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_is_told_the_same_of_a_number_that_nobody_has_of_another_name_and_of_a_person_posted_already()
    {
        var (provider, ana) = (await Api.AnApprovedProvider(), await Api.AHolder());
        var email = await Api.AnAccount(Role.Applicant);
        await Api.ARecord(await Api.Client(email), "Bo Chan");
        var (one, two) = (await Api.ACredential("NCPRSS", new DateOnly(2023, 6, 1), email), await Api.ACredential("NCPRSS", new DateOnly(2025, 6, 1), email));

        var posted = (await Answered(await provider.Posts(
            Day,
            new { familyName = "Lopez", number = Unknown() }, // nobody's
            new { familyName = "Lopes", number = ana.Number }, // another name
            new { familyName = "Chan", number = one },
            new { familyName = "Chan", number = two }), 201)).GetProperty("posted"); // the same person by another number

        Assert.Equal(["Waiting", "Waiting", "Matched", "Waiting"], posted.EnumerateArray().Select(r => Text(r, "state")));
        Assert.Equal(Shape(posted[0]), Shape(posted[1]));
        Assert.Equal(Shape(posted[0]), Shape(posted[3]));
        var seen = (await Answered(await provider.Client.GetAsync($"{provider.Path}/attendance", Token))).GetProperty("rows");
        Assert.Equal(3, seen.GetArrayLength());
        Assert.All(seen.EnumerateArray(), row => Assert.Equal(["id", "rosterId", "courseId", "courseTitle", "day", "number", "familyName", "role", "minutes", "postedAtUtc", "version"], row.EnumerateObject().Select(p => p.Name)));
        Assert.Empty(await Entries(ana.Client));
        var all = (await Answered(await provider.Client.GetAsync($"{provider.Path}/rosters/{await RosterOf(posted[0])}", Token))).GetRawText();
        Assert.DoesNotContain("applicant", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("evidence", all, StringComparison.OrdinalIgnoreCase);

        static string Shape(JsonElement row) => string.Join(',', row.EnumerateObject().Select(p => p.Name is "row" or "id" ? p.Name : $"{p.Name}={p.Value}"));
    }

    [Fact]
    public async Task Family_names_are_encrypted_where_they_are_kept_and_codes_are_hashed()
    {
        var provider = await Api.AnApprovedProvider();
        var row = (await Answered(await provider.Posts(Day, new { familyName = "Wielopolska" }), 201)).GetProperty("posted")[0];

        var (name, hash) = await Api.Stored(async db =>
        {
            var kept = await db.RosterRows.SingleAsync(r => r.Id == row.GetProperty("id").GetGuid(), Token);
            return (kept.FamilyNameProtected, kept.CodeHash);
        });
        Assert.DoesNotContain("Wielopolska", name, StringComparison.Ordinal);
        Assert.Equal(LinkToken.HashOf(Text(row, "code")!), hash);
    }

    [Fact]
    public async Task Without_a_number_the_attendee_confirms_with_a_code_once()
    {
        var provider = await Api.AnApprovedProvider();
        var ana = await Api.SomebodyWithARecord(); // without a credential
        var code = Text((await Answered(await provider.Posts(Day, new { familyName = "Lopez", role = "Teacher" }), 201)).GetProperty("posted")[0], "code");

        await Refused(await Confirms(await Api.SomebodyWithARecord("Bo Chan"), code!), "attendance.name_does_not_fit");
        await Refused(await Confirms(ana, LinkToken.New().Raw), "attendance.code_not_good");
        var confirmed = await Answered(await Confirms(ana, code!));
        Assert.Equal(("Ethics for peers", "Teacher", 180), (Text(confirmed, "course"), Text(confirmed, "role"), confirmed.GetProperty("minutes").GetInt32()));
        await Refused(await Confirms(ana, code!), "attendance.code_not_good");

        Assert.Equal(confirmed.GetProperty("evidenceId").GetGuid(), Assert.Single(await Entries(ana)).GetProperty("id").GetGuid());
        Assert.Empty((await Answered(await provider.Client.GetAsync($"{provider.Path}/attendance", Token))).GetProperty("rows").EnumerateArray());
        await Refused(await Confirms(await Api.SignedInAs(Role.Applicant), code!), "applicant.record_missing");
    }

    [Theory]
    [InlineData("2026-05-30", null)] // posted at noon of 1 March
    [InlineData("2026-05-31", "attendance.code_not_good")]
    public async Task A_code_runs_out_after_ninety_days(string on, string? refused)
    {
        var provider = await Api.AnApprovedProvider();
        var code = Text((await Answered(await provider.Posts(Day, new { familyName = "Lopez" }), 201)).GetProperty("posted")[0], "code");

        Api.TheTimeIs(new DateTimeOffset(On(on), new TimeOnly(11, 0), TimeSpan.Zero));
        var answer = await Confirms(await Api.SomebodyWithARecord(), code!);

        await (refused is null ? Answered(answer) : Refused(answer, refused));
    }

    [Fact]
    public async Task Two_who_use_one_code_at_once_and_one_person_with_two_codes_get_one_entry()
    {
        var provider = await Api.AnApprovedProvider();
        var ana = await Api.SomebodyWithARecord();
        var posted = (await Answered(await provider.Posts(Day, new { familyName = "Lopez" }, new { familyName = "Lopez" }), 201)).GetProperty("posted");
        var codes = posted.EnumerateArray().Select(r => Text(r, "code")!).ToList();

        var answers = await Task.WhenAll(Confirms(ana, codes[0]), Confirms(ana, codes[1]));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        await Refused(Assert.Single(answers, a => !a.IsSuccessStatusCode), "attendance.already_recorded");
        Assert.Single(await Entries(ana));
    }

    [Fact]
    public async Task A_reviewer_who_acts_for_the_provider_leaves_the_match_to_another()
    {
        var (email, ana) = (await Api.AnAccount(Role.Applicant), await Api.AHolder());
        var jo = await Api.Client(email);
        var provider = await Api.AnApprovedProvider(member: jo);
        await Api.AlsoHolds(email, Role.Reviewer, Board);
        var row = Id((await Answered(await provider.Posts(Day, new { familyName = "Lopez-Smith", number = ana.Number }), 201)).GetProperty("posted")[0]);

        await Refused(await jo.PostIfMatch($"/api/v1/boards/{Board}/attendance/{row}/match", 1, new { number = ana.Number, reason = "She married." }), "attendance.own_posting");

        Assert.Empty(await Entries(ana.Client));
    }

    [Fact]
    public async Task Nobody_attests_their_own_attendance()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var jo = await Api.Client(email);
        await Api.ARecord(jo, "Jo Mills");
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 6, 1), holder: email, name: "Jo Mills");
        var provider = await Api.AnApprovedProvider(member: jo);

        var posted = (await Answered(await provider.Posts(Day, new { familyName = "Mills", number, role = "Teacher" }, new { familyName = "Mills" }), 201)).GetProperty("posted");

        Assert.Equal("Waiting", Text(posted[0], "state"));
        await Refused(await Confirms(jo, Text(posted[1], "code")!), "attendance.own_posting");
        Assert.Empty(await Entries(jo));
        var reviewer = await Api.SignedInAs(Role.Reviewer, Board);
        await Answered(await reviewer.PostIfMatch($"/api/v1/boards/{Board}/attendance/{posted[0].GetProperty("id").GetGuid()}/match", 1, new { number, reason = "She taught it; the board was there." }));
        Assert.Single(await Entries(jo));
    }

    [Theory]
    [InlineData("2026-01-31", "roster.provider_not_approved", false)] // the day before the approval
    [InlineData("2026-02-01", null, true)] // its first day
    [InlineData("2026-02-20", null, true)] // its last day
    [InlineData("2026-02-21", "roster.provider_not_approved", false)] // the day after
    [InlineData("2026-03-03", "roster.in_the_future", false)]
    public async Task Approval_is_judged_on_the_day_of_the_course(string day, string? refused, bool approved)
    {
        var (provider, ana) = (await Api.AnApprovedProvider("2026-02-01", "2026-02-20"), await Api.AHolder());

        var answer = await provider.Posts(day, new { familyName = "Lopez", number = ana.Number });

        if (refused is not null)
        {
            await Refused(answer, refused);
            return;
        }

        await Answered(answer, 201);
        Assert.Equal(approved, Assert.Single(await Entries(ana.Client)).GetProperty("detail").GetProperty("posted").GetProperty("approvedBy")[0].GetProperty("isCourse").GetBoolean());
    }

    [Fact]
    public async Task An_entry_of_a_provider_that_is_approved_and_a_course_that_is_not_says_so()
    {
        var (provider, ana) = (await Api.AProvider(), await Api.AHolder());
        await (await Api.SignedInAs(Role.Officer, Board)).Approves(Board, await provider.Asks());
        await (await Api.SignedInAs(Role.Officer, "icrc")).Approves("icrc", await provider.Asks("icrc"), "2026-02-11"); // a day too late

        await Answered(await provider.Posts(Day, new { familyName = "Lopez", number = ana.Number }), 201);

        var board = Assert.Single(Assert.Single(await Entries(ana.Client)).GetProperty("detail").GetProperty("posted").GetProperty("approvedBy").EnumerateArray());
        Assert.Equal((Board, false, "approved-provider"), (Text(board, "board"), board.GetProperty("isCourse").GetBoolean(), board.GetProperty("tags")[0].GetString()));
    }

    [Fact]
    public async Task What_was_withdrawn_later_stays_approved_for_the_day_before()
    {
        var (provider, ana, bo) = (await Api.AProvider(), await Api.AHolder(), await Api.AHolder("Bo Chan"));
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var asked = await provider.Asks();
        await officer.Approves(Board, asked);
        await Answered(await officer.PostIfMatch(TrainingWorld.Approval(Board, asked, "withdrawal"), 2, new { fromOn = "2026-03-01", reason = "x" }));

        await Answered(await provider.Posts("2026-02-28", new { familyName = "Lopez", number = ana.Number }), 201);
        await Refused(await provider.Posts("2026-03-01", new { familyName = "Chan", number = bo.Number }), "roster.provider_not_approved");
    }

    [Fact]
    public async Task The_same_roster_twice_makes_nothing_twice_and_the_same_key_gives_the_same_codes()
    {
        var (provider, ana) = (await Api.AnApprovedProvider(), await Api.AHolder());
        object[] rows = [new { familyName = "Lopez", number = ana.Number }, new { familyName = "Reed" }];
        var client = provider.Client;
        client.DefaultRequestHeaders.Add("Idempotency-Key", "roster-1");
        var first = await Answered(await provider.Posts(Day, rows), 201);
        var again = await Answered(await provider.Posts(Day, rows), 201);
        client.DefaultRequestHeaders.Remove("Idempotency-Key");
        Assert.Equal(first.GetRawText(), again.GetRawText());

        var without = await Answered(await provider.Posts(Day, rows[0]), 201);

        Assert.Equal((0, 1, "roster.row_already_posted"), (without.GetProperty("postedRows").GetInt32(), without.GetProperty("refusedRows").GetInt32(), Text(without.GetProperty("refused")[0], "code")));
        Assert.Equal(first.GetProperty("rosterId").GetGuid(), without.GetProperty("rosterId").GetGuid());
        Assert.Single(await Entries(ana.Client));
    }

    [Fact]
    public async Task The_same_roster_twice_at_once_makes_one_entry()
    {
        for (var round = 0; round < 3; round++)
        {
            var (provider, ana) = (await Api.AnApprovedProvider(), await Api.AHolder());

            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => provider.Posts(Day, new { familyName = "Lopez", number = ana.Number })));

            var posted = new List<int>();
            foreach (var answer in answers)
            {
                posted.Add((await Answered(answer, 201)).GetProperty("postedRows").GetInt32());
            }

            Assert.Equal([0, 0, 1], posted.Order());
            Assert.Single(await Entries(ana.Client));
        }
    }

    [Fact]
    public async Task A_session_has_a_name_where_there_are_several_on_a_day_and_a_course_of_several_days_its_first_day()
    {
        var (provider, ana) = (await Api.AnApprovedProvider(), await Api.AHolder());
        var row = new { familyName = "Lopez", number = ana.Number };
        await Answered(await provider.Client.PostAsJsonAsync(provider.Rosters, new { day = Day, startsOn = "2026-02-09", session = "morning", rows = new[] { row } }, Token), 201);
        await Answered(await provider.Client.PostAsJsonAsync(provider.Rosters, new { day = Day, session = "evening", rows = new[] { row } }, Token), 201);

        Assert.Equal(["2026-02-09", "2026-02-10"], (await Entries(ana.Client)).Select(e => Text(e.GetProperty("detail"), "startsOn")).Order());
        await Refused(await provider.Client.PostAsJsonAsync(provider.Rosters, new { day = Day, session = "morning", rows = new[] { row } }, Token), "roster.session_differs");
        await Refused(await provider.Client.PostAsJsonAsync(provider.Rosters, new { day = Day, startsOn = "2026-02-11", rows = new[] { row } }, Token), "roster.ends_before_start");
    }

    [Fact]
    public async Task A_course_fits_into_its_days_and_a_roster_is_its_providers_own()
    {
        var provider = await Api.AnApprovedProvider();
        var longer = (await Answered(await provider.Client.PostAsJsonAsync($"{provider.Path}/courses", new { title = "Forty hours", mode = "InPerson", topics = new[] { new { topic = "ethics", minutes = 2400 } } }, Token), 201)).GetProperty("id").GetGuid();
        var rows = new[] { new { familyName = "Reed" } };

        await Refused(await provider.Client.PostAsJsonAsync($"{provider.Path}/courses/{longer}/rosters", new { day = Day, rows }, Token), "roster.course_too_long");
        var roster = (await Answered(await provider.Client.PostAsJsonAsync($"{provider.Path}/courses/{longer}/rosters", new { day = Day, startsOn = "2026-02-06", rows }, Token), 201)).GetProperty("rosterId").GetGuid();

        var other = await Api.AnApprovedProvider();
        await Refused(await other.Client.GetAsync($"{other.Path}/rosters/{roster}", Token), "roster.not_found");
        await Refused(await other.Client.PostAsJsonAsync($"{other.Path}/courses/{longer}/rosters", new { day = Day, startsOn = "2026-02-06", rows }, Token), "course.not_found");
    }

    [Fact]
    public async Task A_correction_is_a_new_row_and_the_old_entry_counts_for_nothing()
    {
        var (provider, ana, bo) = (await Api.AnApprovedProvider(), await Api.AHolder(), await Api.AHolder("Bo Chan"));
        var row = (await Answered(await provider.Posts(Day, new { familyName = "Lopez", number = ana.Number }), 201)).GetProperty("posted")[0].GetProperty("id").GetGuid();

        // Fewer minutes, then somebody else, then nobody.
        var shorter = await Answered(await Corrects(provider, row, 2, new { familyName = "Lopez", number = ana.Number, minutes = 90, reason = "She left early." }), 201);
        Assert.Equal([("Attested", 90), ("Superseded", 180)], (await Entries(ana.Client)).Select(e => (Text(e, "state")!, e.GetProperty("attestedMinutes").GetInt32())).Order());
        var entries = (await Entries(ana.Client)).ToDictionary(e => Text(e, "state")!);
        Assert.Equal(Id(entries["Superseded"]), entries["Attested"].GetProperty("supersedesId").GetGuid());
        var another = await Answered(await Corrects(provider, Id(shorter), 2, new { familyName = "Chan", number = bo.Number, reason = "The wrong number." }), 201);
        Assert.All(await Entries(ana.Client), e => Assert.Equal("Superseded", Text(e, "state")));
        Assert.Equal("Attested", Text(Assert.Single(await Entries(bo.Client)), "state"));
        var absent = await Answered(await Corrects(provider, Id(another), 2, new { familyName = "Chan", number = bo.Number, minutes = 0, reason = "He was not there." }), 201);
        Assert.Equal("Absent", Text(absent, "state"));
        Assert.Equal("Superseded", Text(Assert.Single(await Entries(bo.Client)), "state"));

        var roster = (await Answered(await provider.Client.GetAsync($"{provider.Path}/rosters/{await RosterOf(absent)}", Token))).GetProperty("rows");
        Assert.Equal(["Superseded", "Superseded", "Superseded", "Absent"], roster.EnumerateArray().Select(r => Text(r, "state")));
        Assert.Equal(["AttendancePosted", "AttendancePosted", "AttendanceTakenBack"], await Told(ana));
        Assert.Equal(["AttendancePosted", "AttendanceTakenBack"], await Told(bo));
        await Refused(await Corrects(provider, row, 3, new { familyName = "Lopez", reason = "Again." }), "attendance.act_not_allowed");
        await Refused(await Corrects(provider, Id(absent), 9, new { familyName = "Lopez", reason = "Again." }), "precondition.stale");
        await Refused(await Corrects(provider, Id(absent), 1, new { familyName = "Lopez", minutes = 181, reason = "Again." }), "roster.minutes_not_possible");
        await Refused(await Corrects(await Api.AProvider(), Id(absent), 1, new { familyName = "Lopez", reason = "Mine." }), "attendance.not_found");
    }

    [Fact]
    public async Task A_correction_does_not_double_a_number_and_one_of_two_at_once_is_stale()
    {
        var (provider, ana, bo) = (await Api.AnApprovedProvider(), await Api.AHolder(), await Api.AHolder("Bo Chan"));
        var rows = (await Answered(await provider.Posts(Day, new { familyName = "Lopez", number = ana.Number }, new { familyName = "Chan", number = bo.Number }), 201)).GetProperty("posted");
        await Refused(await Corrects(provider, Id(rows[0]), 2, new { familyName = "Chan", number = bo.Number, reason = "x" }), "roster.row_already_posted");

        var both = await Task.WhenAll(
            Corrects(provider, Id(rows[0]), 2, new { familyName = "Lopez", number = ana.Number, minutes = 60, reason = "x" }),
            Corrects(provider, Id(rows[0]), 2, new { familyName = "Lopez", number = ana.Number, minutes = 30, reason = "x" }));

        Assert.Single(both, a => a.IsSuccessStatusCode);
        await Refused(Assert.Single(both, a => !a.IsSuccessStatusCode), "precondition.stale");
        Assert.Equal(2, (await Entries(ana.Client)).Count);
    }

    [Fact]
    public async Task A_board_that_has_the_entry_in_an_open_file_learns_of_a_correction()
    {
        var (provider, ana) = (await Api.AnApprovedProvider(), await Api.AHolder());
        var row = Id((await Answered(await provider.Posts(Day, new { familyName = "Lopez", number = ana.Number }), 201)).GetProperty("posted")[0]);
        var file = await Api.AnApplicationOf(ana.Client, ApplicationState.Submitted, Assert.Single(await Entries(ana.Client)).GetProperty("id").GetGuid());

        await Answered(await Corrects(provider, row, 2, new { familyName = "Lopez", number = ana.Number, minutes = 90, reason = "She left early." }), 201);

        Assert.Equal(90, await Api.Stored(db => db.ApplicationItems.Where(i => i.ApplicationId == file).Select(i => i.AttestedMinutes).SingleAsync(Token)));
        Assert.Equal("ApplicationItemAttested", await Api.Stored(db => db.History.Where(h => h.ApplicationId == file).Select(h => h.Event).SingleAsync(Token)));
    }

    /// <summary>Every page of what waits at the board, however much others of these tests left there.</summary>
    private static async Task<List<JsonElement>> Waiting(HttpClient reviewer)
    {
        List<JsonElement> all = [];
        for (var page = new List<JsonElement>(); all.Count == 0 || page.Count == 100; all.AddRange(page))
        {
            var after = all.Count == 0 ? "" : $"&after={Id(all[^1])}";
            page = [.. (await Answered(await reviewer.GetAsync($"/api/v1/boards/{Board}/attendance?limit=100{after}", Token))).GetProperty("rows").EnumerateArray()];
            if (page.Count == 0)
            {
                break;
            }
        }

        return all;
    }

    [Fact]
    public async Task A_board_sees_and_matches_what_waits_of_providers_that_it_approved_on_the_day()
    {
        var (provider, ana) = (await Api.AnApprovedProvider(board: "icrc"), await Api.AHolder("Ana Maria Lopez"));
        await (await Api.SignedInAs(Role.Officer, Board)).Approves(Board, await provider.Asks(), "2026-02-10", "2026-02-10");
        var row = Id((await Answered(await provider.Posts(Day, new { familyName = "Lopez-Smith", number = ana.Number }), 201)).GetProperty("posted")[0]);
        var other = Id((await Answered(await provider.Posts("2026-02-11", new { familyName = "Lopez-Smith", number = ana.Number }), 201)).GetProperty("posted")[0]);
        var reviewer = await Api.SignedInAs(Role.Reviewer, Board);

        var waiting = (await Waiting(reviewer)).Where(r => Id(r) == row || Id(r) == other).ToList();
        Assert.Equal("Lopez-Smith", Text(Assert.Single(waiting), "familyName"));
        var match = $"/api/v1/boards/{Board}/attendance/{row}/match";
        var said = new { number = ana.Number, reason = "She married." };
        await Refused(await reviewer.PostIfMatch($"/api/v1/boards/{Board}/attendance/{other}/match", 1, said), "attendance.not_found");
        await Refused(await (await Api.SignedInAs(Role.Officer, Board)).PostIfMatch(match, 1, said), "access.not_permitted");
        await Refused(await (await Api.SignedInAs(Role.Reviewer, "icrc")).PostIfMatch(match, 1, said), "board.not_found");
        await Refused(await reviewer.PostIfMatch(match, 1, new { number = Unknown(), reason = "x" }), "attendance.number_unknown");
        await Refused(await reviewer.PostIfMatch(match, 2, said), "precondition.stale");

        var both = await Task.WhenAll(reviewer.PostIfMatch(match, 1, said), (await Api.SignedInAs(Role.Reviewer, Board)).PostIfMatch(match, 1, said));

        Assert.Single(both, a => a.IsSuccessStatusCode);
        await Refused(Assert.Single(both, a => !a.IsSuccessStatusCode), "precondition.stale");
        Assert.Single(await Entries(ana.Client));
        await Refused(await reviewer.PostIfMatch(match, 2, said), "attendance.act_not_allowed");
        Assert.Equal("She married.", await Api.Stored(db => db.History.Where(h => h.Event == "AttendancePosted").OrderByDescending(h => h.Sequence).Select(h => h.Why).FirstAsync(Token)));
    }

    [Fact]
    public async Task An_applicant_cannot_offer_what_only_a_roster_brings()
    {
        var ana = await Api.SomebodyWithARecord();
        var posted = new { providerId = Guid.Empty, courseId = Guid.Empty, rowId = Guid.Empty, approvedBy = Array.Empty<object>() };

        await Refused(await Offers(ana, EvidenceWorld.Training().With("posted", posted)), "request.invalid");
        foreach (var tag in new[] { "approved", "APPROVED ", "approved-provider", "provider-posted" })
        {
            await Refused(await Offers(ana, EvidenceWorld.Training().With("tags", new[] { tag })), "request.invalid");
        }

        await Answered(await Offers(ana, EvidenceWorld.Training().With("tags", new[] { "nycb-approved" })), 201);
    }

    [Fact]
    public async Task Good_rows_of_a_file_are_kept_and_bad_ones_told_by_row_field_and_reason()
    {
        var (provider, ana) = (await Api.AnApprovedProvider(), await Api.AHolder());

        var answer = await Answered(await provider.Imports(
            Day,
            $"{ana.Number},Lopez,learner,120", // row 2
            ",Reed,,", // row 3: a code
            "", // row 4 is blank
            "NCPRSS-1234567-Z,Reed,,", // a mistyped number
            "12,Reed,,",
            $"{Unknown()},,,",
            $"{Unknown()},Reed,Boss,ten",
            $"{Unknown()},Reed,,0",
            $"{Unknown()},Reed,,181", // row 10
            $"{Unknown()},Re\"ed,,",
            $"{Unknown()},Reed",
            $"{ana.Number},Lopez,,", // row 13: the number of row 2
            $"\"{Unknown()},Reed,,"), 201); // a quotation mark that never closes

        Assert.Equal([(2, "Matched", false), (3, "Waiting", true)], answer.GetProperty("posted").EnumerateArray().Select(r => (r.GetProperty("row").GetInt32(), Text(r, "state")!, Text(r, "code") is not null)));
        Assert.Equal(
            [
                (5, "number", "credential.check_character_wrong"), (6, "number", "credential.number_malformed"), (7, "familyName", "request.invalid"),
                (8, "role", "request.invalid"), (8, "minutes", "request.invalid"), (9, "minutes", "roster.minutes_not_possible"), (10, "minutes", "roster.minutes_not_possible"),
                (11, null, "request.invalid"), (12, null, "request.invalid"), (13, "number", "roster.row_already_posted"), (14, null, "request.invalid"),
            ],
            answer.GetProperty("refused").EnumerateArray().Select(r => (r.GetProperty("row").GetInt32(), Text(r, "field"), Text(r, "code"))));
        Assert.Equal((2, 10), (answer.GetProperty("postedRows").GetInt32(), answer.GetProperty("refusedRows").GetInt32()));
    }

    [Fact]
    public async Task What_a_spreadsheet_would_run_is_kept_as_the_text_that_it_is()
    {
        var provider = await Api.AnApprovedProvider();
        string[] names = ["=HYPERLINK(\"http://evil.test\",\"x\")", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)"];

        var roster = await Answered(await provider.Imports(Day, [.. names.Select(n => $",\"{n.Replace("\"", "\"\"", StringComparison.Ordinal)}\",,")]), 201);

        Assert.Equal(names.Length, roster.GetProperty("postedRows").GetInt32());
        var rows = (await Answered(await provider.Client.GetAsync($"{provider.Path}/rosters/{roster.GetProperty("rosterId").GetGuid()}", Token))).GetProperty("rows");
        Assert.Equal(names, rows.EnumerateArray().Select(r => Text(r, "familyName")));
    }

    [Fact]
    public async Task A_file_is_UTF_8_of_a_megabyte_and_5000_rows_at_most_with_the_right_header()
    {
        var (provider, ana) = (await Api.AnApprovedProvider(), await Api.AHolder("Ana López"));
        const string Header = "number,familyName,role,minutes";

        Assert.Equal(1, (await Answered(await provider.Imports(Day, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($"minutes,role,FamilyName,number\r\n,,López,{ana.Number}\r\n")]), 201)).GetProperty("postedRows").GetInt32());
        await Refused(await provider.Imports(Day, Encoding.Latin1.GetBytes($"{Header}\r\n{ana.Number},López,,")), "request.malformed");
        await Refused(await provider.Imports(Day, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes($"{Header}\r\n{ana.Number},López,,")]), "request.malformed");
        await Refused(await provider.Imports(Day, Encoding.UTF8.GetBytes("number,name,role,minutes")), "request.csv_header_wrong");
        await Refused(await provider.Imports(Day, Array.Empty<byte>()), "request.csv_header_wrong");
        await Refused(await provider.Imports(Day, new byte[(1024 * 1024) + 1]), "request.too_large");
        await Refused(await provider.Imports(Day, [.. Enumerable.Range(0, 5001).Select(_ => ",Reed,,")]), "request.csv_too_many_rows");
        await Refused(await provider.Client.PostAsync($"{provider.Rosters}/{Day}", new StringContent(Header, Encoding.UTF8, "application/json"), Token), "request.unsupported_media_type");
        await Refused(await provider.Imports("10.02.2026", Header), "request.malformed");
        await Refused(await provider.Imports(Day, Encoding.UTF8.GetBytes(Header), "?session=" + new string('x', 41)), "request.invalid");

        // A NUL and a cell of half a megabyte are bad rows; those beside them are kept.
        var odd = await Answered(await provider.Imports("2026-02-11", ",Re\0ed,,", $",{new string('x', 500_000)},,", ",Reed,,"), 201);
        Assert.Equal([(2, "familyName"), (3, "familyName")], odd.GetProperty("refused").EnumerateArray().Select(r => (r.GetProperty("row").GetInt32(), Text(r, "field"))));
        Assert.Equal(1, odd.GetProperty("postedRows").GetInt32());
    }

    [Fact]
    public async Task A_roster_in_JSON_has_1_to_500_rows()
    {
        var provider = await Api.AnApprovedProvider();
        await Refused(await provider.Posts(Day), "request.invalid");
        await Refused(await provider.Posts(Day, [.. Enumerable.Repeat(new { familyName = "Reed" }, 501)]), "request.invalid");
        await Refused(await provider.Client.PostAsJsonAsync(provider.Rosters, new { day = Day, rows = new object?[] { null } }, Token), "request.invalid");
        Assert.Equal(500, (await Answered(await provider.Posts(Day, [.. Enumerable.Repeat(new { familyName = "Reed" }, 500)]), 201)).GetProperty("postedRows").GetInt32());
    }

    private Task<List<string>> Told(KnownHolder holder) => Api.Stored(db =>
        (from m in db.Outbox
         join a in db.Applicants on m.RecipientAccountId equals a.AccountId
         join c in db.Credentials on a.Id equals c.ApplicantId
         where c.Number == holder.Number
         orderby m.Kind
         select m.Kind).ToListAsync(Token));

    private static DateOnly On(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    private static string? Text(JsonElement of, string field) => of.GetProperty(field).GetString();

    private static Guid Id(JsonElement of) => of.GetProperty("id").GetGuid();

    private static int _serial = 8_000_000;

    /// <summary>A well-formed number that nobody has.</summary>
    private static string Unknown()
    {
        while (true)
        {
            if (Domain.Credentials.CredentialNumber.Compose("NCPRSS", Interlocked.Increment(ref _serial)) is { } number)
            {
                return number;
            }
        }
    }

    private Task<Guid> RosterOf(JsonElement row) => Api.Stored(db => db.RosterRows.Where(r => r.Id == row.GetProperty("id").GetGuid()).Select(r => r.RosterId).SingleAsync(Token));

    private static Task<HttpResponseMessage> Confirms(HttpClient client, string code) => client.PostAsJsonAsync("/api/v1/attendance/confirm", new { code }, Token);

    private static Task<HttpResponseMessage> Corrects(KnownProvider provider, Guid row, int version, object body) => provider.Client.PostIfMatch($"{provider.Path}/attendance/{row}/correction", version, body);

    private static Task<HttpResponseMessage> Offers(HttpClient client, object detail) => client.PostAsJsonAsync("/api/v1/evidence", new { detail }, Token);

    private static Task<HttpResponseMessage> Change(HttpClient client, HttpMethod method, Guid entry, object? body = null) =>
        client.SendAsync(new HttpRequestMessage(method, $"/api/v1/evidence/{entry}") { Content = body is null ? null : JsonContent.Create(body), Headers = { { "If-Match", "\"v1\"" } } }, Token);

    private static async Task<List<JsonElement>> Entries(HttpClient client) => [.. (await Answered(await client.GetAsync("/api/v1/evidence", Token))).GetProperty("entries").EnumerateArray()];
}
