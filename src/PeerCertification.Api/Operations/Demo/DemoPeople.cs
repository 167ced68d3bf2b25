using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Operations.Demo;

/// <summary>What became of a generated person. Together they stand in every state that an application or a credential can be in.</summary>
internal enum Fate
{
    Registered,
    Draft,
    Abandoned,
    Submitted,
    InReview,
    AwaitingApplicant,
    AwaitingThirdParty,
    Recommended,
    Denied,
    Withdrawn,
    JustCertified,
    Active,
    Expiring,
    Renewed,
    RenewalWaiting,
    InGrace,
    RenewedInGrace,
    Expired,
    Reinstated,
    Inactive,
    Suspended,
    SuspensionOver,
    Revoked,
    Surrendered,
    Deceased,
}

/// <summary>One line of seed-data/people.json.</summary>
internal sealed record DemoPerson(string Email, string LegalName, string Board, string CredentialType, Fate Fate);

/// <summary>
/// Plays the sixty generated people of seed-data/people.json into the registry, in Development only. Each goes the same way as everybody:
/// the commands of the registry, one after another, on the days on which they would have been sent.
/// </summary>
internal static class DemoPeople
{
    /// <summary>How long ago each fate began, in days, and what happened then.</summary>
    private static readonly Dictionary<Fate, (int DaysAgo, Func<DemoLife, Task>[] Steps)> Lives = new()
    {
        [Fate.Registered] = (3, []),
        [Fate.Draft] = (20, [l => l.KeepRecord(), l => l.LogSome(), l => l.Begin()]),
        [Fate.Abandoned] = (300, [l => l.KeepRecord(), l => l.Begin(), l => l.LeaveLinkUnanswered(), l => l.LetDraftLie()]),
        [Fate.Submitted] = (4, [l => l.Submit()]),
        [Fate.InReview] = (12, [l => l.Submit(), l => l.BeginReview(), l => l.JudgeOne()]),
        [Fate.AwaitingApplicant] = (15, [l => l.Submit(), l => l.BeginReview(), l => l.AskApplicant()]),
        [Fate.AwaitingThirdParty] = (15, [l => l.Submit(), l => l.BeginReview(), l => l.AskThirdParty()]),
        [Fate.Recommended] = (18, [l => l.Submit(), l => l.BeginReview(), l => l.AcceptAll(), l => l.Recommend()]),
        [Fate.Denied] = (40, [l => l.Submit(), l => l.BeginReview(), l => l.RejectOne(), l => l.Recommend(), l => l.Deny()]),
        [Fate.Withdrawn] = (25, [l => l.Submit(), l => l.Withdraw()]),
        [Fate.JustCertified] = (4, [l => l.BecomeCertified(), l => l.Pay()]),
        [Fate.Active] = (120, [l => l.BecomeCertified(), l => l.Pay()]),
        [Fate.Expiring] = (690, [l => l.BecomeCertified()]),
        [Fate.Renewed] = (800, [l => l.BecomeCertified(), l => l.SendRenewal(daysAfterEnd: -60), l => l.Pay(), l => l.BeApproved()]),
        [Fate.RenewalWaiting] = (390, [l => l.BecomeCertified(), l => l.SendRenewal(daysAfterEnd: -10)]),
        [Fate.InGrace] = (400, [l => l.BecomeCertified()]),
        [Fate.RenewedInGrace] = (450, [l => l.BecomeCertified(), l => l.SendRenewal(daysAfterEnd: 20), l => l.BeApproved()]),
        [Fate.Expired] = (800, [l => l.BecomeCertified()]),
        [Fate.Reinstated] = (560, [l => l.BecomeCertified(), l => l.SendRenewal(daysAfterEnd: 150), l => l.BeApproved()]),
        [Fate.Inactive] = (200, [l => l.BecomeCertified(), l => l.Deactivate()]),
        [Fate.Suspended] = (210, [l => l.BecomeCertified(), l => l.Suspend(days: 400)]),
        [Fate.SuspensionOver] = (220, [l => l.BecomeCertified(), l => l.Suspend(days: 30)]),
        [Fate.Revoked] = (230, [l => l.BecomeCertified(), l => l.Revoke()]),
        [Fate.Surrendered] = (240, [l => l.BecomeCertified(), l => l.Surrender()]),
        [Fate.Deceased] = (250, [l => l.BecomeCertified(), l => l.RecordDeath()]),
    };

    internal static async Task Create(IServiceProvider services, string seedFolder, CancellationToken stop)
    {
        var people = JsonSerializer.Deserialize<DemoPerson[]>(await File.ReadAllTextAsync(Path.Combine(seedFolder, "people.json"), stop), RegistryJson.Options)!;
        // Whoever is there stays, also where an earlier start was stopped in the middle of the sixty.
        var there = await AlreadyThere(services, stop);
        var missing = people.Where(p => !there.Contains(p.Email)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        Console.WriteLine($"Making {missing.Count} people to look at, once; this takes some seconds.");
        var clock = services.GetRequiredService<SandboxClock>();
        var staff = await DemoStaff.Read(services, stop);
        var (now, step) = (clock.GetUtcNow(), clock.Step);
        try
        {
            foreach (var person in missing)
            {
                var (daysAgo, steps) = Lives[person.Fate];
                var life = new DemoLife(services, clock, staff, person, now.AddDays(-daysAgo));
                await life.Register(stop);
                foreach (var act in steps)
                {
                    stop.ThrowIfCancellationRequested();
                    await act(life);
                }
            }
        }
        finally
        {
            clock.Step = step;
        }
    }

    private static async Task<HashSet<string?>> AlreadyThere(IServiceProvider services, CancellationToken stop)
    {
        using var scope = services.CreateScope();
        return [.. await scope.ServiceProvider.GetRequiredService<RegistryContext>().Users.Select(u => u.Email).ToListAsync(stop)];
    }
}
