using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Operations.Demo;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Persistence.Seeding;
using PeerCertification.Api.Tests.Contract;
using PeerCertification.Api.Tests.Worlds;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Tests.Operations.Demo;

/// <summary>The sixty people of the demonstration, made once, against the table in seed-data/README.md.</summary>
public sealed class DemoStandingsTests(DemoStandingsTests.Sixty sixty) : RegistryTest(sixty), IClassFixture<DemoStandingsTests.Sixty>
{
    /// <summary>A registry in which they were made.</summary>
    public sealed class Sixty : SqliteRegistry, IAsyncLifetime
    {
        public async ValueTask InitializeAsync()
        {
            TheTimeIs(new DateTimeOffset(Today, new TimeOnly(11, 0), TimeSpan.Zero)); // the clock goes on while they are made, and the tests look at noon
            await DemoAccounts.Create(Services, CancellationToken.None);
            await DemoBoard.Create(Services, DatabasePreparation.SeedFolder, CancellationToken.None);
            await DemoPeople.Create(Services, DatabasePreparation.SeedFolder, CancellationToken.None);
        }
    }

    /// <summary>One line of the table: what it says of everybody with this fate.</summary>
    private sealed record Line(string Fate, int People, string Applications, string Credential, string Standing);

    private const string None = "none";

    private static readonly DateOnly Today = new(2026, 3, 1);

    [Fact]
    public async Task Each_stands_as_the_readme_says()
    {
        var said = Table();

        foreach (var person in People())
        {
            var line = said[person.Fate.ToString()];
            var (applications, credential, standing) = (await Applications(person), await Credential(person), await Standings(person));
            Assert.True(
                (applications, credential, standing) == (line.Applications, line.Credential, line.Standing),
                $"{person.Email} ({person.Fate}): applications {applications}, credential {credential}, standing {standing}; the table says {line.Applications}, {line.Credential}, {line.Standing}.");
        }
    }

    [Fact]
    public void The_table_has_everybody_once()
    {
        var fates = People().GroupBy(p => p.Fate.ToString()).ToDictionary(f => f.Key, f => f.Count());

        Assert.Equal(60, fates.Values.Sum());
        Assert.Equal(fates.OrderBy(f => f.Key), Table().ToDictionary(l => l.Key, l => l.Value.People).OrderBy(f => f.Key));
    }

    [Fact]
    public void Every_state_of_an_application_every_state_of_a_credential_and_every_standing_is_somebodys()
    {
        var lines = Table().Values;

        Assert.Equal(Enum.GetNames<ApplicationState>().Order(), lines.SelectMany(l => Words(l.Applications)).Distinct().Order());
        Assert.Equal(Enum.GetNames<CredentialState>().Except([nameof(CredentialState.None)]).Order(), lines.SelectMany(l => Words(l.Credential)).Distinct().Order());
        Assert.Equal(Enum.GetNames<Standing>().Order(), lines.SelectMany(l => Words(l.Standing)).Distinct().Order());
    }

    [Fact]
    public async Task Every_state_of_an_entry_and_of_a_link_is_somewhere()
    {
        var entries = await Api.Stored(db => db.Evidence.Select(e => e.State).Union(db.ApplicationItems.Select(i => i.State)).ToListAsync(Token));
        var links = await Api.Stored(db => db.AttestationRequests.Select(r => r.State).Distinct().ToListAsync(Token));

        Assert.Equal(Enum.GetValues<EvidenceState>(), entries.Order());
        Assert.Equal(Enum.GetValues<AttestationState>(), links.Order());
    }

    /// <summary>Its applications as their owner sees them, the oldest first.</summary>
    private async Task<string> Applications(DemoPerson person)
    {
        var answer = await Answered(await Api.With(await Api.Tokens(person.Email, DemoAccounts.Password)).GetAsync("/api/v1/applications", Token));
        var own = answer.GetProperty("applications").EnumerateArray().OrderBy(a => a.GetProperty("id").GetGuid()).Select(a => a.GetProperty("state").GetString()!).ToList();
        return own.Count == 0 ? None : string.Join(", ", own);
    }

    private Task<string> Credential(DemoPerson person) => Api.Stored(async db =>
    {
        var found = await db.Credentials.Include(c => c.Acts).Include(c => c.Periods).SingleOrDefaultAsync(c => db.Applicants.Any(a => a.Id == c.ApplicantId && db.Users.Any(u => u.Id == a.AccountId && u.Email == person.Email)), Token);
        return found is null ? None : CredentialTimeline.StateOn(Today, CredentialActRow.Read(found.Acts, found.Periods)).ToString();
    });

    /// <summary>What anybody is told of today, and of yesterday where that is something else.</summary>
    private async Task<string> Standings(DemoPerson person)
    {
        var number = await Api.Stored(db => db.Credentials.Where(c => db.Applicants.Any(a => a.Id == c.ApplicantId && db.Users.Any(u => u.Id == a.AccountId && u.Email == person.Email))).Select(c => c.Number).SingleOrDefaultAsync(Token));
        if (number is null)
        {
            return None;
        }

        var (today, yesterday) = (await Standing(number, Today), await Standing(number, Today.AddDays(-1)));
        return today == yesterday ? today : $"{today}, yesterday {yesterday}";
    }

    private async Task<string> Standing(string number, DateOnly on) =>
        (await Answered(await Api.CreateClient().GetAsync($"/api/v1/verifications/{number}?on={on:yyyy-MM-dd}", Token))).GetProperty("standing").GetString()!;

    private static IEnumerable<string> Words(string cell) => cell.Replace(" yesterday ", " ", StringComparison.Ordinal).Split(", ").Where(word => word != None);

    private static DemoPerson[] People() => JsonSerializer.Deserialize<DemoPerson[]>(File.ReadAllText(Path.Combine(ApprovedText.Root, "seed-data", "people.json")), RegistryJson.Options)!;

    private static Dictionary<string, Line> Table() => File.ReadLines(Path.Combine(ApprovedText.Root, "seed-data", "README.md"))
        .SkipWhile(line => !line.StartsWith("| Fate |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Select(cells => new Line(cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture), cells[3], cells[4], cells[5]))
        .ToDictionary(line => line.Fate);
}
