using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Pages;

/// <summary>Leads from the form to the page of the credential, which has an address of its own. What cannot be a number is told in the form.</summary>
public sealed class LookUpModel(IMediator mediator) : LookUpPage(mediator)
{
    public async Task<IActionResult> OnGet(string? number)
    {
        Number = number?.Trim();
        var read = CredentialNumber.Read(Number ?? "");
        return read.Refusal is { } refusal
            ? await Again(refusal, () => Task.FromResult<IActionResult>(Page()))
            : Redirect($"/credentials/{read.Value}");
    }
}
