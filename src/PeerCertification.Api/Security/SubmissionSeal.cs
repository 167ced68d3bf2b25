using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Security;

/// <summary>Everything that was submitted, as it was on the day of receipt: the person, the rules, the facts, and how they came out.</summary>
public sealed record SubmittedFile(
    string LegalName,
    string? PreferredName,
    EducationLevel EducationLevel,
    SensitiveData Person,
    int RequirementSet,
    string RequirementSetSha256,
    Facts Facts,
    Evaluation Evaluation);

/// <summary>Encrypts what was submitted, so that it stays as it was and is read only here.</summary>
public sealed class SubmissionSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("submission");

    public string Close(SubmittedFile file) => _protector.Protect(JsonSerializer.Serialize(file, RegistryJson.Options));

    public SubmittedFile Open(string sealedFile) => JsonSerializer.Deserialize<SubmittedFile>(_protector.Unprotect(sealedFile), RegistryJson.Options)!;
}
