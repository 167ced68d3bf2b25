using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.Accounts;
using PeerCertification.Api.Operations;

namespace PeerCertification.Api.Pages;

/// <summary>Where the owner of an address sets another password.</summary>
[EnableRateLimiting(RequestLimits.SignIn)]
public sealed class ResetPasswordModel(IMediator mediator) : LinkPage(mediator)
{
    public bool IsDone { get; private set; }

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPost(string? link, string? password)
    {
        var secrets = MailLink.Read(link);
        return Do(new ResetPassword.Command(secrets.Email ?? "", secrets.Token, password ?? ""), _ =>
        {
            IsDone = true;
            return Task.FromResult<IActionResult>(Page());
        }, () => Task.FromResult<IActionResult>(Page()));
    }
}
