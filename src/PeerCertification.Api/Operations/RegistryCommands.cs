using System.CommandLine;
using MediatR;
using Microsoft.AspNetCore.Connections;
using PeerCertification.Api.Features.Jobs;
using PeerCertification.Api.Features.Staff;
using PeerCertification.Api.Operations.Demo;
using PeerCertification.Api.Operations.Tour;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Persistence.Seeding;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Operations;

/// <summary>What can be said on the command line.</summary>
internal static class RegistryCommands
{
    /// <summary>As shells tell of a program that was stopped with Ctrl+C.</summary>
    private const int Interrupted = 130;

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
            await DatabasePreparation.Seed(app.Services, DatabasePreparation.SeedFolder, stop);
            return 0;
        }));
        root.Add(RunJobNow());
        root.Add(AppointOperator());
        root.Add(Verb("tour", "Play the whole story against a throw-away registry on this machine.", TourHost.Run));
        return root;
    }

    /// <summary>For an operator at the machine, and for schedulers other than ours. It does not listen, and fires no other job.</summary>
    private static Command RunJobNow()
    {
        var name = new Argument<string>("name") { Description = "A row of the schedule, such as FlagExpiringCredentials." };
        var day = new Option<DateOnly?>("--day") { Description = "A past day, for a job that works by days." };
        var command = new Command("run-job", "Run one job now, for today or for a past day, and stop.") { name, day };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, stop) => Run((settings, token) => RunJobNow(parsed.GetRequiredValue(name), parsed.GetValue(day), settings, token), parsed, stop));
        return command;
    }

    /// <summary>Every other role is given by somebody who holds one; the first operator is made by whoever holds the machine.</summary>
    private static Command AppointOperator()
    {
        var email = new Argument<string>("email") { Description = "The confirmed address of an account." };
        var command = new Command("appoint-operator", "Make an account that exists an operator, and stop.") { email };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, stop) => Run((settings, token) => AppointOperator(parsed.GetRequiredValue(email), settings, token), parsed, stop));
        return command;
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
        catch (Exception notStarted) when (notStarted is SettingsMissingException or UnknownDatabaseException)
        {
            await Console.Error.WriteLineAsync(notStarted.Message);
            return 2;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{taken.Message} Stop what listens there, or name another address: --urls=http://localhost:5081 --Registry:PublicAddress=http://localhost:5081");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Interrupted;
        }
    }

    private static async Task<int> RunJobNow(string name, DateOnly? day, string[] settings, CancellationToken stop)
    {
        await using var app = RegistryApp.Build(settings);
        await DatabasePreparation.Migrate(app.Services, stop);
        using var scope = app.Services.CreateScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RunJob.Order(name, day), stop);
        if (outcome.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Reason);
            return 1;
        }

        var run = outcome.Value;
        Console.WriteLine($"{run.Job} for {run.ForDay:yyyy-MM-dd}: {run.Outcome}, {run.Error ?? $"{run.Count} done"}, in {(run.EndedAtUtc - run.StartedAtUtc)?.TotalSeconds:0.000} s");
        return run.Outcome == JobOutcome.Succeeded ? 0 : 1;
    }

    private static async Task<int> AppointOperator(string email, string[] settings, CancellationToken stop)
    {
        await using var app = RegistryApp.Build(settings);
        await DatabasePreparation.Migrate(app.Services, stop);
        using var scope = app.Services.CreateScope();
        var act = scope.ServiceProvider.GetRequiredService<CurrentAct>();
        (act.Permission, act.Actor) = (CurrentAct.ByCommandLine, CurrentAct.ByCommandLine);
        if ((await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new AppointOperator.Command(email), stop)).Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Reason);
            return 1;
        }

        Console.WriteLine("The account is an operator.");
        return 0;
    }

    private static async Task<int> Serve(string[] settings, CancellationToken stop)
    {
        await using var app = RegistryApp.Build(settings);
        await DatabasePreparation.Prepare(app.Services, DatabasePreparation.SeedFolder, stop);
        var demo = app.Environment.IsDevelopment() ? app.Configuration.GetSection("Demo").Get<DemoSettings>() ?? new DemoSettings() : new DemoSettings { Enabled = false };
        if (demo.Enabled)
        {
            await DemoAccounts.Create(app.Services, stop);
            await DemoCredential.Create(app.Services, stop);
        }

        if (demo is { Enabled: true, People: true })
        {
            await DemoBoard.Create(app.Services, DatabasePreparation.SeedFolder, stop);
            await DemoPeople.Create(app.Services, DatabasePreparation.SeedFolder, stop);
        }

        ShowAccounts(demo);
        await app.StartAsync(stop);
        Greet(app, demo);
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    /// <summary>Before the start, whose own lines would fall in between.</summary>
    private static void ShowAccounts(DemoSettings demo)
    {
        if (!demo.Enabled)
        {
            return;
        }

        Console.WriteLine($"Accounts to try it with; the password of each is '{DemoAccounts.Password}':");
        foreach (var (email, role, board) in DemoAccounts.All)
        {
            Console.WriteLine($"  {email,-30} {role}{(board is null ? "" : $" of {board}")}");
        }
    }

    private static void Greet(WebApplication app, DemoSettings demo)
    {
        foreach (var address in app.Urls)
        {
            Console.WriteLine($"The registry answers at {address}, and shows its operations at {address}/swagger");
        }

        if (demo.Enabled)
        {
            Console.WriteLine($"A credential to verify: {app.Urls.First()}/api/v1/verifications/{DemoCredential.Number}?on={DemoCredential.SomeDay:yyyy-MM-dd}");
        }
    }
}
