using System.Buffers;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Verification;

/// <summary>One question about a credential, and what was answered.</summary>
/// <param name="Said">A standing, what an assessment came to, or the code of a refusal.</param>
public sealed record LookedUp(string Number, DateOnly? On, DateTime KnownAtUtc, string Said)
{
    internal static LookedUp Of(VerificationAnswer answer) => new(answer.Number, answer.On, answer.KnownAtUtc, answer.Standing.ToString());

    internal static LookedUp Of(AssessmentAnswer answer) => new(answer.Number, answer.ServiceDate, answer.AnsweredAtUtc, answer.Says.ToString());
}

/// <summary>What somebody asks, as it was asked: of which number, and, where it was said, for which day and as known at which instant.</summary>
public readonly record struct Question(string Number, DateOnly? On = null, DateTime? KnownAtUtc = null);

/// <summary>
/// Writes down who asked about whom, before the answer is given. Only those whom the registry knows are written down; others are counted, by a
/// metric and no more: neither a number nor an address is kept of them, and nothing here runs for them.
/// </summary>
internal sealed class LookupLog(RegistryContext db, WriteGate gate, RosterTurns turns, UnknownNumbers unknown, OrganisationAccess organisations, Caller caller, TimeProvider clock)
{
    internal const string MeterName = "PeerCertification.Verification";

    private const int LongestPurpose = 100;

    private const int Chunk = 1000;

    /// <summary>Forty thousand lookups at most: a part of a second.</summary>
    private const int BundlesAtOnce = 40;

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Anonymous = Meter.CreateCounter<long>("verifications.anonymous", description: "Verifications by somebody without an account or a key.");

    /// <summary>Gives an answer. Where somebody known asked, it is written down first.</summary>
    internal static Task<IResult> Give<T>(HttpContext http, Outcome<T> answered, LookupWay way, Question question, string? purpose, Func<T, IReadOnlyList<LookedUp>> asked, CancellationToken cancellationToken, Func<T, IResult>? shown = null, Func<T, (string Receipt, VerificationAnswer Answer)>? taken = null) where T : notnull
    {
        if (http.User.Identity is { IsAuthenticated: true })
        {
            return http.RequestServices.GetRequiredService<LookupLog>().Give(answered, way, question, purpose, asked, shown ?? Results.Ok, taken, cancellationToken);
        }

        Anonymous.Add(1);
        return Task.FromResult(answered.ToHttp(shown ?? Results.Ok));
    }

    /// <summary>The same for a page, which shows the answer in its own way. Where somebody known asked, it is written down first.</summary>
    /// <returns>Null, or why it is not answered.</returns>
    internal static Task<Refusal?> Note<T>(HttpContext http, Outcome<T> answered, LookupWay way, Question question, Func<T, IReadOnlyList<LookedUp>> asked, CancellationToken cancellationToken) where T : notnull
    {
        if (http.User.Identity is { IsAuthenticated: true })
        {
            return http.RequestServices.GetRequiredService<LookupLog>().Note(answered, way, question, null, asked, null, cancellationToken);
        }

        Anonymous.Add(1);
        return Task.FromResult<Refusal?>(null);
    }

    /// <summary>For whom it is asked, or why it is not answered: the organisation of the header is not the caller's, or the purpose cannot be kept.</summary>
    /// <param name="named">The organisation that the address names, where it names one.</param>
    internal async Task<Outcome<Asker>> Asks(string? purpose, CancellationToken cancellationToken, Guid? named = null)
    {
        if (Refuse(purpose) is { } notKept)
        {
            return notKept;
        }

        var acting = await organisations.Acting(named, cancellationToken);
        if (acting.Refusal is { } refusal)
        {
            return refusal;
        }

        var asker = By(acting.Value == Guid.Empty ? null : acting.Value, purpose);
        return unknown.Refuse(asker.OrganisationId, asker.AccountId) is { } tooMany ? tooMany : asker;
    }

