using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Operations.Demo;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Tests.Operations.Demo;

public sealed class DemoPeopleTests(SqliteRegistry api) : RegistryTest(api), IClassFixture<SqliteRegistry>
{
    private const string Ben = """{"email":"ben@people.example.test","legalName":"Ben Ode","board":"ncc-ap","credentialType":"NCPRSS","fate":"Registered"}""";

    private const string Cleo = """{"email":"cleo@people.example.test","legalName":"Cleo Ray","board":"icrc","credentialType":"PR","fate":"Draft"}""";

    [Fact]
    public async Task A_start_makes_who_is_missing_and_leaves_who_is_there()
    {
        await DemoAccounts.Create(Api.Services, Token);

        await Make(Ben); // as far as a start came that was stopped
        var ben = await Api.Stored(db => db.Users.Where(u => u.Email == "ben@people.example.test").Select(u => u.Id).SingleAsync(Token));
        await Make(Ben, Cleo);
        var lines = await Api.Stored(db => db.History.CountAsync(Token));
        await Make(Ben, Cleo);

        Assert.Equal(ben, await Api.Stored(db => db.Users.Where(u => u.Email == "ben@people.example.test").Select(u => u.Id).SingleAsync(Token)));
        Assert.Equal("Cleo Ray", await Api.Stored(db => db.Applications.Select(a => a.Applicant.LegalName).SingleAsync(Token)));
        Assert.Equal(lines, await Api.Stored(db => db.History.CountAsync(Token)));
    }

    [Fact]
    public async Task A_start_that_is_told_to_stop_stops()
    {
        await DemoAccounts.Create(Api.Services, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DemoPeople.Create(Api.Services, Folder(Cleo.Replace("cleo", "dora", StringComparison.Ordinal)), new CancellationToken(canceled: true)));

        Assert.False(await Api.Stored(db => db.Users.AnyAsync(u => u.Email == "dora@people.example.test", Token)));
    }

    [Fact]
    public async Task The_clock_is_left_as_far_from_real_time_as_it_was()
    {
        await DemoAccounts.Create(Api.Services, Token);
        var clock = Api.Services.GetRequiredService<SandboxClock>();
        var step = clock.Step;

        await Make(Ben.Replace("ben", "edda", StringComparison.Ordinal));

        Assert.Equal(step, clock.Step);
    }

    private Task Make(params string[] people) => DemoPeople.Create(Api.Services, Folder(people), Token);

    private string Folder(params string[] people)
    {
        File.WriteAllText(Path.Combine(Api.Folder, "people.json"), $"[{string.Join(',', people)}]");
        return Api.Folder;
    }
}
