using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Features.Audits;

/// <summary>A holder hands her audit in, with what she has shown. From here on the board looks at it.</summary>
public static class HandInAudit
{
    public sealed record Command(Guid CaseId, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Response(Guid Id, AuditCaseState State, int Version);

    internal sealed class Handler(AuditDesk desk, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await desk.Own(command.CaseId, cancellationToken) is not { } audited)
            {
                return AuditDesk.NotFound();
            }

            var terms = await desk.Terms(audited.Audit, cancellationToken);
            return (command.IfMatch.Against(audited.Version)
                ?? AuditRule.RefuseShowing(audited.State, audited.DueOn, clock.TodayAt(audited.Board.Zone))
                ?? await desk.Move(audited, AuditCaseAct.HandIn, terms, cancellationToken)) is { } refusal
                ? refusal
                : new Response(audited.Id, audited.State, audited.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid caseId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(caseId, ifMatch), cancellationToken)).ToHttp(handedIn => Answers.Ok(handedIn, handedIn.Version));
}
