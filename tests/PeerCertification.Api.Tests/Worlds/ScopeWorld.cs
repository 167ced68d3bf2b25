using System.Text.Json.Nodes;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Tests.Worlds;

/// <summary>Credentials whose rules say what they are good for.</summary>
internal static class ScopeWorld
{
    private static int _worlds;

    /// <summary>A credential of a board of its own in that state, whose rules, in force from 2025 on, say what it is good for.</summary>
    internal static async Task<string> ACredentialWithScope(this RegistryApi api, string? state, DateOnly? issuedOn = null, int grace = 0)
    {
        var code = $"SCOPE{Interlocked.Increment(ref _worlds)}";
        await api.Stored(async db =>
        {
            var board = db.Boards.Add(new Board { Id = Guid.CreateVersion7(), Code = code.ToLowerInvariant(), Name = "Board of scope", TimeZone = "America/New_York", State = state }).Entity;
            var type = db.CredentialTypes.Add(new CredentialType { Id = Guid.CreateVersion7(), BoardId = board.Id, Code = code, PublicTitle = "Scoped Peer", NumberPrefix = code }).Entity;
            var rules = JsonNode.Parse(RulesWorld.ADocument(code, 1, "2025-01-01"))!;
            rules["board"] = board.Code;
            rules["endorsements"] = new JsonArray([.. new[] { ("family", true), ("veteran", true), ("groups", false) }.Select(e => JsonNode.Parse($$"""
                { "id": "{{e.Item1}}", "label": "{{char.ToUpperInvariant(e.Item1[0]) + e.Item1[1..]}}", "source": "order", "primary": {{(e.Item2 ? "true" : "false")}}, "root": { "element": "signedDocument", "id": "{{e.Item1}}-statement", "label": "Your statement", "source": "order", "document": "{{e.Item1}}-experience", "version": "1" } }
                """))]);
            rules["statements"] = JsonNode.Parse("""{ "employed": "Employed by the agency" }""");
            rules["scope"] = JsonNode.Parse("""
                [
                  { "id": "peer-services", "label": "Peer services", "source": "order", "purposes": ["H0038"], "says": "Yes" },
                  { "id": "no-supervision", "label": "Not for supervising others", "source": "order", "purposes": ["H0046"], "says": "No" },
                  { "id": "families", "label": "Families within the endorsement", "source": "order", "purposes": ["H0038-HS"], "needs": ["family"], "says": "Yes" },
                  { "id": "group-work", "label": "Groups for one's employer", "source": "order", "purposes": ["H0038-HQ"], "needs": ["employed"], "says": "Yes" }
                ]
                """);
            var document = rules.ToJsonString();
            db.RequirementSets.Add(new RequirementSetVersion { Id = Guid.CreateVersion7(), CredentialTypeId = type.Id, Number = 1, EffectiveFrom = new DateOnly(2025, 1, 1), State = RequirementSetState.Published, Document = document, Sha256 = RequirementSetVersion.HashOf(document), PublishedAtUtc = new DateTime(2024, 12, 1, 12, 0, 0, DateTimeKind.Utc) });
            return await db.SaveChangesAsync();
        });
        return await api.ACredential(code, issuedOn ?? new DateOnly(2025, 3, 15), grace: grace);
    }
}
