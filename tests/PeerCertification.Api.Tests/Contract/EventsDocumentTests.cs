using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Operations.Demo;
using PeerCertification.Api.Operations.Tour;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Api.Tests.Persistence;

namespace PeerCertification.Api.Tests.Contract;

/// <summary>docs/events.md says what is true: every act is in it, every event, who may, and what a whole story played over HTTP leaves in the history.</summary>
public abstract class EventsDocumentTests : RegistryTest
{
    /// <summary>Come by no route of their own: by the token of an outside issuer, and by the command line. OutsideIssuerTests and AppointOperatorTests play them.</summary>
    private static readonly string[] NotPlayed = ["AdmitOutsider", "AppointOperator"];

    private readonly ActWatch _watch;

    private protected EventsDocumentTests(RegistryApi api, ActWatch watch) : base(api) => _watch = watch;

    public sealed class OnSqlite(OnSqlite.Registry api) : EventsDocumentTests(api, api.ActWatch), IClassFixture<OnSqlite.Registry>
    {
        public sealed class Registry : SqliteRegistry
        {
            internal ActWatch ActWatch { get; } = new();

            protected override void ConfigureWebHost(IWebHostBuilder builder)
            {
                base.ConfigureWebHost(builder);
                builder.ConfigureServices(s => s.AddSingleton<IStartupFilter>(ActWatch));
            }
        }
    }

    public sealed class OnPostgres(OnPostgres.Registry api) : EventsDocumentTests(api, api.ActWatch), IClassFixture<OnPostgres.Registry>
    {
        public sealed class Registry : PostgresRegistry
        {
            internal ActWatch ActWatch { get; } = new();

            protected override void ConfigureWebHost(IWebHostBuilder builder)
            {
                base.ConfigureWebHost(builder);
                builder.ConfigureServices(s => s.AddSingleton<IStartupFilter>(ActWatch));
            }
        }
    }

    [Fact]
    public void Every_act_has_a_row_and_every_row_is_an_act()
    {
        var acts = typeof(Program).Assembly.GetTypes()
            .Where(t => t.DeclaringType is not null && (t.IsAssignableTo(typeof(ICommand)) || (t.Name == "Command" && t.IsAssignableTo(typeof(IBaseRequest)))))
            .Select(t => t.DeclaringType!.Name).Order(StringComparer.Ordinal).ToList();

        Assert.True(acts.Count > 50, $"only {acts.Count} acts were found");
        Assert.Equal(acts, EventsDocument.Rows.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_event_is_in_some_row_and_every_event_named_exists() =>
        Assert.Equal(Enum.GetNames<RegistryEvent>().Order(StringComparer.Ordinal), EventsDocument.Rows.Values.SelectMany(r => r.All).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_permission_in_a_row_is_the_one_that_the_route_asks_for()
    {
        var routes = (await ApiOperation.ReadAll(Api)).ToDictionary(o => o.Name, o => o.Permission);
        var wrong = from row in EventsDocument.Rows
                    where !NotPlayed.Contains(row.Key)
                    let asked = JobSchedule.Find(row.Key) is null ? routes[row.Key] : CurrentAct.ByClock
                    where row.Value.Permission != asked
                    select $"{row.Key}: {row.Value.Permission} instead of {asked}";

        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task Every_act_of_a_whole_story_raises_what_its_row_says_and_nothing_else()
    {
        await EventsStory.OfAccountsAndStaff(Api);
        await EventsStory.OfEvidence(Api);
        await EventsStory.OfApplications(Api);
        await EventsStory.OfCredentials(Api);
        await EventsStory.OfRules(Api);
        await EventsStory.OfTraining(Api);
        await EventsStory.OfOrganisations(Api);
        await EventsStory.OfFees(Api);
        await EventsStory.OfAudits(Api);
        await EventsStory.OfMessages(Api);
        await EventsStory.OfRenewals(Api);
        await DemoAccounts.Create(Api.Services, Token);
        await DemoCredential.Create(Api.Services, Token);
        var guide = new TourGuide(Api.CreateClient(new() { BaseAddress = new Uri("http://localhost/api/v1/") }), TextWriter.Null);
        await new TourStory(guide, Path.Combine(Api.Folder, "mail")).Tell();
        await EventsStory.OfTheClock(Api); // four years later, as the tour left the registry's clock

        await PublicRecordTests.AgreeWithTheTables(Api);
        var played = _watch.Played.Where(p => EventsDocument.Rows.ContainsKey(p.Act)).ToList();
        Assert.Equal(NotPlayed, EventsDocument.Rows.Keys.Except(played.Select(p => p.Act)));
        Assert.Equal([], _watch.Played.Except(played).Where(p => p.Events.Count > 0));
        Assert.Equal([], played.Where(p => !EventsDocument.Rows[p.Act].Fits(p.Events)).Select(p => $"{p.Act} raised {string.Join(", ", p.Events)}").Distinct());
    }
}
