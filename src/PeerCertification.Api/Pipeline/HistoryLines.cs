using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Pipeline;

/// <summary>One line of the history as an auditor reads it: who did what, when, under which permission, why, and what changed.</summary>
/// <param name="ActorAccountId">Null for an attester with a link, for a rule, for the clock and for the command line.</param>
public sealed record HistoryLine(
    long Sequence, DateTime AtUtc, Guid? ActorAccountId, string Actor, string Permission, string Act, string Event,
    Guid? BoardId, Guid? ApplicantId, Guid? ApplicationId, Guid? CredentialId, Guid? SubjectId, string? Why, JsonElement? Before, JsonElement? After);

internal static class HistoryLines
{
    /// <summary>One page, the oldest first, after the sequence number that the page before ended with.</summary>
    internal static async Task<IReadOnlyList<HistoryLine>> Page(this IQueryable<HistoryEntry> entries, long? after, int limit, CancellationToken cancellationToken)
    {
        var page = await entries.AsNoTracking().Where(h => after == null || h.Sequence > after).OrderBy(h => h.Sequence).Take(limit).ToListAsync(cancellationToken);
        return [.. page.Select(h => new HistoryLine(
            h.Sequence, h.AtUtc, h.ActorAccountId, h.Actor, h.Permission, h.Act, h.Event,
            h.BoardId, h.ApplicantId, h.ApplicationId, h.CredentialId, h.SubjectId, h.Why, Parse(h.Before), Parse(h.After)))];
    }

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}
