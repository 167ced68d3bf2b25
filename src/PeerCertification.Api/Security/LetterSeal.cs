using Microsoft.AspNetCore.DataProtection;

namespace PeerCertification.Api.Security;

/// <summary>Encrypts and reads what is kept of a letter in its reader's inbox.</summary>
public sealed class LetterSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _letters = protection.CreateProtector("inbox");

    public string Close(string text) => _letters.Protect(text);

    public string Open(string sealedText) => _letters.Unprotect(sealedText);
}
