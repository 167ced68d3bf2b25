using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Security;

/// <summary>Whom boards write to at a training provider.</summary>
public sealed record ProviderContact(string Name, string Email);

/// <summary>Encrypts and reads the contact of a training provider and the family names on its rosters.</summary>
public sealed class TrainingSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _contacts = protection.CreateProtector("provider-contact");
    private readonly IDataProtector _names = protection.CreateProtector("roster-name");

    public string Close(ProviderContact contact) => _contacts.Protect(JsonSerializer.Serialize(contact, RegistryJson.Options));

    public ProviderContact OpenContact(string sealedText) => JsonSerializer.Deserialize<ProviderContact>(_contacts.Unprotect(sealedText), RegistryJson.Options)!;

    public string CloseName(string familyName) => _names.Protect(familyName);

    public string OpenName(string sealedText) => _names.Unprotect(sealedText);
}
