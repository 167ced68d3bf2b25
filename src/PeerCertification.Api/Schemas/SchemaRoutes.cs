using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Schemas;

/// <summary>What an author's editor may ask for: the form of a requirement-set document, for anybody, as the file lies beside the program.</summary>
internal static class SchemaRoutes
{
    private const string RequirementSet = "requirement-set.json";

    internal static void MapSchemas(this IEndpointRouteBuilder app)
    {
        var schema = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Schemas", RequirementSet));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(schema))}\"");

        app.MapGet($"/schemas/{RequirementSet}", () => Results.Bytes(schema, "application/schema+json", entityTag: tag)).AllowAnyone()
            .WithName("ReadRequirementSetSchema").ExcludeFromDescription();
    }
}
