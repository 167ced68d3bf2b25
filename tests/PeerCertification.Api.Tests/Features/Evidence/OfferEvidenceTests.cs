using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Evidence;

public abstract class OfferEvidenceTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : OfferEvidenceTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : OfferEvidenceTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Every_kind_can_be_offered_listed_and_read()
    {
        var ana = await Api.SomebodyWithARecord();
        Guid[] offered =
        [
            await Api.APracticeEntry(ana), await Api.ATraining(ana), await Api.ASupervisionEntry(ana), await Api.AnExam(ana),
            await Api.AReference(ana), await Api.AnEducation(ana), await Api.ASignedDocument(ana),
        ];

        var listed = (await Answered(await ana.GetAsync("/api/v1/evidence", Token))).GetProperty("entries").EnumerateArray().ToList();

        Assert.Equal(offered.ToHashSet(), listed.Select(e => e.GetProperty("id").GetGuid()).ToHashSet());
        Assert.Equal(7, listed.Select(e => e.GetProperty("kind").GetString()).Distinct().Count());
        Assert.All(listed, e => Assert.Equal(e.GetProperty("kind").GetString(), e.GetProperty("detail").GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task An_entry_reads_as_it_was_offered()
    {
        var ana = await Api.SomebodyWithARecord();
        var created = await Offer(ana, EvidenceWorld.Practice().With("startsAt", "09:00:00").With("endsAt", "12:30:00").With("topic", "advocacy"));
        await Answered(created, 201);

        var read = await ana.GetAsync(created.Headers.Location, Token);
        var entry = await Answered(read);

        Assert.Equal("\"v1\"", read.Headers.ETag!.Tag);
        Assert.Equal(("Claimed", "2026-02-14", 180), (entry.GetProperty("state").GetString(), entry.GetProperty("occurredOn").GetString(), entry.GetProperty("claimedMinutes").GetInt32()));
        Assert.Equal(("advocacy", "09:00:00", EvidenceWorld.Supervisor), (Detail("topic"), Detail("startsAt"), Detail("supervisorEmail")));
        string? Detail(string field) => entry.GetProperty("detail").GetProperty(field).GetString();
    }

    [Theory]
    [InlineData("""{"kind":"Practice","day":"2026-02-01","practiceMinutes":60,"role":"PeerCoach","domains":[],"modality":"Group","setting":"Center","compensation":"Paid","supervisorName":"S","supervisorEmail":"sam@example.test"}""", "population")]
    [InlineData("""{"kind":"Supervision","day":"2026-02-01","supervisionMinutes":60,"modality":"Group","supervisorName":"S","supervisorEmail":"sam@example.test"}""", "topic")]
    [InlineData("""{"kind":"Exam","examCode":"NCPRSS","takenOn":"2026-02-01","passed":true}""", "score")]
    [InlineData("""{"kind":"Statement","code":"residence","startsOn":"2020-01-01"}""", "endsOn")]
    public async Task What_an_entry_need_not_say_may_be_left_out(string detail, string leftOut)
    {
        var ana = await Api.SomebodyWithARecord();

        var created = await ana.PostAsync("/api/v1/evidence", new StringContent($"{{\"detail\":{detail}}}", System.Text.Encoding.UTF8, "application/json"), Token);
        await Answered(created, 201);

        var entry = await Answered(await ana.GetAsync(created.Headers.Location, Token));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, entry.GetProperty("detail").GetProperty(leftOut).ValueKind);
    }

    public static TheoryData<string, Dictionary<string, object?>> WhatNobodyCanHaveDone => new()
    {
        { "evidence.in_the_future", EvidenceWorld.Practice("2026-03-02") },
        { "evidence.too_long_ago", EvidenceWorld.Practice("0001-01-01") },
        { "evidence.too_long_ago", EvidenceWorld.Training(startsOn: "1889-01-21") },
        { "evidence.too_far_ahead", new() { ["kind"] = "Statement", ["code"] = "custody", ["startsOn"] = "2020-01-01", ["endsOn"] = "9999-12-31" } },
        { "evidence.score_not_possible", new() { ["kind"] = "Exam", ["examCode"] = "NCPRSS", ["takenOn"] = "2026-02-01", ["passed"] = true, ["score"] = int.MinValue } },
        { "evidence.minutes_not_positive", EvidenceWorld.Practice(minutes: 0) },
        { "evidence.minutes_not_positive", EvidenceWorld.Training(minutes: -60) },
        { "evidence.day_over_24_hours", EvidenceWorld.Practice(minutes: 1441) },
        { "evidence.times_do_not_fit", EvidenceWorld.Practice().With("startsAt", "09:00:00").With("endsAt", "10:00:00") },
        { "evidence.training_too_long", EvidenceWorld.Training(minutes: 1441) },
        { "evidence.ends_before_start", EvidenceWorld.Training(startsOn: "2026-01-21") },
    };

    [Theory]
    [MemberData(nameof(WhatNobodyCanHaveDone))]
    public async Task What_nobody_can_have_done_is_refused(string code, Dictionary<string, object?> detail) =>
        await Refused(await Offer(await Api.SomebodyWithARecord(), detail), code);

    [Fact]
    public async Task A_day_is_filled_by_practice_and_supervision_together_but_not_by_what_was_withdrawn()
    {
        var ana = await Api.SomebodyWithARecord();
        var practice = await Api.APracticeEntry(ana, minutes: 1400);
        var hour = new { kind = "Supervision", day = "2026-02-14", supervisionMinutes = 60, modality = "Group", topic = (string?)null, supervisorName = "Sam Reed", supervisorEmail = EvidenceWorld.Supervisor };

        await Refused(await Offer(ana, hour), "evidence.day_over_24_hours");
        await Answered(await ana.SendAsync(If("\"v1\"", HttpMethod.Delete, practice), Token));
        await Answered(await Offer(ana, hour), 201);
    }

    [Fact]
    public async Task Times_that_another_entry_covers_are_refused()
    {
        var ana = await Api.SomebodyWithARecord();
        await Answered(await Offer(ana, EvidenceWorld.Practice().With("startsAt", "09:00:00").With("endsAt", "12:00:00")), 201);

        await Refused(await Offer(ana, EvidenceWorld.Practice(minutes: 60).With("startsAt", "11:00:00").With("endsAt", "13:00:00")), "evidence.times_overlap");
    }

    [Fact]
    public async Task Nobody_vouches_for_themselves_under_another_spelling()
    {
        var email = await Api.AnAccount(Role.Applicant);
        var ana = await Api.Client(email);
        await Api.ARecord(ana);
        var own = email.Replace("@", "+boss@", StringComparison.Ordinal).ToUpperInvariant();

        await Refused(await Offer(ana, EvidenceWorld.Practice(supervisorEmail: own)), "evidence.supervisor_is_applicant");
        await Refused(await Offer(ana, new { kind = "Reference", refereeName = "Ana", refereeEmail = own, relation = "Self", givenOn = "2026-02-10" }), "evidence.referee_is_applicant");
    }

    [Fact]
    public async Task Evidence_needs_a_record_and_a_document_of_ones_own()
    {
        var ana = await Api.SomebodyWithARecord();
        var bens = await Api.ADocument(await Api.SomebodyWithARecord("Ben Ode"));

        await Refused(await Offer(await Api.SignedInAs(Role.Applicant), EvidenceWorld.Practice()), "applicant.record_missing");
        await Refused(await Offer(ana, EvidenceWorld.Training(), bens), "document.not_found");
        await Answered(await Offer(ana, EvidenceWorld.Training(), await Api.ADocument(ana)), 201);
    }

    [Theory]
    [InlineData("supervisorEmail", """{"kind":"Practice","day":"2026-02-01","practiceMinutes":60,"role":"PeerCoach","domains":[],"modality":"Group","setting":"Center","population":null,"compensation":"Paid","supervisorName":"S","supervisorEmail":"sam..reed@example.test","startsAt":null,"endsAt":null}""")]
    [InlineData("supervisorEmail", """{"kind":"Supervision","day":"2026-02-01","supervisionMinutes":60,"modality":"Group","topic":null,"supervisorName":"S","supervisorEmail":"sam..reed@example.test"}""")]
    [InlineData("refereeEmail", """{"kind":"Reference","refereeName":"R","refereeEmail":"sam..reed@example.test","relation":"Friend","givenOn":"2026-02-01"}""")]
    public async Task An_address_that_no_mail_could_leave_for_is_refused_by_name(string field, string detail)
    {
        var answer = await (await Api.SomebodyWithARecord()).PostAsync("/api/v1/evidence", new StringContent($"{{\"detail\":{detail}}}", System.Text.Encoding.UTF8, "application/json"), Token);

        Assert.EndsWith(field, Assert.Single((await Refused(answer, "request.invalid")).GetProperty("errors").EnumerateObject()).Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("request.malformed", """{"detail":{"kind":"Wish"}}""")]
    [InlineData("request.malformed", """{"detail":{"kind":"Exam","examCode":"NCPRSS","takenOn":"2026-02-01"}}""")]
    [InlineData("request.malformed", """{"detail":null}""")]
    [InlineData("request.malformed", """{"detail":{"code":"custody","startsOn":"2020-01-01","endsOn":null,"percent":null}}""")] // of which kind?
    [InlineData("request.invalid", """{"detail":{"kind":"Statement","code":"custody","startsOn":"2020-01-01","endsOn":null,"percent":null,"tags":null}}""")]
    [InlineData("request.invalid", """{"detail":{"kind":"Statement","code":"custody","startsOn":"2020-01-01","endsOn":null,"percent":101}}""")]
    [InlineData("request.invalid", """{"detail":{"kind":"Training","title":"A","provider":"B","startsOn":"2020-01-01","endsOn":"2020-01-01","mode":"InPerson","topics":[{"topic":"ethics","minutes":60,"also":null}]}}""")]
    [InlineData("request.invalid", """{"detail":{"kind":"Training","title":"A","provider":"B","startsOn":"2020-01-01","endsOn":"2020-01-01","mode":"InPerson","topics":[{"topic":"eth\u0007ics","minutes":60}]}}""")]
    [InlineData("request.invalid", """{"detail":{"kind":"Training","title":"A","provider":"B","startsOn":"2020-01-01","endsOn":"2020-01-01","mode":"InPerson","topics":[{"topic":"ethics","minutes":60,"also":["a\u001b"]}]}}""")]
    [InlineData("request.invalid", """{"detail":{"kind":"Exam","examCode":" ","takenOn":"2026-02-01","passed":true,"score":null}}""")]
    [InlineData("request.invalid", """{"detail":{"kind":"Training","title":"T","provider":"P","startsOn":"2026-02-01","endsOn":"2026-02-01","mode":"InPerson","topics":[null]}}""")]
    [InlineData("request.invalid", """{"detail":{"kind":"Reference","refereeName":"R","refereeEmail":"nowhere","relation":"Friend","givenOn":"2026-02-01"}}""")]
    public async Task What_is_not_in_shape_is_refused(string code, string body) =>
        await Refused(await (await Api.SomebodyWithARecord()).PostAsync("/api/v1/evidence", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Token), code);

    [Fact]
    public async Task Sixteen_entries_at_once_cannot_break_the_day()
    {
        var ana = await Api.SomebodyWithARecord();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Offer(ana, EvidenceWorld.Practice(minutes: 240))));

        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.Created), a => Assert.True((int)a.StatusCode is 422 or 409));
        var taken = await Listed(ana, "?state=Claimed");
        Assert.Equal(answers.Count(a => a.StatusCode == HttpStatusCode.Created), taken.Count);
        Assert.Equal(1440, taken.Sum(e => e.GetProperty("claimedMinutes").GetInt32()));
    }

    [Fact]
    public async Task The_same_key_gives_the_same_entry()
    {
        var ana = await Api.SomebodyWithARecord();
        ana.DefaultRequestHeaders.Add("Idempotency-Key", "one");

        var first = await Answered(await Offer(ana, EvidenceWorld.Practice()), 201);
        var again = await Answered(await Offer(ana, EvidenceWorld.Practice()), 201);
        await Refused(await Offer(ana, EvidenceWorld.Practice(minutes: 10)), "idempotency.key_reused");

        Assert.Equal(first.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        Assert.Single(await Listed(ana, ""));
    }

    [Fact]
    public async Task A_list_is_filtered_and_comes_in_linked_pages()
    {
        var ana = await Api.SomebodyWithARecord();
        for (var day = 1; day <= 5; day++)
        {
            await Api.APracticeEntry(ana, $"2026-02-0{day}");
        }

        await Api.ATraining(ana);
        var seen = new List<JsonElement>();
        for (var next = "/api/v1/evidence?kind=Practice&limit=2"; next is not null;)
        {
            var page = await ana.GetAsync(next, Token);
            seen.AddRange((await Answered(page)).GetProperty("entries").EnumerateArray());
            next = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(Enumerable.Range(1, 5).Select(day => $"2026-02-0{day}"), seen.Select(e => e.GetProperty("occurredOn").GetString()));
        await Refused(await ana.GetAsync("/api/v1/evidence?limit=101", Token), "request.invalid");
    }

    [Fact]
    public async Task Entries_of_others_are_not_there()
    {
        var entry = await Api.APracticeEntry(await Api.SomebodyWithARecord());
        var ben = await Api.SomebodyWithARecord("Ben Ode");

        Assert.Empty(await Listed(ben, ""));
        await Refused(await ben.GetAsync($"/api/v1/evidence/{entry}", Token), "evidence.not_found");
        await Refused(await ben.SendAsync(If("\"v1\"", HttpMethod.Put, entry, new { detail = EvidenceWorld.Practice() }), Token), "evidence.not_found");
        await Refused(await ben.SendAsync(If("\"v1\"", HttpMethod.Delete, entry), Token), "evidence.not_found");
        await Refused(await (await Api.SignedInAs(Role.Reviewer, "ncc-ap")).GetAsync($"/api/v1/evidence/{entry}", Token), "access.not_permitted");
    }

    internal static HttpRequestMessage If(string? eTag, HttpMethod method, Guid entry, object? body = null)
    {
        var request = new HttpRequestMessage(method, $"/api/v1/evidence/{entry}") { Content = body is null ? null : JsonContent.Create(body) };
        if (eTag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", eTag);
        }

        return request;
    }

    private static async Task<List<JsonElement>> Listed(HttpClient applicant, string query) =>
        [.. (await Answered(await applicant.GetAsync($"/api/v1/evidence{query}", Token))).GetProperty("entries").EnumerateArray()];

    internal static Task<HttpResponseMessage> Offer(HttpClient applicant, object detail, Guid? documentId = null, bool draft = false) =>
        applicant.PostAsJsonAsync("/api/v1/evidence", new { detail, documentId, draft }, Token);
}
