using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Features.Audits;

/// <summary>A reviewer accepts or rejects one item of an audit, with a reason that the holder reads.</summary>
public static class JudgeAuditItem
{
    public sealed record Command(string Board, Guid CaseId, Guid ItemId, AuditVerdict Verdict, string? Reason, IfMatch IfMatch) : ICommand<Response>;

    /// <param name="Reason">Needed where it is rejected.</param>
    public sealed record Request(AuditVerdict Verdict, string? Reason = null);

    public sealed record Response(Guid Id, AuditVerdict Verdict, string? Reason, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Verdict).IsInEnum();
            RuleFor(c => c.Reason).IsPlainText(1000);
            RuleFor(c => c.Reason).NotEmpty().When(c => c.Verdict == AuditVerdict.Rejected).WithMessage("Tell the holder why it was rejected.");
        }
    }

    internal sealed class Handler(AuditDesk desk, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await desk.Take(command.Board, command.CaseId, Permission.ReviewApplications, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var audited = taken.Value;
            if (audited.Items.Find(i => i.Id == command.ItemId) is not { } item)
            {
                return AuditDesk.NotFound();
            }

            if ((command.IfMatch.Against(item.Version) ?? AuditRule.RefuseJudging(audited.State)) is { } refusal)
            {
                return refusal;
            }

            var before = new { item.Verdict };
            (item.Verdict, item.Reason, item.JudgedByAccountId, item.JudgedAtUtc) = (command.Verdict, command.Reason, caller.RequiredAccountId, clock.UtcNow());
            item.Version++;
            history.Record(RegistryEvent.AuditItemJudged, AuditDesk.AboutIt(audited, item.Id), command.Reason, before, new { item.Verdict });
            return new Response(item.Id, command.Verdict, item.Reason, item.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid caseId, Guid auditItemId, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, caseId, auditItemId, request.Verdict, request.Reason, ifMatch), cancellationToken)).ToHttp(judged => Answers.Ok(judged, judged.Version));
}