    /// <summary>The same where the address names the organisation, which the slice looks at.</summary>
    internal Outcome<Asker> AsksFor(Guid organisationId, string? purpose) => Refuse(purpose) is { } refusal ? refusal : By(organisationId, purpose);

    /// <summary>Who asks, for whom and what for.</summary>
    internal sealed record Asker(Guid? OrganisationId, Guid? AccountId, Guid? KeyId, string? Purpose);

    /// <summary>Writes questions down, in a transaction of their own, and holds none of them afterwards.</summary>
    /// <param name="taken">The receipt that was taken with it, or null.</param>
    internal async Task Note(Asker asker, LookupWay way, IEnumerable<LookedUp> asked, HeldReceipt? taken, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        db.Lookups.AddRange(asked.Select(a => new Lookup
        {
            OrganisationId = asker.OrganisationId,
            AccountId = asker.AccountId,
            KeyId = asker.KeyId,
            Way = way,
            AtUtc = now,
            Number = a.Number,
            On = a.On,
            KnownAtUtc = a.KnownAtUtc,
            Purpose = asker.Purpose,
            Said = a.Said,
        }));
        if (taken is not null)
        {
            db.HeldReceipts.Add(taken);
        }

        using (await gate.EnterAsync(cancellationToken))
        {
            await db.SaveChangesAsync(cancellationToken);
        }

        db.ChangeTracker.Clear();
    }

