using PeerCertification.Domain;

namespace PeerCertification.Api.Problems;

/// <summary>Says a refusal to somebody who looks at pages.</summary>
internal interface IRefusalPage
{
    /// <summary>Whether whoever sent this looks at pages, and no program asks the API.</summary>
    bool Suits(HttpRequest request);

    Task Show(HttpContext context, Refusal refusal);
}
