using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Tests.Credentials;

namespace PeerCertification.Api.Tests.Features.Verification;

/// <summary>
/// Histories grown by chance are stored and asked about over HTTP, one by one and as a roster. From the database to the answer, the registry says what the
/// oracle says, which was never near a database.
/// </summary>
public abstract class VerificationOracleTests(RegistryApi api) : RegistryTest(api)
{
    private const int Histories = 300, Rosters = 12;

    private const string AsAwarded = "As awarded", NotKnownThen = "credential.not_known_then", Restricted = "<Condition";

    public sealed class OnSqlite(SqliteRegistry api) : VerificationOracleTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : VerificationOracleTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Stored_histories_stand_as_the_oracle_says_on_any_day_as_known_at_any_instant_alone_and_in_a_roster()
    {
        var chance = new Random(26);
        var grown = await Stored(chance);
        List<string> seen = [];
        var (anybody, signedIn) = (Api.CreateClient(), await Api.SignedInAs(Role.Applicant));

        foreach (var one in grown)
        {
            var (day, knownAt) = AQuestion([one], chance);
            var answer = await (await anybody.GetAsync($"/api/v1/verifications/{one.Number}{Query(day, knownAt)}", Token)).Content.ReadFromJsonAsync<JsonElement>(Token);
            seen.Add(Agreed(one, day, knownAt, answer.TryGetProperty("code", out var code) ? code.GetString()! : Said(answer)));
        }

        for (var i = 0; i < Rosters; i++)
        {
            var (day, knownAt) = AQuestion(grown, chance);
            var answer = await signedIn.PostAsJsonAsync($"/api/v1/rosters/verify{Query(day, knownAt)}", new { numbers = grown.Select(g => g.Number) }, Token);
            var rows = (await answer.Content.ReadAsStringAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(grown.Count, rows.Length);
            seen.AddRange(grown.Zip(rows.Select(row => JsonElement.Parse(row)), (one, row) => Agreed(one, day, knownAt, row.GetProperty("code").GetString() ?? Said(row.GetProperty("answer")))));
        }

        // Chance must have come by everything that there is to say, more than now and then.
        Assert.All([.. Enum.GetNames<Standing>(), NotKnownThen], what => Assert.True(seen.Count(s => s.Split(' ')[0] == what) > 20, $"{what} was hardly met."));
        Assert.True(seen.Count(s => s.Contains(Restricted, StringComparison.Ordinal)) > 100, "A restriction was hardly met.");
        Assert.True(grown.SelectMany(g => g.Acts).Count(a => a.Kind == CredentialActKind.Vacate) > 100, "Hardly anything was taken back.");
    }

    /// <summary>A credential as it was recorded, and the restrictions on it that its board makes public.</summary>
    private sealed record Grown(string Number, IReadOnlyList<CredentialAct> Acts, IReadOnlyList<RestrictionSpan> Public);

    private async Task<List<Grown>> Stored(Random chance)
    {
        var known = await Api.ACredential("NCPRSS", new(2025, 6, 1));
        return await Api.Stored(async db =>
        {
            var like = await db.Credentials.SingleAsync(c => c.Number == known, Token);
            var numbers = Enumerable.Range(6_000_000, 2 * Histories).Select(serial => CredentialNumber.Compose("NCPRSS", serial)).OfType<string>().Take(Histories).ToList();
            var grown = numbers.ConvertAll(number => Store(db, like, number, chance));
            await db.SaveChangesAsync(Token);
            return grown;
        });
    }

    private static Grown Store(RegistryContext db, Credential like, string number, Random chance)
    {
        var (id, acts) = (Guid.CreateVersion7(), GrownHistories.Grow(chance));
        db.Credentials.Add(new Credential
        {
            Id = id,
            Number = number,
            ApplicantId = like.ApplicantId,
            BoardId = like.BoardId,
            CredentialTypeId = like.CredentialTypeId,
            NameAsPrinted = AsAwarded,
            Acts = [.. acts.Select(act => CredentialActRow.Of(id, act, "By chance.", recordedByAccountId: null))],
            Periods = [.. acts.Where(act => act.Opens is not null).Select(act => CredentialPeriod.Of(Guid.CreateVersion7(), id, act))],
            Version = acts.Count,
        });
        List<RestrictionSpan> isPublic = [];
        foreach (var term in Enumerable.Range(0, chance.Next(4)).Select(_ => ATerm(acts, chance)))
        {
            var isTold = chance.Next(4) > 0;
            db.Restrictions.Add(new Restriction
            {
                Id = Guid.CreateVersion7(),
                CredentialId = id,
                Text = isTold ? $"Condition {isPublic.Count}" : "Nobody's business",
                IsPublic = isTold,
                FromOn = term.FromOn,
                UntilOn = term.UntilOn,
                RecordedAtUtc = term.RecordedAtUtc,
                EndedOn = term.EndedOn,
                EndRecordedAtUtc = term.EndRecordedAtUtc,
            });
            isPublic.AddRange(isTold ? [term] : []);
        }

        return new Grown(number, acts, isPublic);
    }

