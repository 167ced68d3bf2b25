using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerCertification.Api.Operations.Demo;

namespace PeerCertification.Api.Operations.Tour;

/// <summary>What the chapters have in common.</summary>
internal sealed partial class TourStory
{
    private string? _operator;

    private async Task Register(string email, string password)
    {
        await guide.Post("accounts", new { email, password }, null, 202);
        await DeliverMail();
        await guide.Post("accounts/confirm-address", new { email, token = TokensFor(email).First() }, null, 204);
    }

    /// <summary>Diploma, training, exam and signed code: all that NCPRSS asks but practice.</summary>
    private async Task LogPapers(string applicant)
    {
        var diploma = await guide.Post("documents", Pdf(), applicant, 201, a => $"{Text(a, "mediaType")}, sha-256 {Text(a, "sha256")[..12]}…");
        await Offer(new { kind = "Education", level = "HighSchoolDiploma", institution = "Lincoln High School", completedOn = "2006-06-15" }, diploma.GetProperty("id").GetGuid());
        await Offer(new { kind = "Training", title = "Peer recovery core", provider = "Recovery Academy", startsOn = "2025-05-05", endsOn = "2025-05-16", mode = "InPerson", topics = new[] { new { topic = "peer-recovery", minutes = 48 * 60 }, new { topic = "ethics", minutes = 6 * 60 } } });
        await Offer(new { kind = "Training", title = "HIV and other pathogens", provider = "Recovery Academy", startsOn = "2025-06-02", endsOn = "2025-06-02", mode = "LiveOnline", topics = new[] { new { topic = "hiv-bloodborne-pathogens", minutes = 6 * 60 } } });
        await Offer(new { kind = "Exam", examCode = "NCPRSS", takenOn = "2025-11-20", passed = true, score = 82 });
        await Offer(new { kind = "SignedDocument", documentCode = "ncc-ap-code-of-ethics", documentVersion = "1", signedOn = "2026-01-10" });

        Task<JsonElement> Offer(object detail, Guid? documentId = null) =>
            guide.Post("evidence", new { detail, documentId }, applicant, 201, a => $"{Text(a, "kind")}, {a.GetProperty("claimedMinutes")} minutes claimed");
    }

    /// <summary>Days at a recovery house, as a spreadsheet would write them.</summary>
    private Task<JsonElement> ImportPractice(string applicant, int days, int minutes, string supervisor)
    {
        var csv = new StringBuilder("day,practiceMinutes,role,domains,modality,setting,population,compensation,supervisorName,supervisorEmail,startsAt,endsAt,topic\n");
        for (var day = 0; day < days; day++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{Day(new DateOnly(2025, 9, 1).AddDays(day * 5))},{minutes},PeerCoach,Emotional;Informational,Individual,Recovery house,,Volunteer,Sam Supervisor,{supervisor},,,\n");
        }

        return guide.Send(HttpMethod.Post, "evidence/practice/import", new StringContent(csv.ToString(), Encoding.UTF8, "text/csv"), 200, applicant, a => $"kept {a.GetProperty("kept").GetArrayLength()}, refused {a.GetProperty("refused").GetArrayLength()}");
    }

    private static List<Guid> Kept(JsonElement import) => [.. import.GetProperty("kept").EnumerateArray().Select(row => row.GetProperty("id").GetGuid())];

    private Task<JsonElement> Submit(string application, string applicant, int version) =>
        guide.Post($"applications/{application}/submission", null, applicant, 200, a => $"{Text(a, "state")}, received on {Text(a, "receivedOn")}, rules version {a.GetProperty("requirementSet")}", version);

    private async Task Stands(string number, DateOnly on, string standing)
    {
        var answer = await guide.Get($"verifications/{number}?on={Day(on)}", null, a => Text(a, "standing"));
        TourGuide.Expect(Text(answer, "standing") == standing, $"{number} reads as {standing} on {Day(on)}");
    }

    private async Task<string> SignIn(string email, string password) =>
        Text(await guide.Post("accounts/sign-in", new { email, password }, null, 200, _ => email), "accessToken");

    private Task MoveClock(DateOnly day)
    {
        _operator = null; // no token lives that long
        return guide.Put("sandbox/clock", new { nowUtc = day.ToDateTime(new TimeOnly(15, 0), DateTimeKind.Utc) }, null, 200, a => Text(a, "nowUtc"));
    }

    private async Task DeliverMail()
    {
        _operator ??= await SignIn("operator@example.test", DemoAccounts.Password);
        await guide.Post("jobs/DeliverOutbox/runs", new { }, _operator, 200, a => $"{a.GetProperty("count")} sent");
    }

    /// <summary>The tokens in the links of the messages to an address.</summary>
    private IEnumerable<string> TokensFor(string recipient) =>
        from file in Directory.EnumerateFiles(mailFolder, "*.eml").Order(StringComparer.Ordinal)
        let mail = File.ReadAllText(file)
        where mail.Contains(recipient, StringComparison.OrdinalIgnoreCase)
        let link = Token().Match(mail)
        where link.Success
        select Uri.UnescapeDataString(link.Groups[1].Value);

    private static ByteArrayContent Pdf() =>
        new(Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n")) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    /// <summary>The number with its last digit changed.</summary>
    private static string Mistyped(string number) => $"{number[..^3]}{(number[^3] == '9' ? '0' : (char)(number[^3] + 1))}{number[^2..]}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Progress in one line: what is open, with the first thing to do.</summary>
    private static string Open(JsonElement progress)
    {
        var open = progress.GetProperty("evaluation").GetProperty("root").GetProperty("of").EnumerateArray().Where(f => !f.GetProperty("isMet").GetBoolean()).ToList();
        return open.Count == 0 ? "nothing is missing" : $"missing: {string.Join(", ", open.Select(f => Text(f, "id")))}. {Text(open[0], "cure")}";
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    [GeneratedRegex(@"token=([A-Za-z0-9_\-%.]+)")]
    private static partial Regex Token();

    private static int Version(JsonElement element) => element.GetProperty("version").GetInt32();

    /// <summary>What an authenticator app shows for this key now, by RFC 6238: the clock of the world, not of the sandbox.</summary>
    private static string AppCode(string key)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Select(c => Convert.ToString(alphabet.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // the algorithm of the standard
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
