using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Verification;

/// <summary>Receipts are verified here with nothing but .NET's own cryptography; the registry signs and checks them with a JOSE library.</summary>
public abstract class ReceiptTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : ReceiptTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ReceiptTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_receipt_says_question_and_answer_and_is_verified_offline_with_the_published_key_alone()
    {
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 3, 15));
        var verified = await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}?on=2025-06-01&knownAt=2025-06-02T10:00:00Z", Token));

        var receipt = await Receipt(number, "?on=2025-06-01&knownAt=2025-06-02T10:00:00Z");
        var header = Part(receipt, 0);
        var payload = Part(receipt, 1);

        Assert.True(IsSignedBy(receipt, await KeySet()));
        Assert.Equal(["alg", "kid", "typ"], header.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        Assert.Equal("receipt+jwt", header.GetProperty("typ").GetString());
        Assert.Equal(["iss", "iat", "registry", "question", "answer"], payload.EnumerateObject().Select(p => p.Name));
        Assert.StartsWith("http://localhost:", payload.GetProperty("iss").GetString(), StringComparison.Ordinal);
        Assert.InRange(payload.GetProperty("iat").GetInt64(), 1772366400, 1772366460); // noon of 1 March 2026 and a minute
        Assert.Equal($$"""{"number":"{{number}}","on":"2025-06-01","knownAtUtc":"2025-06-02T10:00:00Z"}""", payload.GetProperty("question").GetRawText());
        Assert.Equal(Steady(verified), Steady(payload.GetProperty("answer")));
    }

    [Fact]
    public async Task Nothing_but_the_registrys_own_receipts_is_genuine()
    {
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 3, 15));
        var receipt = await Receipt(number);
        var parts = receipt.Split('.');
        var kid = Part(receipt, 0).GetProperty("kid").GetString()!;
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = (await KeySet()).GetProperty("keys").EnumerateArray().Single(k => k.GetProperty("kid").GetString() == kid);
        var tampered = Encode(Encoding.UTF8.GetString(Decode(parts[1])).Replace("Active", "Lapsed", StringComparison.Ordinal));

        Assert.True((await Checked(receipt)).GetProperty("isGenuine").GetBoolean());
        Assert.Equal("receipt.signature_wrong", await WhyNot($"{parts[0]}.{tampered}.{parts[2]}"));
        Assert.Equal("receipt.signature_wrong", await WhyNot(Signed(stranger, $$"""{"alg":"ES256","typ":"receipt+jwt","kid":"{{kid}}"}""", parts[1])));
        Assert.Equal("receipt.key_unknown", await WhyNot(Signed(stranger, """{"alg":"ES256","typ":"receipt+jwt","kid":"another"}""", parts[1])));
        Assert.Equal("receipt.key_unknown", await WhyNot(Signed(stranger, """{"alg":"ES256","typ":"receipt+jwt"}""", parts[1])));
        Assert.Equal("receipt.signature_wrong", await WhyNot($"{Encode($$"""{"alg":"none","typ":"receipt+jwt","kid":"{{kid}}"}""")}.{parts[1]}."));
        Assert.Equal("receipt.signature_wrong", await WhyNot(WithSharedSecret($$"""{"alg":"HS256","typ":"receipt+jwt","kid":"{{kid}}"}""", parts[1], own.GetProperty("x").GetString()!)));
        Assert.Equal("receipt.signature_wrong", await WhyNot($"{Encode($$"""{"alg":"ES256","typ":"JWT","kid":"{{kid}}"}""")}.{parts[1]}.{parts[2]}"));
        Assert.Equal("receipt.unreadable", await WhyNot("no receipt at all"));
        await Refused(await Check(""), "request.invalid");
    }

    [Fact]
    public async Task A_check_tells_whether_the_answer_given_then_was_corrected_since()
    {
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 3, 15));
        var receipt = await Receipt(number, "?on=2026-02-15");
        var before = await Receipt(number, "?on=2026-01-15");
        var same = await Checked(receipt);
        Assert.False(same.GetProperty("isCorrected").GetBoolean());
        Assert.Empty(same.GetProperty("corrected").EnumerateArray());

        Api.TheDayIs(new DateOnly(2026, 3, 10));
        var officer = await Api.SignedInAs(Role.Officer, "ncc-ap");
        await Answered(await officer.Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "A complaint." }));

        var corrected = await Checked(receipt);
        Assert.True(corrected.GetProperty("isGenuine").GetBoolean());
        Assert.True(corrected.GetProperty("isCorrected").GetBoolean());
        Assert.Equal(["standing"], corrected.GetProperty("corrected").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("Suspended", corrected.GetProperty("answerNow").GetProperty("standing").GetString());
        Assert.Equal("2026-02-15", corrected.GetProperty("question").GetProperty("on").GetString());
        Assert.False((await Checked(before)).GetProperty("isCorrected").GetBoolean()); // the act does not reach that day
    }

    [Fact]
    public async Task What_was_assessed_is_taken_as_a_receipt_and_checked_and_its_holder_is_told_of_corrections_too()
    {
        var number = await Api.ACredentialWithScope("NY");
        var holder = await Api.SignedInAs(Role.Applicant);
        var asked = new { number, state = "ny", serviceDate = "2026-02-15", purpose = "h0038" };
        var taken = await Answered(await holder.PostAsJsonAsync("/api/v1/verifications/assess/receipt", asked, Token));
        var receipt = taken.GetProperty("receipt").GetString()!;

        Assert.True(IsSignedBy(receipt, await KeySet()));
        var said = Part(receipt, 1);
        Assert.Equal(
            (number, "2026-02-15", "NY", "H0038", "Yes"),
            (said.GetProperty("question").GetProperty("number").GetString(), said.GetProperty("question").GetProperty("on").GetString(), said.GetProperty("question").GetProperty("state").GetString(), said.GetProperty("question").GetProperty("purpose").GetString(), said.GetProperty("answer").GetProperty("says").GetString()));
        var same = await Checked(receipt);
        Assert.Equal((false, "Yes"), (same.GetProperty("isCorrected").GetBoolean(), same.GetProperty("assessedNow").GetProperty("says").GetString()));

        Api.TheDayIs(new DateOnly(2026, 3, 10));
        var board = await Api.Stored(db => db.Credentials.Where(c => c.Number == number).Select(c => c.Board.Code).SingleAsync(Token));
        await Answered(await (await Api.SignedInAs(Role.Officer, board)).Act(Api, number, "acts/suspend", new { effectiveOn = "2026-02-01", reason = "A complaint." }));

        var corrected = await Checked(receipt);
        Assert.Equal(["says", "reasons"], corrected.GetProperty("corrected").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("No", corrected.GetProperty("assessedNow").GetProperty("says").GetString());
        await Answered(await (await Api.SignedInAs(Role.Operator)).PostAsJsonAsync("/api/v1/jobs/TellCorrections/runs", new { }, Token));
        Assert.Equal(1, await Api.Stored(db => db.ReceiptCorrections.CountAsync(c => c.Receipt.Number == number, Token)));
        await Refused(await holder.PostAsJsonAsync("/api/v1/verifications/assess/receipt", asked with { state = "New York" }, Token), "request.invalid");
        await Refused(await holder.PostAsJsonAsync("/api/v1/verifications/assess/receipt", asked with { number = "NCPRSS-0000042-J" }, Token), "credential.not_found");
    }

    [Fact]
    public async Task A_restriction_that_reaches_back_corrects_an_answer_too()
    {
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 3, 15));
        var receipt = await Receipt(number, "?on=2026-02-15");

        await Api.ARestriction(number, "Works under supervision.", new(2026, 1, 1), recordedAtUtc: new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc));
        Api.TheDayIs(new DateOnly(2026, 3, 2));

        Assert.Equal(["restrictions"], (await Checked(receipt)).GetProperty("corrected").EnumerateArray().Select(c => c.GetString()));
    }

    [Fact]
    public async Task A_new_key_signs_what_follows_and_receipts_of_the_old_one_stay_good()
    {
        var number = await Api.ACredential("NCPRSS", new DateOnly(2025, 3, 15));
        var old = await Receipt(number);
        var oldKeys = await KeySet();

        Api.TheDayIs(new DateOnly(2026, 3, 2));
        var rotated = await Answered(await (await Api.SignedInAs(Role.Operator)).PostAsync("/api/v1/receipts/keys", null, Token), 201);

        var fresh = await Receipt(number);
        Assert.Equal(rotated.GetProperty("keyId").GetString(), Part(fresh, 0).GetProperty("kid").GetString());
        Assert.NotEqual(Part(old, 0).GetProperty("kid").GetString(), Part(fresh, 0).GetProperty("kid").GetString());
        Assert.Equal(oldKeys.GetProperty("keys").GetArrayLength() + 1, (await KeySet()).GetProperty("keys").GetArrayLength());
        Assert.True(IsSignedBy(old, await KeySet()));
        Assert.True(IsSignedBy(fresh, await KeySet()));
        Assert.False(IsSignedBy(fresh, oldKeys));
        Assert.True((await Checked(old)).GetProperty("isGenuine").GetBoolean());
        Assert.Single(await Api.Stored(db => db.ReceiptKeys.Where(k => k.PrivateProtected != null).ToListAsync(Token)));
    }

    [Fact]
    public async Task The_key_set_holds_public_keys_only_and_may_be_kept_for_minutes()
    {
        var answer = await Api.CreateClient().GetAsync("/.well-known/jwks.json", Token);

        Assert.Equal(TimeSpan.FromMinutes(5), answer.Headers.CacheControl?.MaxAge);
        Assert.All((await Answered(answer)).GetProperty("keys").EnumerateArray(), key => Assert.Equal(["kty", "crv", "use", "alg", "kid", "x", "y"], key.EnumerateObject().Select(p => p.Name)));
        Assert.All(
            await Api.Stored(db => db.ReceiptKeys.Where(k => k.PrivateProtected != null).ToListAsync(Token)),
            key => Assert.ThrowsAny<CryptographicException>(() => ImportedPrivateKey(key.PrivateProtected!)));
    }

    [Theory]
    [InlineData("NCPRSS", "credential.number_malformed")]
    [InlineData("NCPRSS-1234567-A", null)]
    public async Task What_cannot_be_verified_gets_no_receipt(string number, string? code)
    {
        var answer = await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}/receipt", Token);

        Assert.False(answer.IsSuccessStatusCode);
        if (code is not null)
        {
            await Refused(answer, code);
        }
    }

    private async Task<string> Receipt(string number, string query = "") =>
        (await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}/receipt{query}", Token))).GetProperty("receipt").GetString()!;

    private Task<HttpResponseMessage> Check(string receipt) => Api.CreateClient().PostAsJsonAsync("/api/v1/receipts/check", new { receipt }, Token);

    private async Task<JsonElement> Checked(string receipt) => await Answered(await Check(receipt));

    private async Task<string?> WhyNot(string receipt)
    {
        var answer = await Checked(receipt);
        Assert.False(answer.GetProperty("isGenuine").GetBoolean());
        Assert.All(["keyId", "question", "isCorrected", "answerNow"], name => Assert.Equal(JsonValueKind.Null, answer.GetProperty(name).ValueKind));
        return answer.GetProperty("why").GetString();
    }

    private async Task<JsonElement> KeySet() => await Answered(await Api.CreateClient().GetAsync("/.well-known/jwks.json", Token));

    private static bool IsSignedBy(string receipt, JsonElement keySet)
    {
        var kid = Part(receipt, 0).GetProperty("kid").GetString();
        if (keySet.GetProperty("keys").EnumerateArray().FirstOrDefault(k => k.GetProperty("kid").GetString() == kid) is not { ValueKind: JsonValueKind.Object } key)
        {
            return false;
        }

        using var pair = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Decode(key.GetProperty("x").GetString()!), Y = Decode(key.GetProperty("y").GetString()!) } });
        var signed = receipt.LastIndexOf('.');
        return pair.VerifyData(Encoding.ASCII.GetBytes(receipt[..signed]), Decode(receipt[(signed + 1)..]), HashAlgorithmName.SHA256);
    }

    private static string Signed(ECDsa key, string header, string payload)
    {
        var text = $"{Encode(header)}.{payload}";
        return $"{text}.{System.Buffers.Text.Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    private static string WithSharedSecret(string header, string payload, string secret)
    {
        var text = $"{Encode(header)}.{payload}";
        return $"{text}.{System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes(text)))}";
    }

    private static void ImportedPrivateKey(string stored)
    {
        using var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(Convert.FromBase64String(stored), out _);
    }

    private static JsonElement Part(string receipt, int part) => JsonDocument.Parse(Decode(receipt.Split('.')[part])).RootElement.Clone();

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>An answer without the instant at which it was given.</summary>
    private static string Steady(JsonElement answer)
    {
        var copy = JsonNode.Parse(answer.GetRawText())!.AsObject();
        copy.Remove("answeredAtUtc");
        return copy.ToJsonString();
    }
}
