using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Fees;

/// <summary>Adding up each day of a board's ledger, once.</summary>
public abstract class ReconcileFeesTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : ReconcileFeesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ReconcileFeesTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task Each_day_that_is_over_is_added_up_once_also_those_that_were_missed()
    {
        var world = await RenewalWorld.Under(Api, JsonNode.Parse("""{ "period": { "months": 12 }, "fees": [ { "id": "application-fee", "for": "Application", "cents": 10000, "dueWithin": { "days": 1 } } ] }""")!.AsObject());
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 2, 4, 59, 0, TimeSpan.Zero)); // the last minute of 1 March in New York
        await world.Applies(new DateOnly(2026, 3, 1));
        await Answered(await world.Send());
        Assert.Equal(0, await Reconciled());
        Api.TheTimeIs(new DateTimeOffset(2026, 3, 2, 5, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, await Reconciled());
        Assert.Equal(0, await Reconciled());

        Api.TheDayIs(new DateOnly(2026, 3, 2));
        var officer = await world.Officer();
        var payment = (await Answered(await officer.Pays(world.Application, 6000, "day-2", paidOn: "2026-03-02"), 201)).GetProperty("id").GetGuid();
        await Answered(await officer.Refunds(payment, 1000, "day-2-back"), 201);
        Api.TheDayIs(new DateOnly(2026, 3, 4));
        officer = await world.Officer();
        await Answered(await officer.Pays(world.Application, 7000, "day-4", paidOn: "2026-03-03"), 201); // counts on the day it was written
        Api.TheDayIs(new DateOnly(2026, 3, 5));
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(Reconciled, Token)));
        Assert.Equal(3, runs.Sum());

        var auditor = await Api.SignedInAs(Role.Auditor, "ncc-ap");
        var days = (await Answered(await auditor.GetAsync($"{FeeWorld.Board}/reconciliations", Token))).GetProperty("days").EnumerateArray().Reverse().ToList();
        Assert.Equal(
            [
                ("2026-03-01", 1, 10000, 0, 0, 10000, ""),
                ("2026-03-02", 2, 0, 6000, 1000, 5000, ""),
                ("2026-03-03", 0, 0, 0, 0, 5000, "Overdue 5000"),
                ("2026-03-04", 1, 0, 7000, 0, 0, "OverPaid 2000"),
            ],
            days.Select(d => (
                d.GetProperty("day").GetString()!, d.GetProperty("lines").GetInt32(), d.GetProperty("chargedCents").GetInt64(), d.GetProperty("paidCents").GetInt64(), d.GetProperty("refundedCents").GetInt64(),
                d.GetProperty("owedCents").GetInt64(), string.Join(", ", d.GetProperty("disagreements").EnumerateArray().Select(x => $"{x.GetProperty("kind").GetString()} {x.GetProperty("cents").GetInt64()}")))));
        Assert.Equal(4, await Api.Stored(db => db.History.CountAsync(h => h.Event == "FeesReconciled", Token)));

        var csv = await (await auditor.GetAsync($"{FeeWorld.Board}/reconciliations.csv?from=2026-03-04&until=2026-03-04", Token)).Content.ReadAsStringAsync(Token);
        Assert.Equal("day,lines,chargedCents,waivedCents,paidCents,refundedCents,owedCents,disagreements\r\n2026-03-04,1,0,0,7000,0,0,1\r\n", csv);
        var next = await auditor.GetAsync($"{FeeWorld.Board}/reconciliations?limit=2", Token);
        Assert.Contains("after=2026-03-03", string.Join("", next.Headers.GetValues("Link")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrators_and_auditors_of_the_board_read_it()
    {
        await Answered(await (await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap")).GetAsync($"{FeeWorld.Board}/reconciliations", Token));
        await Refused(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).GetAsync($"{FeeWorld.Board}/reconciliations", Token), "access.not_permitted");
        await Refused(await (await Api.SignedInAs(Role.Auditor, "icrc")).GetAsync($"{FeeWorld.Board}/reconciliations.csv", Token), "board.not_found");
    }

    private async Task<int> Reconciled()
    {
        var answer = await Api.AsksForARun("ReconcileFees");
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
        return answer.IsSuccessStatusCode && body.GetProperty("outcome").GetString() == "Succeeded" ? body.GetProperty("count").GetInt32()
            : body.GetProperty("code").GetString() == "job.already_running" ? 0
            : throw new InvalidOperationException(body.GetRawText());
    }
}
