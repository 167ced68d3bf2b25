using System.Text.Json.Serialization;
using MediatR;
using PeerCertification.Api.Documents;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Documents;

/// <summary>An applicant uploads a document, to name it with the evidence that it proves.</summary>
public static class UploadDocument
{
    /// <summary>The id and the name in the store are new each time the same document is sent, and so no part of what makes it the same request.</summary>
    public sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] string StorageName, string MediaType, string Sha256, long Bytes) : ICommand<Response>;

    /// <param name="Sha256">Of the bytes as they arrived, in hexadecimal.</param>
    public sealed record Response(Guid Id, string MediaType, string Sha256, long Bytes, DateTime UploadedAtUtc);

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            var document = new StoredDocument
            {
                Id = command.Id,
                ApplicantId = applicantId,
                StorageName = command.StorageName,
                MediaType = command.MediaType,
                Sha256 = command.Sha256,
                Bytes = command.Bytes,
                UploadedAtUtc = clock.UtcNow(),
            };
            db.Documents.Add(document);
            history.Record(RegistryEvent.DocumentUploaded, new About(ApplicantId: applicantId, SubjectId: document.Id), after: new { document.MediaType, document.Sha256, document.Bytes });
            return new Response(document.Id, document.MediaType, document.Sha256, document.Bytes, document.UploadedAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(HttpRequest request, IMediator mediator, DocumentIntake intake, IDocumentStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var received = request.ContentLength > DocumentContent.LongestBytes ? DocumentIntake.TooLarge() : await intake.Receive(request.Body, cancellationToken);
        if (received.Refusal is { } refusal)
        {
            return ProblemCatalog.ToResult(refusal);
        }

        var (name, mediaType, sha256, bytes) = received.Value;
        var command = new Command(Ids.New(clock), name, mediaType, sha256, bytes);
        var outcome = await mediator.Send(command, cancellationToken);

        // Refused, or the first answer given again: no row names the file. After a failure one may, so the file is left; a stray file does no harm.
        if (outcome.Refusal is not null || outcome.Value.Id != command.Id)
        {
            store.Delete(name);
        }

        return outcome.ToHttp(document => Results.Created($"/api/v1/documents/{document.Id}", document));
    }
}
