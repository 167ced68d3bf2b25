using System.CommandLine;
using PeerCertification.Api.Persistence.Seeding;

namespace PeerCertification.Api.Operations;

/// <summary>What can be said on the command line.</summary>
internal static class RegistryCommands
{
    internal static RootCommand Create()
    {
        var root = new RootCommand("The registry of certified peer specialists. Without a command it serves.") { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((parsed, stop) => Run(Serve, parsed, stop));

        root.Add(Verb("serve", "Create, migrate and seed the database where needed, then listen.", Serve));
        root.Add(Verb("migrate", "Bring the database to the newest schema and stop.", async (settings, stop) =>
        {
            await using var app = RegistryApp.Build(settings);
            await DatabasePreparation.Migrate(app.Services, stop);
            return 0;
        }));
        root.Add(Verb("seed", "Load boards, credential types and requirement sets, and stop.", async (settings, stop) =>
        {
            await using var app = RegistryApp.Build(settings);
            await DatabasePreparation.Migrate(app.Services, stop);
            await DatabasePreparation.Seed(app.Services, stop);
            return 0;
        }));
        return root;
    }

    private static Command Verb(string name, string description, Func<string[], CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((parsed, stop) => Run(run, parsed, stop));
        return command;
    }

    /// <summary>Everything that is not a verb of ours is a setting, as ASP.NET Core takes them: <c>--Database:Provider=Postgres</c>.</summary>
    private static async Task<int> Run(Func<string[], CancellationToken, Task<int>> run, ParseResult parsed, CancellationToken stop)
    {
        try
        {
            return await run([.. parsed.UnmatchedTokens], stop);
        }
        catch (SettingsMissingException missing)
        {
            await Console.Error.WriteLineAsync(missing.Message);
            return 2;
        }
    }

    private static async Task<int> Serve(string[] settings, CancellationToken stop)
    {
        await using var app = RegistryApp.Build(settings);
        await DatabasePreparation.Migrate(app.Services, stop);
        await DatabasePreparation.Seed(app.Services, stop);
        await app.RunAsync(stop);
        return 0;
    }
}
