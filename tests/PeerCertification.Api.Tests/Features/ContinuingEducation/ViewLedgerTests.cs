using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Tests.Features.ContinuingEducation;

public abstract class ViewLedgerTests(RegistryApi api) : RegistryTest(api)
{
    private static int _types;

    public sealed class OnSqlite(SqliteRegistry api) : ViewLedgerTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : ViewLedgerTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task A_holder_sees_what_is_done_what_counts_and_what_is_owed_by_topic_and_by_when()
    {
        var ana = await Api.AHolder(type: await AType());
        var provider = await Api.AnApprovedProvider();
        await provider.Posts("2026-02-10", new { familyName = "Lopez", number = ana.Number });
        await Api.ATraining(ana.Client, "peer-recovery", minutes: 600); // claimed by herself, of no provider that the board approved
        await Api.ATraining(ana.Client, "ethics", minutes: 60, endsOn: "2025-05-31"); // the day before the period

        var ledger = await Ledger(ana);

        var period = Assert.Single(ledger.GetProperty("periods").EnumerateArray());
        Assert.Equal(("2025-06-01", "2027-05-31", "2027-05-31", false), (Text(period.GetProperty("period"), "startsOn"), Text(period.GetProperty("period"), "endsOn"), Text(period, "dueOn"), period.GetProperty("isMet").GetBoolean()));
        Assert.Equal(
            [("renewal-training", 780, 1200, 420), ("renewal-ethics", 180, 360, 180), ("renewal-approved", 180, 600, 420)],
            period.GetProperty("owed").EnumerateArray().Select(o => (Text(o, "requirementId"), Whole(o, "doneMinutes"), Whole(o, "askedMinutes"), Whole(o, "missingMinutes"))));
        Assert.Equal(420, Whole(period, "lackingMinutes"));
        var entries = period.GetProperty("entries").EnumerateArray().ToDictionary(e => Text(e, "occurredOn")!);
        Assert.Equal(["2026-01-20", "2026-02-10"], entries.Keys.Order());
        Assert.Equal((true, true, 180), (entries["2026-02-10"].GetProperty("isPosted").GetBoolean(), entries["2026-02-10"].GetProperty("isApproved").GetBoolean(), Whole(entries["2026-02-10"], "countedMinutes")));
        Assert.Equal((false, false, 600), (entries["2026-01-20"].GetProperty("isPosted").GetBoolean(), entries["2026-01-20"].GetProperty("isApproved").GetBoolean(), Whole(entries["2026-01-20"], "countedMinutes")));
    }

    [Fact]
    public async Task What_a_provider_posted_counts_as_approved_only_at_the_board_that_approved_it()
    {
        var ana = await Api.AHolder(type: await AType());
        var provider = await Api.AnApprovedProvider(board: "icrc");
        await provider.Posts("2026-02-10", new { familyName = "Lopez", number = ana.Number });

        var period = (await Ledger(ana)).GetProperty("periods")[0];

        Assert.Equal(0, Whole(Assert.Single(period.GetProperty("owed").EnumerateArray(), o => Text(o, "requirementId") == "renewal-approved"), "doneMinutes"));
        Assert.False(Assert.Single(period.GetProperty("entries").EnumerateArray()).GetProperty("isApproved").GetBoolean());
    }

    [Fact]
    public async Task An_entry_that_does_not_count_has_its_reason()
    {
        var ana = await Api.AHolder(type: await AType());
        await Api.APracticeEntry(ana.Client);

        var entry = Assert.Single((await Ledger(ana)).GetProperty("periods")[0].GetProperty("entries").EnumerateArray());

        Assert.Equal((0, "kind_not_asked"), (Whole(entry, "countedMinutes"), Text(entry.GetProperty("notCounted")[0], "code")));
    }

    [Fact]
    public async Task Rules_that_do_not_say_what_a_renewal_asks_leave_the_account_empty() =>
        Assert.Empty((await Ledger(await Api.AHolder(type: await Api.ACredentialWithRules()))).GetProperty("periods").EnumerateArray());

    [Fact]
    public async Task Nobody_sees_it_but_the_holder()
    {
        var ana = await Api.AHolder(type: await AType());
        var path = $"/api/v1/me/credentials/{ana.Number}/continuing-education";

        await Refused(await (await Api.AHolder("Bo Chan")).Client.GetAsync(path, Token), "credential.not_found");
        await Refused(await (await Api.SignedInAs(Role.Officer, "ncc-ap")).GetAsync(path, Token), "access.not_permitted");
        await Refused(await ana.Client.GetAsync("/api/v1/me/credentials/12/continuing-education", Token), "credential.number_malformed");
    }

    /// <summary>A credential of ncc-ap whose renewal asks 20 hours, 6 of them on ethics and 10 of approved courses; 5 hours over may be carried on.</summary>
    private Task<string> AType() => Api.Stored(async db =>
    {
        var code = $"LEDGER{Interlocked.Increment(ref _types)}";
        var board = await db.Boards.SingleAsync(b => b.Code == "ncc-ap", Token);
        var type = db.CredentialTypes.Add(new CredentialType { Id = Guid.CreateVersion7(), BoardId = board.Id, Code = code, PublicTitle = "Renewed Peer", NumberPrefix = code }).Entity;
        var document = $$"""
            {
              "board": "ncc-ap", "credentialType": "{{code}}", "publicTitle": "Renewed Peer", "numberPrefix": "{{code}}",
              "version": 1, "effectiveFrom": "2020-01-01", "decidingDate": "Receipt", "period": { "months": 24, "source": "order" },
              "topics": { "ethics": "Ethics", "peer-recovery": "Peer recovery" }, "sources": { "order": { "title": "Order of the board", "date": "2026-02-27" } },
              "root": { "element": "minutes", "id": "practice", "label": "200 hours of practice", "source": "order", "kind": "Practice", "atLeast": "200h" },
              "renewal": {
                "id": "renewal", "label": "Renewal", "source": "order",
                "root": {
                  "element": "minutes", "id": "renewal-training", "label": "20 hours of continuing education", "source": "order", "kind": "Training", "atLeast": "20h",
                  "window": { "from": "PeriodStart", "until": "Expiry" },
                  "parts": [
                    { "id": "renewal-ethics", "label": "6 hours on ethics", "source": "order", "topics": ["ethics"], "atLeast": "6h" },
                    { "id": "renewal-approved", "label": "10 hours of approved courses", "source": "order", "where": { "tag": ["approved"] }, "atLeast": "10h", "shared": true }
                  ]
                }
              },
              "carryOver": { "id": "carry-over", "label": "Up to 5 hours over", "source": "order", "nextAtMost": "5h" }
            }
            """;
        db.RequirementSets.Add(new RequirementSetVersion
        {
            Id = Guid.CreateVersion7(),
            CredentialTypeId = type.Id,
            Number = 1,
            EffectiveFrom = new DateOnly(2020, 1, 1),
            State = RequirementSetState.Published,
            Document = document,
            Sha256 = RequirementSetVersion.HashOf(document),
        });
        await db.SaveChangesAsync(Token);
        return code;
    });

    private static string? Text(JsonElement of, string field) => of.GetProperty(field).GetString();

    private static int Whole(JsonElement of, string field) => of.GetProperty(field).GetInt32();

    private static async Task<JsonElement> Ledger(KnownHolder holder) => await Answered(await holder.Client.GetAsync($"/api/v1/me/credentials/{holder.Number}/continuing-education", Token));
}
