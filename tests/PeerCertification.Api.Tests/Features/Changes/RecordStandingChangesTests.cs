using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Features.Changes;

public abstract class RecordStandingChangesTests(RegistryApi api) : RegistryTest(api)
{
    private const string Board = "ncc-ap";

    private static readonly DateOnly Today = new(2026, 3, 1);

    public sealed class OnSqlite(SqliteRegistry api) : RecordStandingChangesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RecordStandingChangesTests(api), IClassFixture<PostgresRegistry>
    {
        [Fact]
        public async Task An_act_that_commits_late_gets_a_later_number_and_is_not_skipped()
        {
            var (late, soon) = (await Api.ACredential("NCPRSS", Today.AddDays(-30)), await Api.ACredential("NCPRSS", Today.AddDays(-30)));
            await Api.HasRecordedChanges();
            var officer = await Api.SignedInAs(Role.Officer, Board);
            var read = (await Api.NumbersAfter(0))[^1];

            await Api.Stored(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(Token);
                var credential = await db.Credentials.SingleAsync(c => c.Number == late, Token);
                db.CredentialActs.Add(new CredentialActRow { CredentialId = credential.Id, Sequence = 2, Kind = CredentialActKind.Suspend, EffectiveOn = Today, Reason = "Begun first.", RecordedAtUtc = new DateTime(2026, 3, 1, 11, 0, 0, DateTimeKind.Utc) });
                credential.NoteChange();
                await db.SaveChangesAsync(Token);

                await Answered(await officer.Act(Api, soon, "acts/revoke", new { effectiveOn = "2026-03-01", reason = "Committed first." }));
                await Api.HasRecordedChanges();
                Assert.Equal([read + 1], await Api.NumbersAfter(read));
                await transaction.CommitAsync(Token);
                return 0;
            });

