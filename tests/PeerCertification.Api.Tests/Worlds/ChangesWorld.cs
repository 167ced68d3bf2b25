using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>A change as the log holds it.</summary>
public sealed record LoggedChange(StandingChangeKind Kind, Standing? From, Standing To, DateOnly EffectiveOn, bool IsCorrection, string? Endorsement = null);

/// <summary>The log of standing changes, and the job that writes it.</summary>
public static class ChangesWorld
{
    /// <summary>The job has written down what changed.</summary>
    public static async Task HasRecordedChanges(this RegistryApi api)
    {
        var answer = await api.AsksForARun("RecordStandingChanges");
        Assert.Contains("\"Succeeded\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>One node goes once over what may have changed, whatever other nodes do meanwhile.</summary>
    public static async Task<int> ANodeRecordsChanges(this RegistryApi api, CancellationToken stop)
    {
        using var scope = api.Services.CreateScope();
        return (await scope.ServiceProvider.GetRequiredService<StandingChangeLog>().Write(atMost: 50, stop)).Found;
    }

    /// <summary>What the log says of a credential, in the order of the numbers.</summary>
    public static Task<List<LoggedChange>> Changes(this RegistryApi api, string number) => api.Stored(db =>
        db.StandingChanges.Where(c => c.Credential.Number == number).OrderBy(c => c.Number).Select(c => new LoggedChange(c.Kind, c.From, c.To, c.EffectiveOn, c.IsCorrection, c.Endorsement)).ToListAsync());

    /// <summary>The numbers after one, as a reader gets them who asks for what is new.</summary>
    public static Task<List<long>> NumbersAfter(this RegistryApi api, long after) => api.Stored(db =>
        db.StandingChanges.Where(c => c.Number > after).OrderBy(c => c.Number).Select(c => c.Number).ToListAsync());
}
