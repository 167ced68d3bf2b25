using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Attestation;

/// <summary>
/// Having a statement attested by somebody who was there. The link in the message carries its token behind a '#', which browsers keep to
/// themselves, and it is sent here in the body: so it stands in no address and in no log on the way.
/// </summary>
internal static class AttestationRoutes
{
    private static readonly Guid Example = Guid.Parse("0195a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b");

    private static readonly DateTime ExampleEnd = new(2026, 3, 31, 12, 0, 0, DateTimeKind.Utc);

    internal static void MapAttestation(this IEndpointRouteBuilder api)
    {
        var ofEntry = api.MapGroup("/evidence/{evidenceId:guid}/attestation-requests").WithTags("Attestation");

        ofEntry.MapPost("/", RequestAttestation.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<RequestAttestation.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(RequestAttestation))
            .WithSummary("Ask a supervisor, trainer or referee to attest one entry")
            .WithExample(
                new RequestAttestation.Request(AttesterRole.Trainer, "Jo Mills", "jo.mills@example.test"),
                new RequestAttestation.Response(Example, AttestationState.Created, ExampleEnd));

        ofEntry.MapGet("/", ListAttestationRequests.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<ListAttestationRequests.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListAttestationRequests))
            .WithSummary("List the requests about one entry")
            .WithExample(answer: new ListAttestationRequests.Response([new(Example, AttesterRole.Trainer, "Jo Mills", "jo.mills@example.test", AttestationState.Sent, ExampleEnd.AddDays(-30), ExampleEnd, null, null, 2)]));

        var requests = api.MapGroup("/attestation-requests/{requestId:guid}").WithTags("Attestation");

        requests.MapGet("/", ViewAttestationRequest.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<ViewAttestationRequest.Response>().ProducesProblem(404).WithName(nameof(ViewAttestationRequest))
            .WithSummary("Look at one of your requests")
            .WithExample(answer: new ViewAttestationRequest.Response(Example, Example, AttesterRole.Trainer, "Jo Mills", "jo.mills@example.test", AttestationState.Sent, ExampleEnd.AddDays(-30), ExampleEnd, null, null, null, null, null, 2));

        requests.MapPost("/cancel", CancelAttestationRequest.Endpoint).RequirePermission(Permission.KeepOwnRecord).RequireIfMatch()
            .Produces<CancelAttestationRequest.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(CancelAttestationRequest))
            .WithSummary("Take a request back; its link stops working")
            .WithExample(answer: new CancelAttestationRequest.Response(Example, AttestationState.Cancelled, 3));

        requests.MapPost("/resend", ResendAttestationRequest.Endpoint).RequirePermission(Permission.KeepOwnRecord).RequireIfMatch()
            .Produces<ResendAttestationRequest.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(ResendAttestationRequest))
            .WithSummary("Send a request again with a new link; the old link stops working")
            .WithExample(answer: new ResendAttestationRequest.Response(Example, AttestationState.Created, ExampleEnd, 3));

        var links = api.MapGroup("/attestations").WithTags("Attestation");
        const string token = "u1Jt0mJ9c8yV2nq3sX4wP5eR6tY7uI8oP9aS0dF1gH2";

        links.MapPost("/view", ViewAttestation.Endpoint).AllowAnyone()
            .Produces<ViewAttestation.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).WithName(nameof(ViewAttestation))
            .WithSummary("See the statement that a link asks about")
            .WithExample(
                new ViewAttestation.Request(token),
                new ViewAttestation.Response("Ana Reyes", EvidenceKind.Training, new DateOnly(2026, 2, 1), 360, AttesterRole.Trainer, "Did Ana Reyes attend 6 h of the training \"Ethics for peers\", which ended on 2026-02-01?", ExampleEnd));

        links.MapPost("/answer", AnswerAttestation.Endpoint).AllowAnyone()
            .Produces<AnswerAttestation.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(422).WithName(nameof(AnswerAttestation))
            .WithSummary("Confirm, correct or decline the statement that a link asks about")
            .WithExample(
                new AnswerAttestation.Request(token, AttestationAnswer.Corrected, 300, "She left an hour early."),
                new AnswerAttestation.Response(AttestationAnswer.Corrected, 300, ExampleEnd.AddDays(-20)));
    }
}
