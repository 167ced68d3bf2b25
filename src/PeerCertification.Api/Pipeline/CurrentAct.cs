using PeerCertification.Api.Security;

namespace PeerCertification.Api.Pipeline;

/// <summary>Who is doing what, under which permission: filled from the request at the edge, or by the job runner.</summary>
public sealed class CurrentAct
{
    public const string ByClock = "Clock";

    public const string ByAttester = "Attester";

    /// <summary>The rules of a board, where they decide without a person.</summary>
    public const string ByRule = "Rule";

    /// <summary>Whoever holds the machine; no account is asked for.</summary>
    public const string ByCommandLine = "CommandLine";

    /// <summary>The use case, such as <c>ApproveApplication</c>; told by the pipeline.</summary>
    public string Name { get; set; } = "";

    /// <summary>The permission of the route, or <c>Account</c>, <c>Anyone</c>, <c>Clock</c> or <c>CommandLine</c>.</summary>
    public string Permission { get; set; } = ByClock;

    /// <summary>Who acts, where something other than an account proves it, such as the link of an attester.</summary>
    public string? Actor { get; set; }

    /// <summary>What the caller sent as Idempotency-Key, if anything.</summary>
    public string? IdempotencyKey { get; set; }

    internal void ReadFrom(HttpContext http)
    {
        var access = http.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>();
        Permission = access switch
        {
            { Permission: { } permission } => permission.ToString(),
            { Anonymous: true } => "Anyone",
            _ => "Account",
        };

        // Not on routes for anyone: their requests hold passwords and link tokens, of which not even a hash is kept.
        IdempotencyKey = access is { Anonymous: false } && http.Request.Headers["Idempotency-Key"] is [{ Length: > 0 } key] ? key : null;
    }
}
