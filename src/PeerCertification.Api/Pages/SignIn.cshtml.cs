using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.Accounts;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Pages;

/// <summary>Where people sign in to the pages, and from where they go on to the page that they wanted.</summary>
[EnableRateLimiting(RequestLimits.SignIn)]
[SignedInAlready]
public sealed class SignInModel(IMediator mediator) : PublicPage(mediator)
{
    public string? Email { get; private set; }

    /// <summary>Where they came from; an address of this registry, or it is not gone to.</summary>
    public string? Back { get; private set; }

    public void OnGet(string? back) => Back = back;

    public Task<IActionResult> OnPost(string? email, string? password, string? code, string? back)
    {
        (Email, Back) = (email, back);
        var shown = string.IsNullOrWhiteSpace(code) ? null : code.Trim();
        return Do(new SignIn.Command(email?.Trim() ?? "", password ?? "", shown), async principal =>
        {
            await HttpContext.SignInAsync(PageSession.SchemeName, principal);
            return LocalRedirect(Onward(back));
        }, () => Task.FromResult<IActionResult>(Page()));
    }

    /// <summary>The address as a header can hold it: letters that are not of ASCII stand in it as their bytes.</summary>
    private string Onward(string? back) => Url.IsLocalUrl(back) && Uri.TryCreate(back, UriKind.Relative, out var address) ? UriHelper.Encode(address) : "/my";
}
