using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Pages;

/// <summary>How a credential stands, today or on a day, and what the board did with it.</summary>
[EnableRateLimiting(RequestLimits.Verification)]
public sealed class CredentialModel(IMediator mediator, TimeProvider clock) : PublicPage(mediator)
{
    public VerificationAnswer Answer { get; private set; } = null!;

    public ViewPublicHistory.Response History { get; private set; } = null!;

    /// <param name="known">The day (UTC) at whose end it was known; <paramref name="knownAt"/> is an instant.</param>
    public async Task<IActionResult> OnGet(string number, IsoDay? on, IsoDay? known, IsoInstant? knownAt)
    {
        if (Unreadable() is { } refusal)
        {
            return new RefusedPage(refusal);
        }

        var now = clock.UtcNow();
        var end = known?.Value.ToDateTime(new TimeOnly(23, 59, 59), DateTimeKind.Utc);
        var at = knownAt?.Utc ?? (end is { } day && DateOnly.FromDateTime(day) == DateOnly.FromDateTime(now) ? now : end);
        return await ShowLookup(new VerifyCredential.Query(number, on?.Value, at), LookupWay.Verification, number, static a => [LookedUp.Of(a)], answer =>
        {
            Answer = answer;
            return ShowLookup(new ViewPublicHistory.Query(number, at), LookupWay.History, number, static h => [new LookedUp(h.Number, null, h.KnownAtUtc, nameof(LookupWay.History))], history =>
            {
                History = history;
                return Task.FromResult<IActionResult>(Page());
            });
        });
    }

    public string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