            await Api.HasRecordedChanges();
            Assert.Equal([read + 2], await Api.NumbersAfter(read + 1));
            Assert.Equal(StandingChangeKind.Suspended, (await Api.Changes(late))[^1].Kind);
        }
    }

    [Fact]
    public async Task Acts_and_what_happens_by_itself_are_numbered_each_once_though_nothing_ran_meanwhile()
    {
        var number = await Api.ACredential("NCPRSS", new(2024, 6, 15), grace: 30);
        var officer = await Api.SignedInAs(Role.Officer, Board);
        await Answered(await officer.Act(Api, number, "acts/suspend", new { reason = "An inquiry.", effectiveOn = "2026-03-10", untilOn = "2026-03-20" }));
        await Api.HasRecordedChanges();
        await Api.HasRecordedChanges();
        Assert.Equal([new(StandingChangeKind.Awarded, null, Standing.Active, new(2024, 6, 15), false)], await Api.Changes(number));

        Api.TheDayIs(new(2026, 12, 1));
        await Api.HasRecordedChanges();
        await Api.HasRecordedChanges();

        Assert.Equal(
            [
                new(StandingChangeKind.Suspended, Standing.Active, Standing.Suspended, new(2026, 3, 10), false),
                new(StandingChangeKind.SuspensionEnded, Standing.Suspended, Standing.Active, new(2026, 3, 21), false),
                new(StandingChangeKind.GraceBegan, Standing.Active, Standing.InGrace, new(2026, 6, 15), false),
                new(StandingChangeKind.GraceEnded, Standing.InGrace, Standing.Expired, new(2026, 7, 15), false),
            ],
            (await Api.Changes(number)).Skip(1));
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-02T04:59:30Z", 0, "its last minute at the board")] // the clock runs on while it is asked
    [InlineData("America/New_York", "2026-03-02T05:00:00Z", 1, "midnight at the board")]
    [InlineData("Pacific/Guam", "2026-03-01T14:00:00Z", 1, "midnight there, and still the day before in New York")]
    public async Task A_credential_expires_at_midnight_where_its_board_is(string zone, string instant, int told, string why)
    {
        var board = await Api.ABoard(zone);
        var number = await Api.ACredentialEnding(board, Today);
        Api.TheTimeIs(DateTimeOffset.Parse(instant, null));

        await Api.HasRecordedChanges();

        Assert.True(told == (await Api.Changes(number)).Count(c => c.Kind == StandingChangeKind.Expired), why);
    }

    [Fact]
    public async Task A_last_day_at_the_end_of_the_calendar_is_refused_and_who_means_none_leaves_it_out()
    {
        var number = await Api.ACredential("NCPRSS", new(2025, 6, 15));
        var officer = await Api.SignedInAs(Role.Officer, Board);
        await Refused(await officer.Act(Api, number, "acts/suspend", new { reason = "x", effectiveOn = "2026-03-10", untilOn = "9999-12-31" }), "credential.act_not_allowed");
        await Refused(await officer.Act(Api, number, "restrictions", new { text = "Not alone.", isPublic = true, fromOn = "2026-03-01", untilOn = "9999-12-31", reason = "x" }), "request.invalid");
    }

    [Fact]
    public async Task A_credential_that_cannot_be_read_keeps_nobody_else_from_being_told()
    {
        await Api.HasRecordedChanges();
        var (broken, whole) = (await Api.ACredential("NCPRSS", new(2025, 6, 15)), await Api.ACredential("NCPRSS", new(2025, 6, 15)));
        await Api.Stored(async db =>
        {
            var credential = await db.Credentials.SingleAsync(c => c.Number == broken, Token);
            db.CredentialActs.Add(new CredentialActRow { CredentialId = credential.Id, Sequence = 2, Kind = CredentialActKind.Renew, EffectiveOn = Today, Reason = "Without a period.", RecordedAtUtc = new DateTime(2026, 3, 1, 11, 0, 0, DateTimeKind.Utc) });
            credential.NoteChange();
            return await db.SaveChangesAsync(Token);
        });

        var run = await (await Api.AsksForARun("RecordStandingChanges")).Content.ReadAsStringAsync(Token);

        Assert.Contains("changes.not_all_told", run, StringComparison.Ordinal);
        Assert.Equal([StandingChangeKind.Awarded], (await Api.Changes(whole)).Select(c => c.Kind));
        Assert.Empty(await Api.Changes(broken));
        await Api.HasRecordedChanges(); // it is looked at again tomorrow
        await Api.Stored(db => db.Credentials.Where(c => c.Number == broken).ExecuteUpdateAsync(set => set.SetProperty(c => c.NextChangeOn, (DateOnly?)null), Token)); // and not in other tests
    }

    [Fact]
    public async Task An_act_that_reaches_back_is_told_as_a_correction()
    {
        var number = await Api.ACredential("NCPRSS", new(2025, 6, 15));
        var officer = await Api.SignedInAs(Role.Officer, Board);
        await Answered(await officer.Act(Api, number, "acts/revoke", new { reason = "Found out late.", effectiveOn = "2026-01-10" }));

        await Api.HasRecordedChanges();

        Assert.Equal(new(StandingChangeKind.Revoked, Standing.Active, Standing.Revoked, new(2026, 1, 10), true), (await Api.Changes(number))[^1]);
    }

    [Fact]
    public async Task Only_restrictions_that_the_board_makes_public_are_told()
    {
        var number = await Api.ACredential("NCPRSS", new(2025, 6, 15));
        var officer = await Api.SignedInAs(Role.Officer, Board);
        await Answered(await officer.Act(Api, number, "restrictions", new { text = "Not alone.", isPublic = true, fromOn = "2026-03-01", untilOn = "2026-03-31", reason = "Agreed." }), 201);
        await Answered(await officer.Act(Api, number, "restrictions", new { text = "Reports monthly.", isPublic = false, fromOn = "2026-03-01", untilOn = "2026-03-31", reason = "Agreed." }), 201);
        await Api.HasRecordedChanges();
        Api.TheDayIs(new(2026, 4, 2));
        await Api.HasRecordedChanges();

        Assert.Equal(
            [
                new(StandingChangeKind.RestrictionBegan, Standing.Active, Standing.Active, new(2026, 3, 1), false),
                new(StandingChangeKind.RestrictionEnded, Standing.Active, Standing.Active, new(2026, 4, 1), false),
            ],
            (await Api.Changes(number)).Skip(1));
    }

    [Fact]
    public async Task Whoever_reads_on_while_many_write_slowly_and_two_nodes_number_misses_nothing()
    {
        const int Credentials = 6, Acts = 4;
        var officer = await Api.SignedInAs(Role.Officer, Board);
        var numbers = new List<string>();
        for (var i = 0; i < Credentials; i++)
        {
            numbers.Add(await Api.ACredential("NCPRSS", Today.AddDays(-30)));
        }

        await Api.HasRecordedChanges();
        var before = (await Api.NumbersAfter(0))[^1];
        var organisation = await Api.AnOrganisation();
        await organisation.Watches([.. numbers]);
        var subscriber = (await Api.AKey(organisation, "Changes")).Client;
        await Commit(slowly: true);
        using var written = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var nodes = Enumerable.Range(0, 2).Select(_ => Until(() => Api.ANodeRecordsChanges(Token), written.Token)).ToList();
        var read = new List<long>();
        var reader = Until(async () => read.AddRange(await NumbersAfter(subscriber, read.LastOrDefault())), written.Token);

        var answers = await Task.WhenAll(numbers.Select(async number =>
        {
            var given = new List<HttpStatusCode>();
            for (var i = 0; i < Acts; i++)
            {
                // Who keeps meeting others is told to repeat the request, and does.
                HttpResponseMessage answer;
                do
                {
                    answer = await officer.Act(Api, number, i % 2 == 0 ? "acts/deactivate" : "acts/reactivate", new { effectiveOn = "2026-03-01", reason = "Back and forth." });
                }
                while (answer.StatusCode == HttpStatusCode.Conflict && (await answer.Content.ReadAsStringAsync(Token)).Contains("request.conflict", StringComparison.Ordinal));
                given.Add(answer.StatusCode);
            }

            return given;
        }));
        await written.CancelAsync();
        await Task.WhenAll([.. nodes, reader]);
        Assert.All(answers.SelectMany(a => a), status => Assert.Equal(HttpStatusCode.OK, status));
        await Commit(slowly: false);
        await Api.HasRecordedChanges();
        read.AddRange(await NumbersAfter(subscriber, read.LastOrDefault()));

        Assert.Equal(Enumerable.Range(1, Credentials * Acts).Select(i => (long)i), read);
        Assert.Equal(Enumerable.Range(1, Credentials * Acts).Select(i => before + i), await Api.NumbersAfter(before));
        foreach (var number in numbers)
        {
            StandingChangeKind[] expected = [StandingChangeKind.Awarded, StandingChangeKind.Deactivated, StandingChangeKind.Reactivated, StandingChangeKind.Deactivated, StandingChangeKind.Reactivated];
            Assert.Equal(expected, (await Api.Changes(number)).Select(c => c.Kind));
        }
    }

    [Fact]
    public async Task What_was_numbered_three_years_ago_is_forgotten_but_numbers_go_on()
    {
        var day = Today.AddYears(20); // after all that other tests number
        Api.TheDayIs(day);
        await Api.ACredential("NCPRSS", day.AddDays(-30));
        await Api.ACredential("NCPRSS", day.AddDays(-30));
        await Api.HasRecordedChanges();
        var (first, last) = ((await Api.NumbersAfter(0))[^2], (await Api.NumbersAfter(0))[^1]);

        Api.TheDayIs(day.AddYears(3).AddDays(-1));
        await Answered(await Api.AsksForARun("ForgetStandingChanges"));
        Assert.Equal([first, last], await Api.NumbersAfter(0));
        Api.TheDayIs(day.AddYears(3).AddDays(1));
        await Answered(await Api.AsksForARun("ForgetStandingChanges"));
        Assert.Equal([last], await Api.NumbersAfter(0));
        await Api.ACredential("NCPRSS", day.AddYears(3).AddDays(1));
        await Api.HasRecordedChanges();

        Assert.Equal([last, last + 1, last + 2, last + 3], await Api.NumbersAfter(0)); // that it was awarded, and that the two have expired
    }

    /// <summary>On PostgreSQL each transaction that records an act takes from none to a tenth of a second to commit, by chance; SQLite has one writer anyway.</summary>
    private Task Commit(bool slowly) => Api.Stored(async db => db.Database.IsNpgsql()
        ? await db.Database.ExecuteSqlRawAsync(slowly
            ? """
              CREATE FUNCTION take_long() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(random() * 0.1); RETURN NULL; END $$;
              CREATE CONSTRAINT TRIGGER takes_long AFTER INSERT ON "CredentialActs" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION take_long();
              """
            : "DROP FUNCTION take_long() CASCADE", Token)
        : 0);

    private static async Task<List<long>> NumbersAfter(HttpClient subscriber, long after) =>
        [.. (await Answered(await subscriber.GetAsync($"/api/v1/changes?after={after}", Token))).GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("number").GetInt64())];

    /// <summary>Again and again, on a thread of its own: SQLite answers at once and would give up none.</summary>
    private static Task Until(Func<Task> act, CancellationToken ended) => Task.Run(
        async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                await act();
            }
        },
        Token);
}
