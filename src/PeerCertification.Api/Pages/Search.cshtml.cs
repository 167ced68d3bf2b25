using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Pages;

/// <summary>Who is or was so named on a credential, as the API's search answers.</summary>
[EnableRateLimiting(RequestLimits.NameSearch)]
public sealed class SearchModel(IMediator mediator) : PublicPage(mediator)
{
    public SearchByName.Response Answer { get; private set; } = null!;

    public Task<IActionResult> OnGet(string? familyName, string? givenName, string? state) =>
        ShowLookup(new SearchByName.Query(familyName ?? "", givenName, state?.Trim() ?? ""), LookupWay.Search, number: "", static r => [.. r.Found.Select(LookedUp.Of)], answer =>
        {
            Answer = answer;
            return Task.FromResult<IActionResult>(Page());
        });
}
