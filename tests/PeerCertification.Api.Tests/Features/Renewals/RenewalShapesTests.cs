using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Renewals;

/// <summary>
/// Each row of renewal-shapes.json: rules, what happens on which day, and how the credential reads to an employer on chosen days. A row is one shape of
/// real rules; another is added there and nowhere else.
/// </summary>
public abstract class RenewalShapesTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : RenewalShapesTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : RenewalShapesTests(api), IClassFixture<PostgresRegistry>;

    private static readonly JsonArray Rows = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(ThisFile(), null).Replace(nameof(RenewalShapesTests), "renewal-shapes.json", StringComparison.Ordinal)))!.AsArray();

    public static TheoryData<string> Names => [.. Rows.Select(row => Text(row!, "shape"))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_shape_of_real_rules_comes_out_as_its_row_says(string shape)
    {
        var row = Rows.Single(r => Text(r!, "shape") == shape)!;
        Api.TheDayIs(Day(row["acts"]![0]!["on"]!));
        var world = await RenewalWorld.Under(Api, row["rules"]!.AsObject(), row["born"]?.GetValue<string>());
        foreach (var step in row["acts"]!.AsArray())
        {
            var on = Day(step!["on"]!);
            Api.TheDayIs(on);
            await Play(world, step.AsObject(), on);
        }

        foreach (var (day, standing) in row["stands"]!.AsObject())
        {
            Assert.True(await world.Standing(Day(day)) == standing!.GetValue<string>(), $"{shape}: on {day} it reads {await world.Standing(Day(day))} and not {standing}.");
        }
    }

    [Fact]
    public void The_table_has_every_shape_that_it_should()
    {
        var shapes = Names.Select(name => name.Data.Split(' ')[0]).ToHashSet();
        Assert.Superset(Enumerable.Range(1, 21).Select(n => $"E{n}").Concat(["K1", "K2", "K3", "K4", "G2", "G3", "T9", "T10", "T11"]).ToHashSet(), shapes);
    }

    private async Task Play(RenewalWorld world, JsonObject step, DateOnly on)
    {
        switch (Text(step, "act"))
        {
            case "issue":
                Ends(step, await world.IsIssued(on));
                break;
            case "holds":
                await world.HoldsAnother(Day(step["issued"]!));
                break;
            case "train":
                await world.LogsTraining(step["dated"] is { } dated ? Day(dated) : on, step["hours"]!.GetValue<double>(), step["topic"]?.GetValue<string>() ?? "peer");
                break;
            case "log":
                await world.Logs(step["entry"]!.AsObject());
                break;
            case "look":
                Looks(step, await world.View());
                break;
            case "transcript":
                var period = (await world.Ledger()).GetProperty("periods").EnumerateArray().Last();
                Assert.Equal(
                    $"{step["months"]} of {step["ofMonths"]}, {step["lacks"]}",
                    $"{period.GetProperty("prorated").GetProperty("months")} of {period.GetProperty("prorated").GetProperty("ofMonths")}, {period.GetProperty("lackingMinutes")}");
                break;
            case "send":
                await Outcome(step, await Sent(world));
                break;
            case "approve":
                Ends(step, await Outcome(step, await world.Approve()));
                break;
            case "renew":
                var sent = await Sent(world);
                Ends(step, sent.IsSuccessStatusCode ? await Outcome(step, await world.Approve()) : await Outcome(step, sent));
                break;
            case "deny":
                await Outcome(step, await world.Deny());
                break;
            case "withdraw":
                await Outcome(step, await world.Withdraw());
                break;
            case "post":
                await Outcome(step, await (await world.Officer()).Act(Api, world.Number, "posted-renewals", new { arrivedOn = on, postmarkedOn = step["postmarked"]?.GetValue<string>(), reason = "Envelope in the file." }));
                break;
            case "officer":
                await Outcome(step, await (await world.Officer()).Act(Api, world.Number, $"acts/{Text(step, "does")}", step["body"]!));
                break;
            default:
                Assert.Fail($"No such act: {step.ToJsonString()}");
                break;
        }
    }

    /// <summary>Begins and hands in; a draft that was refused is taken back, so that another can be begun.</summary>
    private static async Task<HttpResponseMessage> Sent(RenewalWorld world)
    {
        var begun = await world.Begin();
        if (!begun.IsSuccessStatusCode)
        {
            return begun;
        }

        var sent = await world.Send();
        if (!sent.IsSuccessStatusCode)
        {
            await world.Withdraw();
        }

        return sent;
    }

    private static async Task<JsonElement> Outcome(JsonObject step, HttpResponseMessage answer)
    {
        if (step["refused"] is { } code)
        {
            var problem = await Refused(answer, code.GetValue<string>());
            Assert.All(step["missing"]?.AsArray() ?? [], id => Assert.Contains($"\"{id}\"", problem.GetRawText(), StringComparison.Ordinal));
            return problem;
        }

        var body = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{step.ToJsonString()}: {body}");
        return JsonDocument.Parse(body).RootElement.Clone();
    }

    /// <summary>The period that was opened, where the row says which.</summary>
    private static void Ends(JsonObject step, JsonElement opened)
    {
        foreach (var (member, name) in (ReadOnlySpan<(string, string)>)[("starts", "startsOn"), ("ends", "endsOn")])
        {
            if (step[member] is { } day)
            {
                Assert.Equal($"{member} {day}", $"{member} {opened.GetProperty(name).GetString()}");
            }
        }
    }

    private static void Looks(JsonObject step, JsonElement seen)
    {
        foreach (var (name, wanted) in step.Where(member => member.Key is not ("on" or "act" or "hindrance" or "owes")))
        {
            Assert.Equal($"{name}: {wanted}", $"{name}: {seen.GetProperty(name)}");
        }

        if (step["hindrance"] is { } code)
        {
            Assert.Equal(code.GetValue<string>(), seen.GetProperty("hindrance").GetProperty("code").GetString());
        }

        if (step["owes"] is { } minutes)
        {
            var root = seen.GetProperty("evaluation").GetProperty("root");
            Assert.Equal((minutes[0]!.GetValue<int>(), minutes[1]!.GetValue<int>()), (root.GetProperty("have").GetInt32(), root.GetProperty("need").GetInt32()));
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static DateOnly Day(JsonNode node) => Day(node.GetValue<string>());

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
