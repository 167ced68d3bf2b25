using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Features.Audits;

/// <summary>A holder shows the evidence for one item of her audit: a document, or a word where there is none. In place of what she showed before.</summary>
public static class ShowAuditEvidence
{
    public sealed record Command(Guid CaseId, Guid ItemId, Guid? DocumentId, string? Note) : ICommand<Response>;

    /// <param name="DocumentId">One of her own, uploaded before.</param>
    public sealed record Request(Guid? DocumentId = null, string? Note = null);

    public sealed record Response(Guid Id, Guid? DocumentId, string? Note, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Note).IsPlainText(1000);
            RuleFor(c => c.Note).NotEmpty().When(c => c.DocumentId is null).WithMessage("Add a document, or say why there is none.");
        }
    }

    internal sealed class Handler(RegistryContext db, AuditDesk desk, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await desk.Own(command.CaseId, cancellationToken) is not { } audited || audited.Items.Find(i => i.Id == command.ItemId) is not { } item)
            {
                return AuditDesk.NotFound();
            }

            if ((AuditRule.RefuseShowing(audited.State, audited.DueOn, clock.TodayAt(audited.Board.Zone), item.Verdict != AuditVerdict.Accepted)
                ?? await db.MissingDocument(command.DocumentId, audited.ApplicantId, cancellationToken)) is { } refusal)
            {
                return refusal;
            }

            (item.DocumentId, item.Note, item.Verdict, item.Reason, item.JudgedByAccountId, item.JudgedAtUtc) = (command.DocumentId, command.Note, null, null, null, null);
            item.Version++;
            history.Record(RegistryEvent.AuditEvidenceShown, AuditDesk.AboutIt(audited, item.Id), after: new { item.DocumentId });
            return new Response(item.Id, item.DocumentId, item.Note, item.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid caseId, Guid auditItemId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(caseId, auditItemId, request.DocumentId, request.Note), cancellationToken)).ToHttp(shown => Answers.Ok(shown, shown.Version));
}
