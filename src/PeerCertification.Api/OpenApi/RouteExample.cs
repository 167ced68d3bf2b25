namespace PeerCertification.Api.OpenApi;

/// <summary>What a request to a route and its answer look like, for the OpenAPI document.</summary>
internal sealed record RouteExample(object? Request, object? Answer);

internal static class RouteExamples
{
    /// <summary>Shows one request body (null where there is none) and one answer (null where the answer is empty). A string stands for a file: its text, or words for its bytes.</summary>
    internal static RouteHandlerBuilder WithExample(this RouteHandlerBuilder route, object? request = null, object? answer = null) =>
        route.WithMetadata(new RouteExample(request, answer));
}
