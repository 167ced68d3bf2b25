using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace PeerCertification.Api.Pages;

/// <summary>Leads from the form to the page of the credential, which has an address of its own.</summary>
public sealed class LookUpModel(IMediator mediator) : PublicPage(mediator)
{
    public IActionResult OnGet(string? number) => Redirect(string.IsNullOrWhiteSpace(number) ? "/" : $"/credentials/{Uri.EscapeDataString(number.Trim())}");
}
