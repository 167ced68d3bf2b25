using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Pages;

/// <summary>The certificate as it is printed today, with a code that leads to where it is verified.</summary>
[EnableRateLimiting(RequestLimits.Verification)]
public sealed class PrintedModel(IMediator mediator, RegistrySettings registry) : PublicPage(mediator)
{
    public VerificationAnswer Answer { get; private set; } = null!;

    public string Address => PageRoutes.AddressOf(registry, Answer.Number);

    public Task<IActionResult> OnGet(string number) => ShowLookup(new VerifyCredential.Query(number, null, null), LookupWay.Verification, new(number), static a => [LookedUp.Of(a)], answer =>
    {
        Answer = answer;
        return Task.FromResult<IActionResult>(Page());
    });
}
