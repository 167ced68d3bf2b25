using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Pages;

/// <summary>Whether the holder of a credential may do something in a state on a day, with every reason.</summary>
[EnableRateLimiting(RequestLimits.Verification)]
public sealed class AssessModel(IMediator mediator, TimeProvider clock) : PublicPage(mediator)
{
    public string Number { get; private set; } = "";

    public string? State { get; private set; }

    public string? Purpose { get; private set; }

    /// <summary>The day of the service as it was written, or today (UTC), as the field of a form takes it.</summary>
    public string Day { get; private set; } = "";

    /// <summary>Null where nothing was asked yet, or what was asked cannot be answered.</summary>
    public AssessmentAnswer? Answer { get; private set; }

    public async Task<IActionResult> OnGet(string number, string? state, IsoDay? serviceDate, string? purpose)
    {
        (Number, State, Purpose) = (number, state, purpose);
        var on = serviceDate?.Value ?? DateOnly.FromDateTime(clock.UtcNow());
        Day = on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (Unreadable("Write a day like this: 2026-03-14; and an instant like this: 2026-03-14T09:30:00Z.") is { } refusal)
        {
            return await Again(refusal, Form);
        }

        return state is null && purpose is null ? Page() : await ShowLookup(
            new AssessCredential.Query(number, state ?? "", on, purpose ?? ""), LookupWay.Assessment, new(number, on), static a => [LookedUp.Of(a)], answer =>
            {
                Answer = answer;
                return Form();
            }, Form);
    }

    private Task<IActionResult> Form() => Task.FromResult<IActionResult>(Page());
}