    /// <summary>With or without a last day, ended before it or not, or taken back as a whole, and known before some acts and after others.</summary>
    private static RestrictionSpan ATerm(List<CredentialAct> acts, Random chance)
    {
        var from = acts[0].EffectiveOn.AddDays(chance.Next(0, 800));
        var until = chance.Next(2) == 0 ? from.AddDays(chance.Next(0, 400)) : (DateOnly?)null;
        var recorded = acts[chance.Next(acts.Count)].RecordedAtUtc.AddMinutes(chance.Next(-20, 60));
        return chance.Next(2) == 0
            ? new RestrictionSpan(from, until, recorded)
            : new RestrictionSpan(from, until, recorded, from.AddDays(chance.Next(-1, until is { } last ? last.DayNumber - from.DayNumber + 1 : 400)), recorded.AddMinutes(chance.Next(0, 300)));
    }

    /// <summary>A day on which something may be otherwise than before, and an instant from which on something was known, or now.</summary>
    private static (DateOnly Day, DateTime? KnownAt) AQuestion(IReadOnlyList<Grown> about, Random chance)
    {
        var (one, other) = (about[chance.Next(about.Count)], about[chance.Next(about.Count)]);
        var days = GrownHistories.Days(one.Acts).Concat(one.Public.SelectMany(r => new[] { r.FromOn, r.UntilOn, r.EndedOn }).OfType<DateOnly>().SelectMany(d => new[] { d, d.AddDays(1) })).ToList();
        var instants = GrownHistories.Instants([.. other.Acts]).Concat(other.Public.SelectMany(r => new[] { r.RecordedAtUtc, r.EndRecordedAtUtc }).OfType<DateTime>().SelectMany(i => new[] { i.AddTicks(-1), i })).ToList();
        var knownAt = instants[chance.Next(instants.Count)];
        return (days[chance.Next(days.Count)], knownAt == DateTime.MaxValue || chance.Next(4) == 0 ? null : knownAt);
    }

    private static string Query(DateOnly day, DateTime? knownAt) => string.Create(CultureInfo.InvariantCulture, $"?on={day:yyyy-MM-dd}{(knownAt is { } at ? $"&knownAt={at:yyyy-MM-ddTHH:mm:ss.fffffffZ}" : "")}");

    private static string Agreed(Grown one, DateOnly day, DateTime? knownAt, string said)
    {
        var oracle = OfOracle(one, day, knownAt ?? DateTime.MaxValue);
        Assert.True(oracle == said, $"{one.Number}, {day:O} as known at {knownAt:O}:\n{said}\nand the oracle says\n{oracle}\n{string.Join('\n', one.Acts)}\n{string.Join('\n', one.Public)}");
        return said;
    }

    private static string OfOracle(Grown one, DateOnly day, DateTime knownAt)
    {
        if (new StandingOracle(one.Acts).Say(day, knownAt, AsAwarded) is not { } said)
        {
            return NotKnownThen;
        }

        var changed = one.Public.SelectMany(r => new[] { r.RecordedAtUtc, r.EndRecordedAtUtc }).OfType<DateTime>().Where(at => at <= knownAt).Append(said.ChangedAtUtc).Max();
        var restricted = StandingOracle.Restricted(one.Public, day, knownAt).Select(r => $"<Condition {r.Which} {r.FromOn:O} {r.UntilOn:O}>");
        return $"{said.Standing} {said.Until:O} issued {said.IssuedOn:O} period {said.Period.StartsOn:O} {said.Period.EndsOn:O} {said.Period.GraceEndsOn:O} changed {changed:O} {said.Name} [{said.Endorsed}] {string.Concat(restricted)}";
    }

    private static string Said(JsonElement answer)
    {
        var period = answer.GetProperty("period");
        var endorsed = answer.GetProperty("endorsements").EnumerateArray().Select(e => e.GetProperty("isPrimary").GetBoolean() ? $"{e.GetProperty("code")} first" : $"{e.GetProperty("code")}").Order(StringComparer.Ordinal);
        var restricted = answer.GetProperty("restrictions").EnumerateArray().Select(r => $"<{r.GetProperty("text")} {r.GetProperty("fromOn")} {r.GetProperty("untilOn")}>").Order(StringComparer.Ordinal);
        return $"{answer.GetProperty("standing")} {answer.GetProperty("standingUntilOn")} issued {answer.GetProperty("firstIssuedOn")} period {period.GetProperty("startsOn")} {period.GetProperty("endsOn")} {period.GetProperty("graceEndsOn")} changed {answer.GetProperty("lastChangedAtUtc").GetDateTime():O} {answer.GetProperty("nameAsPrinted")} [{string.Join(' ', endorsed)}] {string.Concat(restricted)}";
    }
}
