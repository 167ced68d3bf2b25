using System.Net;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Features.Expiry;

public abstract class FlagExpiringCredentialsTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    private static readonly DateTime Recorded = new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);

    public sealed class OnSqlite(SqliteRegistry api) : FlagExpiringCredentialsTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : FlagExpiringCredentialsTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Every_lead_time_reached_is_flagged_and_the_holder_is_told_of_the_nearest()
    {
        var board = await Api.ABoard();
        var number = await Api.ACredentialEnding(board, Today.AddDays(50));

        await Api.HasSwept();

        Assert.Equal([new Flag(number, 90, Today), new Flag(number, 60, Today)], await Api.Flags(board));
        Assert.Equal([new Notice(number, 60)], await Api.Notices(board));
    }

    [Theory]
    [InlineData(-1, 0, "it has ended")]
    [InlineData(0, 4, "its last day")]
    [InlineData(7, 4, "seven days left")]
    [InlineData(8, 3, "eight days left")]
    [InlineData(90, 1, "ninety days left")]
    [InlineData(91, 0, "one day too early")]
    public async Task A_lead_time_is_reached_on_its_day_and_not_before(int daysLeft, int flags, string why)
    {
        var board = await Api.ABoard();
        await Api.ACredentialEnding(board, Today.AddDays(daysLeft));

        await Api.HasSwept();

        Assert.True(flags == (await Api.Flags(board)).Count, why);
    }

    [Fact]
    public async Task Eight_runs_at_once_and_one_more_flag_and_tell_once()
    {
        var board = await Api.ABoard();
        var number = await Api.ACredentialEnding(board, Today.AddDays(30));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Api.AsksForARun("FlagExpiringCredentials")));
        await Api.HasSwept();

        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, a.StatusCode.ToString()));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal([new Flag(number, 90, Today), new Flag(number, 60, Today), new Flag(number, 30, Today)], await Api.Flags(board));
        Assert.Equal([new Notice(number, 30)], await Api.Notices(board));
    }

    [Fact]
    public async Task As_its_end_comes_nearer_each_lead_time_is_flagged_and_told_on_its_day()
    {
        var board = await Api.ABoard();
        var endsOn = new DateOnly(2028, 2, 29);
        var number = await Api.ACredentialEnding(board, endsOn);

        foreach (var day in new[] { 91, 90, 89, 60, 59, 30, 7, 6, 0, -1 }.Select(left => endsOn.AddDays(-left)))
        {
            Api.TheDayIs(day);
            await Api.HasSwept();
        }

        Assert.Equal([new(number, 90, new(2027, 12, 1)), new(number, 60, new(2027, 12, 31)), new(number, 30, new(2028, 1, 30)), new(number, 7, new(2028, 2, 22))], await Api.Flags(board));
        Assert.Equal([new(number, 90), new(number, 60), new(number, 30), new(number, 7)], await Api.Notices(board));
    }

    [Fact]
    public async Task A_past_day_is_flagged_as_of_that_day_and_nobody_is_told_that_what_has_ended_will_end()
    {
        var board = await Api.ABoard(leadDays: 30);
        var ended = await Api.ACredentialEnding(board, Today.AddDays(-5));
        var ending = await Api.ACredentialEnding(board, Today.AddDays(10));

        await Api.HasSwept(Today.AddDays(-15));

        Assert.Equal([new Flag(ended, 30, Today.AddDays(-15)), new Flag(ending, 30, Today.AddDays(-15))], await Api.Flags(board));
        Assert.Equal([new Notice(ending, 30)], await Api.Notices(board));
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-01T23:30:00Z", "2026-03-01", "the evening of the same day")]
    [InlineData("America/New_York", "2026-03-02T04:30:00Z", "2026-03-01", "half an hour to midnight there")]
    [InlineData("America/New_York", "2026-03-02T05:00:00Z", "2026-03-02", "midnight there")]
    [InlineData("Pacific/Guam", "2026-03-01T23:30:00Z", "2026-03-02", "already tomorrow there")]
    [InlineData("Pacific/Honolulu", "2026-03-02T09:59:00Z", "2026-03-01", "still yesterday there")]
    public async Task The_day_is_the_boards(string zone, string instant, string day, string why)
    {
        var (board, there) = (await Api.ABoard(zone, 7), DateOnly.Parse(day, null));
        var number = await Api.ACredentialEnding(board, there.AddDays(7));
        await Api.ACredentialEnding(board, there.AddDays(8));
        await Api.ACredentialEnding(board, there.AddDays(-1));
        Api.TheTimeIs(DateTimeOffset.Parse(instant, null));

        await Api.HasSwept();

        Assert.True(await Api.Flags(board) is [var only] && only == new Flag(number, 7, there), why);
    }

    [Theory]
    [InlineData(CredentialActKind.Revoke, -1, false)]
    [InlineData(CredentialActKind.Surrender, 0, false)]
    [InlineData(CredentialActKind.RecordDeath, 0, false)]
    [InlineData(CredentialActKind.Revoke, 1, true)]
    [InlineData(CredentialActKind.Suspend, -1, true)]
    [InlineData(CredentialActKind.Deactivate, -1, true)]
    public async Task What_is_taken_away_on_that_day_is_not_flagged(CredentialActKind kind, int effectiveInDays, bool flagged)
    {
        var board = await Api.ABoard(leadDays: 30);
        await Api.ACredentialWith(board, Issue(Today.AddDays(20)), new CredentialAct(2, kind, Today.AddDays(effectiveInDays), Recorded));

        await Api.HasSwept();

        Assert.Equal(flagged, (await Api.Flags(board)).Count == 1);
    }

    [Fact]
    public async Task A_renewal_ends_the_matter_and_a_vacated_renewal_brings_it_back()
    {
        var board = await Api.ABoard(leadDays: 30);
        var renewal = new CredentialAct(2, CredentialActKind.Renew, Today.AddDays(21), Recorded, Opens: new Period(Today.AddDays(21), Today.AddDays(750)));
        await Api.ACredentialWith(board, Issue(Today.AddDays(20)), renewal);
        var vacated = await Api.ACredentialWith(board, Issue(Today.AddDays(20)), renewal, new CredentialAct(3, CredentialActKind.Vacate, Today, Recorded, VacatesSequence: 2));

        await Api.HasSwept();

        Assert.Equal([new Flag(vacated, 30, Today)], await Api.Flags(board));
    }

    [Fact]
    public async Task Over_many_random_histories_the_statement_finds_what_the_rule_says()
    {
        var (board, random) = (await Api.ABoard(leadDays: 90), new Random(20260301));
        var expected = new List<string>();
        for (var n = 0; n < 150; n++)
        {
            var acts = RandomHistory(random);
            var number = await Api.ACredentialWith(board, acts);
            if (RunsOut(acts))
            {
                expected.Add(number);
            }
        }

        await Api.HasSwept();

        Assert.InRange(expected.Count, 20, 130);
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await Api.Flags(board)).Select(f => f.Number).Order(StringComparer.Ordinal));
    }

    /// <summary>What the timeline says of one credential: its last period has begun, ends within ninety days, and the credential is not taken away.</summary>
    private static bool RunsOut(IReadOnlyCollection<CredentialAct> acts)
    {
        var standing = CredentialTimeline.On(Today, acts, DateTime.MaxValue)!.Standing;
        var last = CredentialTimeline.InForce(acts).Where(a => a.Opens is not null).Select(a => a.Opens!).MaxBy(p => p.StartsOn)!;
        return last.StartsOn <= Today && last.EndsOn >= Today && last.EndsOn <= Today.AddDays(90)
            && standing is not (Standing.Revoked or Standing.Surrendered or Standing.Deceased);
    }

    private static List<CredentialAct> RandomHistory(Random random)
    {
        var kinds = Enum.GetValues<CredentialActKind>();
        var acts = new List<CredentialAct> { Issue(Today.AddDays(random.Next(-10, 110))) };
        for (var tries = random.Next(0, 12); tries > 0; tries--)
        {
            var (kind, effective) = (kinds[random.Next(kinds.Length)], Today.AddDays(random.Next(-300, 60)));
            var act = new CredentialAct(
                acts.Count + 1,
                kind,
                effective,
                Recorded,
                kind == CredentialActKind.Suspend && random.Next(2) == 0 ? effective.AddDays(random.Next(0, 60)) : null,
                kind == CredentialActKind.Vacate ? random.Next(1, acts.Count + 1) : null,
                kind is CredentialActKind.Renew or CredentialActKind.Reinstate ? new Period(effective, Today.AddDays(random.Next(-10, 110))) : null);
            if (acts.TrueForAll(a => a.Opens?.StartsOn != effective) && CredentialTimeline.Record(act, acts, Today).Refusal is null)
            {
                acts.Add(act);
            }
        }

        return acts;
    }

    private static CredentialAct Issue(DateOnly endsOn) =>
        new(1, CredentialActKind.Issue, Today.AddDays(-400), Recorded, Opens: new Period(Today.AddDays(-400), endsOn));
}
