namespace PeerCertification.Api.OpenApi;

/// <summary>What a request to a route and its answer look like, for the OpenAPI document.</summary>
internal sealed record RouteExample(object? Request, object? Answer, string? RequestFile, string? AnswerFile);

internal static class RouteExamples
{
    /// <summary>Shows one request body (null where there is none) and one answer (null where the answer is empty). A string stands for a file: its text, or words for its bytes.</summary>
    /// <param name="requestFile">The CSV file that may be sent instead of JSON.</param>
    /// <param name="answerFile">The CSV file that may be asked for instead of JSON.</param>
    internal static RouteHandlerBuilder WithExample(this RouteHandlerBuilder route, object? request = null, object? answer = null, string? requestFile = null, string? answerFile = null) =>
        route.WithMetadata(new RouteExample(request, answer, requestFile, answerFile));
}
