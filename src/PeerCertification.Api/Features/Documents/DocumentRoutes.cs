using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Documents;

/// <summary>Files that prove evidence. They are attached by naming their id with an entry.</summary>
internal static class DocumentRoutes
{
    /// <summary>The server reads up to a megabyte ahead. It stops well above the limit, so that it is the registry that says what is too large.</summary>
    private const long StopReadingAt = DocumentContent.LongestBytes + (2 * 1024 * 1024);

    /// <summary>Bytes cannot be shown in a JSON document.</summary>
    private const string TheBytes = "%PDF-1.7 and the other bytes of the file as they are, without a form around them";

    internal static void MapDocuments(this IEndpointRouteBuilder api)
    {
        var documents = api.MapGroup("/documents").WithTags("Documents");
        var id = Guid.Parse("0196b0a0-7c1e-7a00-8000-000000000003");
        var arrived = new DateTime(2026, 3, 1, 9, 30, 0, DateTimeKind.Utc);
        const string Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

        documents.MapPost("/", UploadDocument.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .WithMetadata(new RequestSizeLimitAttribute(StopReadingAt)).Accepts<Stream>("application/pdf", "image/png", "image/jpeg", "*/*")
            .Produces<UploadDocument.Response>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).WithName(nameof(UploadDocument))
            .WithSummary("Upload a PDF, PNG or JPEG file of at most 10 MB as the body of the request")
            .WithExample(TheBytes, new UploadDocument.Response(id, "application/pdf", Sha256, 48_213, arrived));

        documents.MapGet("/{id:guid}", DescribeDocument.Endpoint).RequireAccount()
            .Produces<DescribeDocument.Response>().ProducesProblem(404).WithName(nameof(DescribeDocument))
            .WithSummary("Describe a document that one uploaded, or that was submitted to one's board")
            .WithExample(answer: new DescribeDocument.Response(id, "application/pdf", Sha256, 48_213, arrived));

        documents.MapGet("/{id:guid}/content", DownloadDocument.Endpoint).RequireAccount()
            .Produces<Stream>(200, "application/pdf", "image/png", "image/jpeg").ProducesProblem(404).WithName(nameof(DownloadDocument))
            .WithSummary("Download a document that one uploaded, or that was submitted to one's board").WithExample(answer: TheBytes);
    }
}
