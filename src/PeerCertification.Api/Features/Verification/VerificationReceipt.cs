using System.Text.Json;
using System.Text.Json.Serialization;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Features.Verification;

/// <summary>What a receipt says, under these names: the payload of the JWS. docs/employers.md describes it.</summary>
/// <param name="Iss">The address of the registry that says so.</param>
/// <param name="Iat">When it was said, in seconds since 1970 (UTC), as RFC 7519 counts.</param>
public sealed record VerificationReceipt(string Iss, long Iat, string Registry, VerificationReceipt.Asked Question, JsonElement Answer)
{
    /// <summary>What is signed of an answer.</summary>
    internal static VerificationReceipt Of<T>(RegistrySettings registry, Asked question, T answer, DateTime answeredAtUtc) =>
        new(registry.PublicAddress, new DateTimeOffset(answeredAtUtc).ToUnixTimeSeconds(), registry.Name, question, JsonSerializer.SerializeToElement(answer, RegistryJson.Options));

    /// <summary>For how many years after an answer the holders of its receipt are told that it was corrected.</summary>
    internal const int YearsTold = 3;

    /// <summary>What is on its way into the database while others look has an instant that is past already: so far back is looked again.</summary>
    internal static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(10);

    /// <param name="On">The day that was asked for, or today at the board where none was.</param>
    /// <param name="KnownAtUtc">The instant that was asked for, or when it was asked.</param>
    /// <param name="State">Of an assessment: where the service is given; null for a verification.</param>
    /// <param name="Purpose">Of an assessment: what for; null for a verification.</param>
    public sealed record Asked(
        string Number,
        DateOnly On,
        DateTime KnownAtUtc,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? State = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Purpose = null);

    /// <summary>What of an answer can be corrected later. The rest changes with every asking, follows from these, or is told as of now.</summary>
    private static readonly string[] Correctable = ["publicTitle", "nameAsPrinted", "standing", "standingUntilOn", "firstIssuedOn", "period", "restrictions", "endorsements", "scope", "says", "reasons"];

    /// <summary>The names of what another answer to the same question says otherwise. A receipt from before the registry told something says nothing of it.</summary>
    internal IReadOnlyList<string> DiffersIn(JsonElement other) => Differences(Answer, other);

    /// <summary>The same of two answers.</summary>
    internal static IReadOnlyList<string> Differences(JsonElement earlier, JsonElement later) =>
        [.. Correctable.Where(name => earlier.TryGetProperty(name, out var then) && later.TryGetProperty(name, out var now) && !JsonElement.DeepEquals(then, now))];
}
