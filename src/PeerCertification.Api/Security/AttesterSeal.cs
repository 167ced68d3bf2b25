using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Security;

/// <summary>Encrypts and reads the name and the e-mail address of an attester.</summary>
public sealed class AttesterSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("attester");

    public string Close(Attester attester) => _protector.Protect(JsonSerializer.Serialize(attester, RegistryJson.Options));

    public Attester Open(string sealedText) => JsonSerializer.Deserialize<Attester>(_protector.Unprotect(sealedText), RegistryJson.Options)!;
}
