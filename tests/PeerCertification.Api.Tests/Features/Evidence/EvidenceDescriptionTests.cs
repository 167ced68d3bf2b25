using System.Net.Http.Json;
using System.Text.Json;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Tests.Features.Evidence;

public sealed class EvidenceDescriptionTests(SqliteRegistry api) : RegistryTest(api), IClassFixture<SqliteRegistry>
{
    [Fact]
    public async Task The_description_of_the_API_shows_every_kind_of_evidence_with_its_fields()
    {
        var schemas = (await Api.CreateClient().GetFromJsonAsync<JsonElement>("/swagger/v1/swagger.json", Token)).GetProperty("components").GetProperty("schemas");
        var kinds = schemas.GetProperty("EvidenceDetail").GetProperty("discriminator");

        Assert.Equal("kind", kinds.GetProperty("propertyName").GetString());
        Assert.Equal(Enum.GetNames<EvidenceKind>(), kinds.GetProperty("mapping").EnumerateObject().Select(k => k.Name));
        Assert.Equal(Enum.GetNames<EvidenceKind>().Length, schemas.GetProperty("OfferEvidenceRequest").GetProperty("properties").GetProperty("detail").GetProperty("oneOf").GetArrayLength());
        Assert.True(schemas.GetProperty("EvidenceDetailSupervision").GetProperty("properties").TryGetProperty("supervisionMinutes", out _));
        Assert.DoesNotContain("additionalProperties", schemas.GetProperty("EvidenceDetailSupervision").GetRawText(), StringComparison.Ordinal);
    }
}