    /// <summary>Writes many questions down as one bundle, in the transaction of whoever calls, and holds none of it afterwards: row by row, this would take longer than all else that a roster takes.</summary>
    internal async Task WriteMany(Asker asker, LookupWay way, IReadOnlyList<LookedUp> asked, CancellationToken cancellationToken)
    {
        if (asked.Count == 0)
        {
            return;
        }

        db.LookupBundles.Add(new LookupBundle
        {
            OrganisationId = asker.OrganisationId,
            AccountId = asker.AccountId,
            KeyId = asker.KeyId,
            Way = way,
            AtUtc = clock.UtcNow(),
            Purpose = asker.Purpose,
            Asked = Bundled(asked),
        });
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    /// <summary>
    /// Day and instant of the first, as <c>on</c> and <c>at</c>; then each as its number and what was said, and with day and instant of its own only where these
    /// are others: most of a roster is asked of one day, and what is written is read and written again.
    /// </summary>
    private static byte[] Bundled(IReadOnlyList<LookedUp> asked)
    {
        var (on, at) = (asked[0].On, asked[0].KnownAtUtc);
        var bundled = new ArrayBufferWriter<byte>(32 * asked.Count);
        using var writer = new Utf8JsonWriter(bundled);
        writer.WriteStartObject();
        writer.WriteString("on", Day(on));
        writer.WriteString("at", Instant(at));
        writer.WriteStartArray("asked");
        foreach (var one in asked)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(one.Number);
            writer.WriteStringValue(one.Said);
            if ((one.On, one.KnownAtUtc) != (on, at))
            {
                writer.WriteStringValue(Day(one.On));
                writer.WriteStringValue(Instant(one.KnownAtUtc));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return bundled.WrittenSpan.ToArray();

        static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        static string Instant(DateTime instant) => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
    }

    /// <summary>Some of the lookups, the latest first, after one of them; what rosters asked until now is among them.</summary>
    internal async Task<IQueryable<Lookup>> LatestFirst(Func<IQueryable<Lookup>, IQueryable<Lookup>> of, long? after, CancellationToken cancellationToken)
    {
        await SortIn(cancellationToken);
        var some = of(db.Lookups);
        if (after is not null)
        {
            var until = await some.Where(l => l.Id == after).Select(l => (DateTime?)l.AtUtc).SingleOrDefaultAsync(cancellationToken);
            some = some.Where(l => l.AtUtc < until || (l.AtUtc == until && l.Id < after));
        }

        return some.OrderByDescending(l => l.AtUtc).ThenByDescending(l => l.Id);
    }

    /// <summary>Sorts the bundles that are there in among the lookups, the oldest first and some in a transaction, so that nobody waits long to write.</summary>
    /// <returns>How many lookups there are more.</returns>
    internal async Task<int> SortIn(CancellationToken cancellationToken)
    {
        var last = await db.LookupBundles.MaxAsync(b => (long?)b.Id, cancellationToken);
        var sorted = 0;
        for (var some = last is null ? 0 : 1; some > 0; sorted += some)
        {
            using var turn = await gate.EnterAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            some = await db.WithRoomToSweep(() => SortSomeIn(last!.Value, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
        }

        return sorted;
    }

    private async Task<int> SortSomeIn(long last, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql())
        {
            return await db.Database.ExecuteSqlAsync($"""
                WITH "Taken" AS (DELETE FROM "LookupBundles" WHERE "Id" IN (SELECT "Id" FROM "LookupBundles" WHERE "Id" <= {last} ORDER BY "Id" LIMIT {BundlesAtOnce} FOR UPDATE) RETURNING *)
                INSERT INTO "Lookups" ("OrganisationId", "AccountId", "KeyId", "Way", "AtUtc", "Purpose", "Number", "On", "KnownAtUtc", "Said")
                SELECT b."OrganisationId", b."AccountId", b."KeyId", b."Way", b."AtUtc", b."Purpose", r ->> 0,
                       (CASE WHEN jsonb_array_length(r) = 4 THEN r ->> 2 ELSE b.bundle ->> 'on' END)::date,
                       ((CASE WHEN jsonb_array_length(r) = 4 THEN r ->> 3 ELSE b.bundle ->> 'at' END) || 'Z')::timestamptz, r ->> 1
                FROM (SELECT *, convert_from("Asked", 'UTF8')::jsonb AS bundle FROM "Taken") b CROSS JOIN jsonb_array_elements(b.bundle -> 'asked') WITH ORDINALITY AS given(r, place)
                ORDER BY b."Id", place
                """, cancellationToken);
        }

        var until = await db.LookupBundles.Where(b => b.Id <= last).OrderBy(b => b.Id).Take(BundlesAtOnce).MaxAsync(b => (long?)b.Id, cancellationToken) ?? 0;
        var sorted = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "Lookups" ("OrganisationId", "AccountId", "KeyId", "Way", "AtUtc", "Purpose", "Number", "On", "KnownAtUtc", "Said")
            SELECT b."OrganisationId", b."AccountId", b."KeyId", b."Way", b."AtUtc", b."Purpose", r.value ->> 0,
                   CASE WHEN json_array_length(r.value) = 4 THEN r.value ->> 2 ELSE b.day END, CASE WHEN json_array_length(r.value) = 4 THEN r.value ->> 3 ELSE b.instant END, r.value ->> 1
            FROM (SELECT *, CAST("Asked" AS TEXT) AS bundle, CAST("Asked" AS TEXT) ->> 'on' AS day, CAST("Asked" AS TEXT) ->> 'at' AS instant FROM "LookupBundles" WHERE "Id" <= {until} LIMIT {BundlesAtOnce}) b
            CROSS JOIN json_each(b.bundle, '$.asked') r
            ORDER BY b."Id", r.key
            """, cancellationToken);
        await db.LookupBundles.Where(b => b.Id <= until).ExecuteDeleteAsync(cancellationToken);
        return sorted;
    }

    /// <summary>Writes each of many down before it is passed on, some at a time.</summary>
    /// <param name="asked">What was asked in a row, or null where it was no number.</param>
    internal async IAsyncEnumerable<T> Noted<T>(Asker asker, IAsyncEnumerable<T> rows, Func<T, LookedUp?> asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var chunks = rows.Chunk(Chunk).GetAsyncEnumerator(cancellationToken);
        while (await Next(asker, chunks, asked, cancellationToken))
        {
            foreach (var row in chunks.Current)
            {
                yield return row;
            }
        }
    }

    private async Task<bool> Next<T>(Asker asker, IAsyncEnumerator<T[]> chunks, Func<T, LookedUp?> asked, CancellationToken cancellationToken)
    {
        using var turn = await turns.EnterAsync(cancellationToken);
        if (!await chunks.MoveNextAsync())
        {
            return false;
        }

        List<LookedUp> some = [.. chunks.Current.Select(asked).OfType<LookedUp>()];
        using (await gate.EnterAsync(cancellationToken))
        {
            await WriteMany(asker, LookupWay.Roster, some, cancellationToken);
        }

        unknown.Note(asker.OrganisationId, asker.AccountId, some.Select(a => a.Said));

        return true;
    }

    /// <summary>What was asked in a row of a roster; null where nothing is kept of it.</summary>
    internal LookedUp? Asked(AnsweredRow row, string number, DateOnly? on, DateTime? knownAtUtc) =>
        row.Answer is { } answer ? LookedUp.Of(answer) : Unanswered(number, on, knownAtUtc, row.Code!);

    /// <summary>What was asked where nothing was found; null where it was no number, of which nothing is kept, or no question that could be answered.</summary>
    private LookedUp? Unanswered(string number, DateOnly? on, DateTime? knownAtUtc, string code) =>
        code is "credential.not_found" or "credential.not_known_then" && CredentialNumber.Read(number) is { Refusal: null } read
            ? new LookedUp(read.Value, on, knownAtUtc ?? clock.UtcNow(), code)
            : null;

    private async Task<IResult> Give<T>(Outcome<T> answered, LookupWay way, Question question, string? purpose, Func<T, IReadOnlyList<LookedUp>> asked, Func<T, IResult> shown, Func<T, (string Receipt, VerificationAnswer Answer)>? taken, CancellationToken cancellationToken) where T : notnull =>
        await Note(answered, way, question, purpose, asked, taken, cancellationToken) is { } refusal ? ProblemCatalog.ToResult(refusal) : answered.ToHttp(shown);

    private async Task<Refusal?> Note<T>(Outcome<T> answered, LookupWay way, Question question, string? purpose, Func<T, IReadOnlyList<LookedUp>> asked, Func<T, (string Receipt, VerificationAnswer Answer)>? taken, CancellationToken cancellationToken) where T : notnull
    {
        var asker = await Asks(purpose, cancellationToken);
        if (asker.Refusal is { } refusal)
        {
            return refusal;
        }

        var said = answered.Refusal is { } not ? (Unanswered(question.Number, question.On, question.KnownAtUtc, not.Code) is { } unanswered ? [unanswered] : []) : asked(answered.Value);
        if (said.Count > 0)
        {
            unknown.Note(asker.Value.OrganisationId, asker.Value.AccountId, said.Select(a => a.Said));
            await Note(asker.Value, way, said, answered.Refusal is null && taken is not null ? Held(asker.Value, taken(answered.Value)) : null, cancellationToken);
        }

        return null;
    }

    private static Refusal? Refuse(string? purpose) => purpose is null || (purpose.Length <= LongestPurpose && !purpose.Any(char.IsControl))
        ? null
        : new Refusal("request.invalid", "The request has fields that cannot be accepted.", new Dictionary<string, string[]> { ["purpose"] = [$"A purpose is one line of {LongestPurpose} characters at most."] });

    private Asker By(Guid? organisationId, string? purpose) => new(organisationId, caller.AccountId, caller.Key?.Id, string.IsNullOrWhiteSpace(purpose) ? null : purpose.Trim());

    private static HeldReceipt Held(Asker asker, (string Receipt, VerificationAnswer Answer) taken) => new()
    {
        OrganisationId = asker.OrganisationId,
        AccountId = asker.AccountId,
        Sha256 = LinkToken.HashOf(taken.Receipt),
        Number = taken.Answer.Number,
        On = taken.Answer.On,
        KnownAtUtc = taken.Answer.KnownAtUtc,
        Answer = JsonSerializer.Serialize(taken.Answer, RegistryJson.Options),
        IssuedAtUtc = taken.Answer.AnsweredAtUtc,
        LookFromUtc = taken.Answer.AnsweredAtUtc - VerificationReceipt.OnItsWay,
    };
}
