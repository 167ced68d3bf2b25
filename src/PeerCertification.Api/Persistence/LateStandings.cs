using System.Text.Json;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence;

/// <summary>What is shown after a period, as it lies in its column: nothing where that is expired, as it mostly is.</summary>
internal static class LateStandings
{
    internal static string? Written(IReadOnlyList<LateStanding>? shown) => shown is null or { Count: 0 } ? null : JsonSerializer.Serialize(shown, RegistryJson.Options);

    internal static IReadOnlyList<LateStanding>? Read(string? column) => column is null ? null : JsonSerializer.Deserialize<IReadOnlyList<LateStanding>>(column, RegistryJson.Options);
}
