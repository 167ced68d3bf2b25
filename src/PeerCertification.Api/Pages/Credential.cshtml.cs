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
    public string Number { get; private set; } = "";

    /// <summary>Null where it was asked of a day for which there is no answer: that of another day might be taken for it.</summary>
    public VerificationAnswer? Answer { get; private set; }

    public ViewPublicHistory.Response? History { get; private set; }

    /// <param name="known">The day (UTC) at whose end it was known; <paramref name="knownAt"/> is an instant.</param>
    public async Task<IActionResult> OnGet(string number, IsoDay? on, IsoDay? known, IsoInstant? knownAt)
    {
        Number = number;
        if (Unreadable("Write a day like this: 2026-03-14; and an instant like this: 2026-03-14T09:30:00Z.") is { } refusal)
        {
            return await Again(refusal, Form);
        }

        var now = clock.UtcNow();
        var end = known?.Value.ToDateTime(new TimeOnly(23, 59, 59), DateTimeKind.Utc);
        var at = knownAt?.Utc ?? (end is { } day && DateOnly.FromDateTime(day) == DateOnly.FromDateTime(now) ? now : end);
        return await ShowLookup(new VerifyCredential.Query(number, on?.Value, at), LookupWay.Verification, new(number, on?.Value, at), static a => [LookedUp.Of(a)], answer =>
        {
            Answer = answer;
            AsKnownThen = at is null ? "" : string.Create(CultureInfo.InvariantCulture, $"&knownAt={at:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}");
            return ShowLookup(new ViewPublicHistory.Query(number, at), LookupWay.History, new(number, null, at), static h => [new LookedUp(h.Number, null, h.KnownAtUtc, nameof(LookupWay.History))], history =>
            {
                History = history;
                return Form();
            });
        }, Form);
    }

    /// <summary>Its form asks by the day at whose end it was known.</summary>
    protected override string FieldOf(string key) => key == "knownAt" ? "known" : base.FieldOf(key);

    private Task<IActionResult> Form() => Task.FromResult<IActionResult>(Page());

    /// <summary>For the address of the letter: as known at the same instant as this page, where it was asked for one.</summary>
    public string AsKnownThen { get; private set; } = "";

    public string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
