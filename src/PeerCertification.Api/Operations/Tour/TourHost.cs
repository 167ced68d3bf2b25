using PeerCertification.Api.Operations.Demo;
using PeerCertification.Api.Persistence.Seeding;

namespace PeerCertification.Api.Operations.Tour;

/// <summary>Starts a real registry on a free loopback port with a database of its own, tells the story against it, and throws it away.</summary>
internal static class TourHost
{
    /// <returns>0 when every step came out as it should, 1 otherwise.</returns>
    internal static async Task<int> Run(string[] settings, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("peer-certification-tour-");
        try
        {
            await using var app = RegistryApp.Build([.. settings, "--environment=Development", "--urls=http://127.0.0.1:0", $"--Data:Folder={folder.FullName}", "--Jobs:Enabled=false", "--Limits:SignInsPerMinute=1000", "--Limits:AnonymousRequestsPerMinute=10000", "--Logging:LogLevel:Default=Warning"]);
            await DatabasePreparation.Prepare(app.Services, DatabasePreparation.SeedFolder, stop);
            await DemoAccounts.Create(app.Services, stop);
            await DemoCredential.Create(app.Services, stop);
            await app.StartAsync(stop);
            using var http = new HttpClient { BaseAddress = new Uri(new Uri(app.Urls.First()), "/api/v1/") };
            var guide = new TourGuide(http, Console.Out);
            await new TourStory(guide, Path.Combine(folder.FullName, "mail")).Tell();
            await app.StopAsync(stop);
            await Console.Out.WriteLineAsync($"{Environment.NewLine}The tour is over: {guide.Steps} requests, every answer as it should be.");
            return 0;
        }
        catch (TourException wrong)
        {
            await Console.Error.WriteLineAsync($"{Environment.NewLine}The tour stops here. {wrong.Message}");
            return 1;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
