using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Security;

/// <summary>Encrypts what a decision was made on, so that it stays as it was and is read only here.</summary>
public sealed class DecisionSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("decision");

    /// <summary>Encrypts facts or an evaluation for their column.</summary>
    public string Close<T>(T part) => _protector.Protect(Written(part));

    /// <summary>The evaluation that a decision was made on.</summary>
    public Evaluation Findings(Decision decision) => Read<Evaluation>(decision.FindingsProtected);

    /// <summary>The facts that a decision was made on.</summary>
    public Facts Facts(Decision decision) => Read<Facts>(decision.FactsProtected);

    /// <summary>Whether an evaluation is, byte for byte, the one that was stored.</summary>
    public bool IsStored(Decision decision, Evaluation evaluation) => Written(evaluation) == _protector.Unprotect(decision.FindingsProtected);

    private static string Written<T>(T part) => JsonSerializer.Serialize(part, RegistryJson.Options);

    private T Read<T>(string closed) => JsonSerializer.Deserialize<T>(_protector.Unprotect(closed), RegistryJson.Options)!;
}
