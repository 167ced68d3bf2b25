using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Evidence;

public abstract class ImportPracticeTests(RegistryApi api) : RegistryTest(api)
{
    private const string Route = "/api/v1/evidence/practice/import";
    private const string Header = "day,practiceMinutes,role,domains,modality,setting,population,compensation,supervisorName,supervisorEmail,startsAt,endsAt,topic";
    private const string Tail = "PeerCoach,Emotional;Informational,Individual,Center,Adults,Volunteer,Sam Reed,sam.reed@example.test,,,";

    public sealed class OnSqlite(SqliteRegistry api) : ImportPracticeTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ImportPracticeTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task The_template_is_the_header_that_the_import_asks_for()
    {
        var template = await (await Api.SignedInAs(Role.Applicant)).GetAsync($"{Route}/template", Token);

        Assert.Equal("text/csv", template.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Header + "\r\n", await template.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Good_rows_are_kept_and_bad_rows_told_by_row_field_and_reason()
    {
        var ana = await Api.SomebodyWithARecord();
        await Api.APracticeEntry(ana, "2026-02-01", minutes: 1400);

        var answer = await Answered(await Import(ana,
            $"2026-02-02,180,{Tail}", // row 2
            $"2026-02-01,60,{Tail}", // over 24 hours with what is there
            $"2026-03-02,60,{Tail}",
            $"2026-02-03,0,{Tail}",
            "", // row 6 is blank
            $"03/02/2026,x,{Tail.Replace("PeerCoach", "Boss", StringComparison.Ordinal)}",
            $"2026-02-04,60,PeerCoach,Emotional,Individual,Center,Adults,Paid,Sam \"Reed,sam@example.test,,,", // a stray quotation mark
            "2026-02-04,60",
            $"2026-02-05,1000,{Tail}", // row 10
            $"2026-02-05,441,{Tail}", // over 24 hours with the row above
            $"2026-02-05,440,{Tail}",
            $"2026-02-06,60,PeerCoach,,Group,,Adults,Paid,Sam,sam..reed@example.test,09:00,10:00,"));

        Assert.Equal([2, 10, 12], answer.GetProperty("kept").EnumerateArray().Select(k => k.GetProperty("row").GetInt32()));
        Assert.Equal((3, 8), (answer.GetProperty("keptRows").GetInt32(), answer.GetProperty("refusedRows").GetInt32()));
        Assert.Equal(
            [
                (3, "practiceMinutes", "evidence.day_over_24_hours"), (4, "day", "evidence.in_the_future"), (5, "practiceMinutes", "evidence.minutes_not_positive"),
                (7, "day", "request.invalid"), (7, "practiceMinutes", "request.invalid"), (7, "role", "request.invalid"),
                (8, null, "request.invalid"), (9, null, "request.invalid"), (11, "practiceMinutes", "evidence.day_over_24_hours"),
                (13, "setting", "request.invalid"), (13, "supervisorEmail", "request.invalid"),
            ],
            answer.GetProperty("refused").EnumerateArray().Select(r => (r.GetProperty("row").GetInt32(), r.GetProperty("field").GetString(), r.GetProperty("code").GetString())));
    }

    [Fact]
    public async Task The_same_file_with_the_same_key_gives_the_same_answer()
    {
        var ana = await Api.SomebodyWithARecord();
        ana.DefaultRequestHeaders.Add("Idempotency-Key", "file");

        var first = await Answered(await Import(ana, $"2026-02-02,180,{Tail}", $"2026-02-02,0,{Tail}"));
        var again = await Answered(await Import(ana, $"2026-02-02,180,{Tail}", $"2026-02-02,0,{Tail}"));

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Single(await Entries(ana));
    }

    [Fact]
    public async Task What_a_spreadsheet_would_run_is_kept_as_the_text_that_it_is()
    {
        var ana = await Api.SomebodyWithARecord();
        const string Formula = "=HYPERLINK(\"http://evil.test\",\"x\")";

        await Import(ana, $"2026-02-02,180,PeerCoach,Emotional,Individual,\"{Formula.Replace("\"", "\"\"", StringComparison.Ordinal)}\",Adults,Paid,@Sam,sam@example.test,09:00,12:00,+1");

        var entry = Assert.Single(await Entries(ana)).GetProperty("detail");
        Assert.Equal((Formula, "@Sam", "+1", "09:00:00"), (Text("setting"), Text("supervisorName"), Text("topic"), Text("startsAt")));
        string? Text(string field) => entry.GetProperty(field).GetString();
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_but_none_may_be_missing_or_unknown()
    {
        var ana = await Api.SomebodyWithARecord();
        var reversed = string.Join(',', Header.Split(',').Reverse());
        var row = string.Join(',', $"2026-02-02,180,{Tail}".Split(',').Reverse());

        Assert.Equal(1, (await Answered(await Send(ana, $"\uFEFF{reversed}\r\n{row}\r\n"))).GetProperty("keptRows").GetInt32());
        await Refused(await Send(ana, Header.Replace(",topic", "", StringComparison.Ordinal)), "request.csv_header_wrong");
        await Refused(await Send(ana, Header.Replace("topic", "notes", StringComparison.Ordinal)), "request.csv_header_wrong");
        await Refused(await Send(ana, Header.Replace("topic", "day", StringComparison.Ordinal)), "request.csv_header_wrong");
        await Refused(await Send(ana, ""), "request.csv_header_wrong");
    }

    [Fact]
    public async Task A_file_has_5000_rows_and_a_megabyte_at_most()
    {
        var ana = await Api.SomebodyWithARecord();
        var tooMany = Enumerable.Range(0, 5001).Select(i => $"{new DateOnly(2000, 1, 1).AddDays(i):yyyy-MM-dd},60,{Tail}").ToArray();

        await Refused(await Import(ana, tooMany), "request.csv_too_many_rows");
        await Refused(await Send(ana, new string('x', (1024 * 1024) + 1)), "request.too_large");
        await Refused(await ana.PostAsync(Route, Csv([.. Encoding.UTF8.GetBytes(Header), 0xFF]), Token), "request.malformed");
        await Refused(await ana.PostAsync(Route, new StringContent(Header, Encoding.UTF8, "application/json"), Token), "request.unsupported_media_type");
        Assert.Equal(5000, (await Answered(await Import(ana, tooMany[..5000]))).GetProperty("keptRows").GetInt32());
    }

    [Fact]
    public async Task Hours_need_a_record_first() =>
        await Refused(await Import(await Api.SignedInAs(Role.Applicant), $"2026-02-02,180,{Tail}"), "applicant.record_missing");

    private static Task<HttpResponseMessage> Import(HttpClient client, params string[] rows) => Send(client, string.Join("\r\n", [Header, .. rows]));

    private static Task<HttpResponseMessage> Send(HttpClient client, string csv) => client.PostAsync(Route, Csv(Encoding.UTF8.GetBytes(csv)), Token);

    private static ByteArrayContent Csv(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };

    private static async Task<List<JsonElement>> Entries(HttpClient client) =>
        [.. (await Answered(await client.GetAsync("/api/v1/evidence", Token))).GetProperty("entries").EnumerateArray()];
}
