using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>What things cost, and who paid.</summary>
internal static class FeeWorld
{
    internal const string Board = "/api/v1/boards/ncc-ap";

    /// <summary>A charge of $150 on an application, and a payment of as much.</summary>
    internal static Task<(Guid Charge, Guid Payment)> ALedger(this RegistryApi api, Guid application) => api.Stored(async db =>
    {
        var file = await db.Applications.SingleAsync(a => a.Id == application);
        FeeLineRow Line(int sequence, FeeLineKind kind, string? feeId, string? reference) => new()
        {
            Id = Guid.CreateVersion7(),
            BoardId = file.BoardId,
            ApplicantId = file.ApplicantId,
            ApplicationId = file.Id,
            Sequence = sequence,
            Kind = kind,
            For = FeePurpose.Exam,
            Cents = 15000,
            FeeId = feeId,
            Reference = reference,
            On = new DateOnly(2026, 3, 1),
            RecordedOn = new DateOnly(2026, 3, 1),
            RecordedAtUtc = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc),
        };
        var written = await db.FeeLines.CountAsync(l => l.ApplicationId == application);
        var (charge, payment) = (Line(written + 1, FeeLineKind.Charge, "exam-fee", null), Line(written + 2, FeeLineKind.Payment, null, $"pay-{application}"));
        db.FeeLines.AddRange(charge, payment);
        await db.SaveChangesAsync();
        return (charge.Id, payment.Id);
    });

    internal static Task<HttpResponseMessage> Pays(this HttpClient staff, Guid application, long cents, string reference, string? @for = null, string paidOn = "2026-03-01") =>
        staff.PostAsJsonAsync($"{Board}/applications/{application}/payments", new { cents, paidOn, reference, @for });

    internal static Task<HttpResponseMessage> Refunds(this HttpClient staff, Guid payment, long cents, string reference) =>
        staff.PostAsJsonAsync($"{Board}/payments/{payment}/refunds", new { cents, reference, reason = "Paid twice." });

    internal static Task<HttpResponseMessage> Waives(this HttpClient staff, Guid charge, long cents) =>
        staff.PostAsJsonAsync($"{Board}/charges/{charge}/waivers", new { cents, reason = "The state pays." });

    internal static Task<HttpResponseMessage> Corrects(this HttpClient staff, Guid line, long cents) =>
        staff.PostAsJsonAsync($"{Board}/fees/{line}/corrections", new { cents, reason = "Mistyped." });
}
