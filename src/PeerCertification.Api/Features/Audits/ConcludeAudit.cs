using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Renewals;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Audits;

/// <summary>
/// An officer concludes the audit of a renewal once every item is judged. What it comes to is not hers to choose: the requirements are judged again
/// without what was rejected, by the version and on the day of the decision on the renewal.
/// </summary>
public static class ConcludeAudit
{
    public sealed record Command(string Board, Guid CaseId, IfMatch IfMatch) : ICommand<Response>;

    /// <param name="DueOn">The last day to make good what is wanting, or null.</param>
    public sealed record Response(Guid Id, AuditCaseState State, DateOnly? DueOn, AuditConsequence? Consequence, int Version);

    internal sealed class Handler(AuditDesk desk, SensitiveStore sensitive) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await desk.Take(command.Board, command.CaseId, Permission.DecideApplications, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var audited = taken.Value;
            if ((command.IfMatch.Against(audited.Version) ?? AuditRule.RefuseConcluding(audited.State, AuditDesk.Items(audited))) is { } notNow)
            {
                return notNow;
            }

            await sensitive.Note(audited.ApplicantId, "To judge an audited renewal again", cancellationToken);
            var terms = await desk.Terms(audited.Audit, cancellationToken);
            var act = AuditRule.Conclude(audited.State, terms, await desk.IsMet(audited, cancellationToken));
            return await desk.Move(audited, act, terms, cancellationToken) is { } refusal
                ? refusal
                : new Response(audited.Id, audited.State, audited.State == AuditCaseState.AwaitingCure ? audited.DueOn : null, audited.Consequence, audited.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid caseId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, caseId, ifMatch), cancellationToken)).ToHttp(concluded => Answers.Ok(concluded, concluded.Version));
}
