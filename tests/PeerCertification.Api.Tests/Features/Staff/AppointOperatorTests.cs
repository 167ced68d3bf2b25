using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Contract;
using PeerCertification.Api.Tests.Worlds;

namespace PeerCertification.Api.Tests.Features.Staff;

/// <summary>The verb of the command line, on the database of a registry that is serving.</summary>
public abstract class AppointOperatorTests(RegistryApi api) : RegistryTest(api)
{
    public sealed class OnSqlite(SqliteRegistry api) : AppointOperatorTests(api), IClassFixture<SqliteRegistry>;

    public sealed class OnPostgres(PostgresRegistry api) : AppointOperatorTests(api), IClassFixture<PostgresRegistry>;

    [Fact]
    public async Task The_account_is_an_operator_from_then_on_and_the_history_tells_who_made_it_one()
    {
        var email = await Api.AnAccount(Role.Applicant);
        await Refused(await (await Api.Client(email)).GetAsync("/api/v1/outbox", Token), "access.not_permitted");

        Assert.Equal(0, await Appoint(email));

        await Answered(await (await Api.Client(email)).GetAsync("/api/v1/outbox", Token));
        var line = Assert.Single(await Lines(email));
        Assert.Equal(("AppointOperator", "OperatorAppointed", "CommandLine", "CommandLine", null), (line.Act, line.Event, line.Actor, line.Permission, line.ActorAccountId));
        Assert.Contains("\"role\":\"Operator\"", line.After, StringComparison.Ordinal);
        Assert.DoesNotContain(email, line.After, StringComparison.OrdinalIgnoreCase);
        Assert.True(EventsDocument.Rows[line.Act].Fits([line.Event]));
    }

    [Fact]
    public async Task Said_again_it_changes_nothing()
    {
        var email = await Api.AnAccount(Role.Applicant);

        Assert.Equal((0, 0), (await Appoint(email), await Appoint(email)));

        Assert.Single(await Lines(email));
        Assert.Equal(1, await Api.Stored(db => db.Grants.CountAsync(g => g.Role == Role.Operator && db.Users.Any(u => u.Id == g.AccountId && u.Email == email), Token)));
    }

    [Fact]
    public async Task Nobody_without_a_confirmed_address_becomes_one()
    {
        var email = AccountsWorld.AnAddress();
        await Answered(await Api.Post("", new { email, password = RegistryApi.Password }), 202);

        Assert.Equal((1, 1), (await Appoint(email), await Appoint("nobody@example.test")));

        Assert.Equal(["AccountRegistered"], (await Lines(email)).Select(l => l.Event));
    }

    private Task<int> Appoint(string email)
    {
        var settings = Api.Services.GetRequiredService<IConfiguration>();
        return RegistryCommands.Create().Parse(
        [
            "appoint-operator", email, "--environment=Development", "--Jobs:Enabled=false", $"--Data:Folder={Api.Folder}",
            $"--Database:Provider={settings["Database:Provider"] ?? "Sqlite"}", .. settings["Database:ConnectionString"] is { } connection ? [$"--Database:ConnectionString={connection}"] : Array.Empty<string>(),
        ]).InvokeAsync(cancellationToken: Token);
    }

    private Task<List<HistoryEntry>> Lines(string email) =>
        Api.Stored(db => db.History.AsNoTracking().Where(h => db.Users.Any(u => u.Id == h.SubjectId && u.Email == email)).OrderBy(h => h.Sequence).ToListAsync(Token));
}
