using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Pages;

/// <summary>Who is or was so named on a credential, as the API's search answers.</summary>
[EnableRateLimiting(RequestLimits.NameSearch)]
public sealed class SearchModel(IMediator mediator) : LookUpPage(mediator)
{
    /// <summary>Null where it cannot be searched for.</summary>
    public SearchByName.Response? Answer { get; private set; }

    public Task<IActionResult> OnGet(string? familyName, string? givenName, string? state)
    {
        (FamilyName, GivenName, State) = (familyName, givenName, state?.Trim());
        return ShowLookup(new SearchByName.Query(familyName ?? "", givenName, State ?? ""), LookupWay.Search, new(""), static r => [.. r.Found.Select(LookedUp.Of)], answer =>
        {
            Answer = answer;
            return Shown();
        }, Shown);
    }

    private Task<IActionResult> Shown() => Task.FromResult<IActionResult>(Page());
}
