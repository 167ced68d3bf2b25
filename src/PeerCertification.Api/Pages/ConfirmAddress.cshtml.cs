using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.Accounts;
using PeerCertification.Api.Operations;

namespace PeerCertification.Api.Pages;

/// <summary>Where the owner of an address shows that it is theirs.</summary>
[EnableRateLimiting(RequestLimits.SignIn)]
public sealed class ConfirmAddressModel(IMediator mediator) : LinkPage(mediator)
{
    public bool IsDone { get; private set; }

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPost(string? link)
    {
        var secrets = MailLink.Read(link);
        return Do(new ConfirmAddress.Command(secrets.Email ?? "", secrets.Token), _ =>
        {
            IsDone = true;
            return Task.FromResult<IActionResult>(Page());
        }, () => Task.FromResult<IActionResult>(Page()));
    }
}
