using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Fees;

namespace PeerCertification.Api.Tests.Features.Fees;

/// <summary>What is charged when, what it blocks, and what may be written into the ledger.</summary>
public abstract class FeesTests(RegistryApi api) : RegistryTest(api)
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    private const string Life = """{ "period": { "months": 12 }, "fees": [ { "id": "application-fee", "for": "Application", "cents": 10000, "blocks": "BLOCKS" } ] }""";

    public sealed class OnSqlite(SqliteRegistry api) : FeesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : FeesTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_fee_that_a_requirement_asks_is_paid_ahead_and_charged_once()
    {
        var world = await RenewalWorld.Under(Api, JsonNode.Parse("""
            {
              "period": { "months": 12 },
              "fees": [ { "id": "application-fee", "for": "Application", "cents": 10000 } ],
              "root": { "element": "all", "id": "all", "of": [
                { "element": "signedDocument", "id": "pledge", "document": "pledge", "version": "1" },
                { "element": "fee", "id": "paid", "for": "Application", "cents": 10000 } ] }
            }
            """)!.AsObject());
        await world.Applies(Today);
        var (holder, officer) = (await world.Holder(), await world.Officer());
        await Refused(await world.Send(), "application.requirements_not_met");
        await Refused(await officer.Pays(world.Application, 10000, "ahead-0"), "payment.purpose_needed");
        await Answered(await officer.Pays(world.Application, 4000, "ahead-1", "Application"), 201);
        Assert.Equal((4000, false), await Paid(holder, $"/api/v1/applications/{world.Application}/progress"));
        await Answered(await officer.Pays(world.Application, 6000, "ahead-2", "Application"), 201);
        Assert.Equal((10000, true), await Paid(holder, $"/api/v1/applications/{world.Application}/progress"));
        Assert.Equal((10000, true), await Paid(holder, $"/api/v1/progress?board=ncc-ap&credentialType={world.Type}"));

        await Answered(await world.Send());

        var fees = await Seen(holder, world.Application);
        Assert.Equal((10000, 0, 0), (fees.GetProperty("chargedCents").GetInt64(), fees.GetProperty("owedCents").GetInt64(), fees.GetProperty("unusedCents").GetInt64()));
        var payment = fees.GetProperty("lines")[1].GetProperty("id").GetGuid();
        await Answered(await officer.Refunds(payment, 1, "back-1"), 201);
        await Refused(await world.Approve(), "application.requirements_not_met");
        await Answered(await officer.Pays(world.Application, 1, "ahead-3"), 201);
        await Answered(await Api.Act(officer, new KnownFile(world.Application, default, default, default), "approval", new { }), 201);
        var auditor = await Api.SignedInAs(Role.Auditor, "ncc-ap");
        Assert.True((await Answered(await auditor.GetAsync($"/api/v1/applications/{world.Application}/decision/replay", Token))).GetProperty("isIdentical").GetBoolean());
    }

    [Fact]
    public async Task A_price_that_only_a_requirement_names_is_charged_too()
    {
        var world = await RenewalWorld.Under(Api, JsonNode.Parse("""{ "period": { "months": 12 }, "root": { "element": "fee", "id": "paid", "for": "Application", "cents": 500 } }""")!.AsObject());
        await world.Applies(Today);
        await Answered(await (await world.Officer()).Pays(world.Application, 500, "own-price", "Application"), 201);
        await Answered(await world.Send());
        Assert.Equal([("paid", 500L, 0L)], Charges(await Seen(await world.Holder(), world.Application)));
    }

    [Fact]
    public async Task What_one_paid_for_one_credential_counts_for_no_other()
    {
        const string Rules = """{ "period": { "months": 12 }, "root": { "element": "fee", "id": "paid", "for": "Application", "cents": 500 } }""";
        var world = await RenewalWorld.Under(Api, JsonNode.Parse(Rules)!.AsObject());
        var other = await world.Another(JsonNode.Parse(Rules)!.AsObject());
        await world.Applies(Today);
        await other.Applies(Today);
        await Answered(await (await world.Officer()).Pays(world.Application, 500, "one-of-two", "Application"), 201);
        await Refused(await other.Send(), "application.requirements_not_met");
        await Answered(await world.Send());
    }

    [Theory]
    [InlineData("Nothing", null, null)]
    [InlineData("Submission", "fee.owed", null)]
    [InlineData("Decision", null, "fee.owed")]
    public async Task What_is_owed_blocks_what_the_rules_say_it_blocks(string blocks, string? submission, string? decision)
    {
        var world = await AnApplication(blocks);
        await Is(await world.Send(), submission, 200);
        if (submission is not null)
        {
            Assert.Equal(0, await Api.Stored(db => db.FeeLines.CountAsync(l => l.ApplicationId == world.Application, Token)));
            await Answered(await (await world.Officer()).Pays(world.Application, 10000, $"first-{world.Type}", "Application"), 201);
            await Answered(await world.Send());
        }

        await Is(await world.Approve(), decision, 201);
        if (decision is not null)
        {
            await Answered(await (await world.Officer()).Pays(world.Application, 10000, $"then-{world.Type}"), 201);
            await Answered(await Api.Act(await world.Officer(), new KnownFile(world.Application, default, default, default), "approval", new { }), 201);
        }
    }

    [Fact]
    public async Task A_denial_never_waits_for_money()
    {
        var world = await AnApplication("Decision");
        await Answered(await world.Send());
        Assert.Equal(201, (int)(await world.Deny()).StatusCode);
    }

    [Fact]
    public async Task A_late_renewal_owes_its_fee_and_that_of_its_band_and_sees_it_before()
    {
        Api.TheDayIs(new DateOnly(2025, 2, 1));
        var world = await RenewalWorld.Under(Api, JsonNode.Parse("""
            {
              "period": { "months": 12 },
              "fees": [ { "id": "renewal-fee", "for": "Renewal", "cents": 20000, "dueWithin": { "days": 30 } } ],
              "renewal": { "id": "renewal", "root": { "element": "signedDocument", "id": "renewal-pledge", "document": "pledge", "version": "1", "withinMonths": 24 },
                "late": [ { "id": "late", "until": { "months": 2 }, "feeCents": 2500, "feeBlocks": "Submission" } ] }
            }
            """)!.AsObject());
        await world.IsIssued(new DateOnly(2025, 2, 1));
        Api.TheDayIs(Today);
        await Answered(await world.Begin(), 201);
        var (holder, officer) = (await world.Holder(), await world.Officer());

        var ahead = (await Seen(holder, world.Application)).GetProperty("ifSentToday");
        await Refused(await world.Send(), "fee.owed");
        await Answered(await officer.Pays(world.Application, 2500, "late-1", "Late"), 201);
        await Answered(await world.Send());

        Assert.Equal((22500, "2026-03-31"), (ahead.GetProperty("owedCents").GetInt64(), ahead.GetProperty("untilOn").GetString()));
        var fees = await Seen(holder, world.Application);
        Assert.Equal([("renewal-fee", 20000L, 20000L), ("late", 2500L, 0L)], Charges(fees));
        var own = (await Answered(await holder.GetAsync("/api/v1/me/fees", Token))).GetProperty("applications")[0];
        Assert.Equal((20000, "2026-03-31"), (own.GetProperty("owedCents").GetInt64(), own.GetProperty("dueOn").GetString()));
    }

    [Fact]
    public async Task The_same_payment_posted_again_is_the_one_that_is_there_and_another_under_its_reference_is_refused()
    {
        var (world, other) = (await AnApplication("Nothing"), await AnApplication("Nothing"));
        await Answered(await world.Send());
        await Answered(await other.Send());
        var officer = await world.Officer();

        var first = await Answered(await officer.Pays(world.Application, 10000, "twice"), 201);
        var again = await Answered(await officer.Pays(world.Application, 10000, "twice"), 201);
        await Refused(await officer.Pays(world.Application, 10001, "twice"), "payment.reference_used");
        await Refused(await officer.Pays(world.Application, 10000, "twice", paidOn: "2026-02-28"), "payment.reference_used");
        await Refused(await officer.Pays(other.Application, 10000, "twice"), "payment.reference_used");

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(1, await Api.Stored(db => db.FeeLines.CountAsync(l => l.Reference == "twice", Token)));
        Assert.Equal(1, await Api.Stored(db => db.History.CountAsync(h => h.ApplicationId == world.Application && h.Event == "PaymentPosted", Token)));
    }

    [Fact]
    public async Task Of_many_that_post_the_same_payment_at_once_one_is_there_and_all_get_it()
    {
        var world = await AnApplication("Nothing");
        await Answered(await world.Send());
        HttpClient[] officers = [await Api.SignedInAs(Role.Officer, "ncc-ap"), await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap")];

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => officers[i % 2].Pays(world.Application, 10000, "at-once"), Token)));

        Assert.Single((await Task.WhenAll(answers.Select(async a => (await Answered(a, 201)).GetProperty("id").GetGuid()))).Distinct());
        Assert.Equal(1, await Api.Stored(db => db.FeeLines.CountAsync(l => l.Reference == "at-once", Token)));
    }

    [Fact]
    public async Task A_refund_that_was_taken_back_is_not_answered_as_if_it_stood()
    {
        var world = await AnApplication("Nothing");
        await Answered(await world.Send());
        var officer = await world.Officer();
        var payment = (await Answered(await officer.Pays(world.Application, 4000, "taken-back"), 201)).GetProperty("id").GetGuid();
        await Refused(await officer.Pays(world.Application, 4000, "taken-back "), "request.invalid");
        var refund = (await Answered(await officer.Refunds(payment, 600, "taken-back-1"), 201)).GetProperty("id").GetGuid();
        Assert.Equal(refund, (await Answered(await officer.Refunds(payment, 600, "taken-back-1"), 201)).GetProperty("id").GetGuid());

        await Answered(await officer.Corrects(refund, 0), 201);

        await Refused(await officer.Refunds(payment, 600, "taken-back-1"), "payment.reference_used");
    }

    [Fact]
    public async Task Of_two_who_waive_or_pay_back_the_same_money_at_once_one_does()
    {
        var world = await AnApplication("Nothing");
        await Answered(await world.Send());
        var officer = await world.Officer();
        var charge = (await Seen(officer, world.Application)).GetProperty("charges")[0].GetProperty("id").GetGuid();
        var waived = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => officer.Waives(charge, 6000), Token)));
        Assert.Single(waived, a => a.IsSuccessStatusCode);
        await Refused(waived.First(a => !a.IsSuccessStatusCode), "fee.waiver_above_owed");

        var payment = (await Answered(await officer.Pays(world.Application, 4000, "one-back"), 201)).GetProperty("id").GetGuid();
        var refunded = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => officer.Refunds(payment, 3000, $"one-back-{i}"), Token)));
        Assert.Single(refunded, a => a.IsSuccessStatusCode);
        await Refused(refunded.First(a => !a.IsSuccessStatusCode), "fee.refund_above_paid");
    }

    [Fact]
    public async Task What_was_wrong_is_corrected_by_another_line_and_everybody_sees_both()
    {
        var world = await AnApplication("Nothing");
        await Answered(await world.Send());
        var officer = await world.Officer();
        var payment = (await Answered(await officer.Pays(world.Application, 1000, "mistyped"), 201)).GetProperty("id").GetGuid();

        var corrected = await Answered(await officer.Corrects(payment, 10000), 201);
        await Refused(await officer.Corrects(payment, 10000), "fee.correction_changes_nothing");
        await Refused(await officer.Corrects(corrected.GetProperty("id").GetGuid(), 5), "fee.correction_not_possible");
        await Answered(await officer.Pays(world.Application, 10000, "mistyped"), 201); // the payment as it now stands
        await Refused(await officer.Pays(world.Application, 1000, "mistyped"), "payment.reference_used");

        Assert.Equal(9000, corrected.GetProperty("differenceCents").GetInt64());
        var (own, board) = (await Seen(await world.Holder(), world.Application), await Seen(officer, world.Application));
        Assert.Equal(0, own.GetProperty("owedCents").GetInt64());
        Assert.Equal([10000L, 1000L, 9000L], own.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("cents").GetInt64()));
        Assert.All(own.GetProperty("lines").EnumerateArray(), l => Assert.Equal(JsonValueKind.Null, l.GetProperty("recordedByAccountId").ValueKind));
        Assert.NotEqual(JsonValueKind.Null, board.GetProperty("lines")[1].GetProperty("recordedByAccountId").ValueKind);
    }

    [Fact]
    public async Task A_sitting_is_charged_as_the_rules_price_it_and_one_payment_covers_several()
    {
        var world = await RenewalWorld.Under(Api, JsonNode.Parse("""
            { "period": { "months": 12 }, "fees": [
              { "id": "application-fee", "for": "Application", "cents": 10000 },
              { "id": "exams", "for": "Exam", "cents": 15000, "attempts": 2 } ] }
            """)!.AsObject());
        await world.Applies(Today);
        var officer = await world.Officer();
        await Refused(await Charged(officer, world, "exams"), "fee.not_submitted");
        await Answered(await world.Send());

        long[] cents = [await Cents("exams"), await Cents("exams"), await Cents("exams")];

        Assert.Equal([15000, 0, 15000], cents);
        await Refused(await Charged(officer, world, "application-fee"), "fee.charged_with_application");
        await Refused(await Charged(officer, world, "swimming"), "fee.not_in_rules");
        async Task<long> Cents(string fee) => (await Answered(await Charged(officer, world, fee), 201)).GetProperty("cents").GetInt64();
    }

    [Theory]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("4111-1111-1111")]
    [InlineData("")]
    public async Task What_could_be_the_number_of_a_card_is_not_taken_as_a_reference(string reference)
    {
        var world = await AnApplication("Nothing");
        await Refused(await (await world.Officer()).Pays(world.Application, 100, reference, "Application"), "request.invalid");
    }

    [Fact]
    public async Task Officers_and_administrators_of_the_board_keep_its_fees_and_nobody_else()
    {
        var world = await AnApplication("Nothing");
        await Answered(await world.Send());
        var (file, client) = await Api.AFileOfStaff(Role.Officer);

        await Refused(await (await Api.SignedInAs(Role.Reviewer, "ncc-ap")).Pays(world.Application, 1, "r"), "access.not_permitted");
        await Refused(await (await Api.SignedInAs(Role.Auditor, "ncc-ap")).Pays(world.Application, 1, "r"), "access.not_permitted");
        await Refused(await (await Api.SignedInAs(Role.Officer, "icrc")).Pays(world.Application, 1, "r"), "board.not_found");
        await Refused(await (await world.Holder()).Pays(world.Application, 1, "r"), "access.not_permitted");
        await Refused(await client.Pays(file.Id, 1, "r", "Application"), "decision.own_application");
        await Refused(await client.Waives(Guid.CreateVersion7(), 1), "fee.line_not_found");
        await Refused(await (await Api.SomebodyWithARecord()).GetAsync($"/api/v1/applications/{world.Application}/fees", Token), "application.not_found");
        await Answered(await (await Api.SignedInAs(Role.BoardAdministrator, "ncc-ap")).Pays(world.Application, 1, $"admin-{world.Type}"), 201);

        foreach (var reader in new[] { Role.Auditor, Role.Reviewer })
        {
            var staff = await Api.SignedInAs(reader, "ncc-ap");
            Assert.NotEmpty((await Answered(await staff.GetAsync($"{FeeWorld.Board}/fees?limit=1", Token))).GetProperty("lines").EnumerateArray());
            Assert.Equal(2, (await Seen(staff, world.Application)).GetProperty("lines").GetArrayLength());
        }

        await Refused(await (await Api.SignedInAs(Role.Auditor, "icrc")).GetAsync($"{FeeWorld.Board}/fees", Token), "board.not_found");
    }

    [Fact]
    public async Task A_line_of_another_board_is_not_there()
    {
        var (world, officer) = (await AnApplication("Nothing"), await Api.SignedInAs(Role.Officer, "icrc"));
        await Answered(await world.Send());
        var line = await Api.Stored(db => db.FeeLines.Where(l => l.ApplicationId == world.Application && l.Kind == FeeLineKind.Charge).Select(l => l.Id).SingleAsync(Token));
        await Refused(await officer.PostAsJsonAsync($"/api/v1/boards/icrc/charges/{line}/waivers", new { cents = 1, reason = "x" }, Token), "fee.line_not_found");
        await Refused(await officer.PostAsJsonAsync($"/api/v1/boards/icrc/applications/{world.Application}/payments", new { cents = 1, paidOn = "2026-03-01", reference = "x" }, Token), "application.not_found");
    }

    private async Task<RenewalWorld> AnApplication(string blocks)
    {
        var world = await RenewalWorld.Under(Api, JsonNode.Parse(Life.Replace("BLOCKS", blocks, StringComparison.Ordinal))!.AsObject());
        await world.Applies(Today);
        return world;
    }

    private static Task<HttpResponseMessage> Charged(HttpClient staff, RenewalWorld world, string feeId) =>
        staff.PostAsJsonAsync($"{FeeWorld.Board}/applications/{world.Application}/charges", new { feeId });

    private static async Task Is(HttpResponseMessage answer, string? code, int status)
    {
        if (code is null)
        {
            await Answered(answer, status);
        }
        else
        {
            await Refused(answer, code);
        }
    }

    private static async Task<JsonElement> Seen(HttpClient client, Guid application) => await Answered(await client.GetAsync($"/api/v1/applications/{application}/fees", Token));

    private static IEnumerable<(string, long, long)> Charges(JsonElement fees) =>
        fees.GetProperty("charges").EnumerateArray().Select(c => (c.GetProperty("feeId").GetString()!, c.GetProperty("charged").GetInt64(), c.GetProperty("owed").GetInt64()));

    private static async Task<(int Have, bool IsMet)> Paid(HttpClient client, string address)
    {
        var finding = (await Answered(await client.GetAsync(address, Token))).GetProperty("evaluation").GetProperty("root").GetProperty("of").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "paid");
        return (finding.GetProperty("have").GetInt32(), finding.GetProperty("isMet").GetBoolean());
    }
}
