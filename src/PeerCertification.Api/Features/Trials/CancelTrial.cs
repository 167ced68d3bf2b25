using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements.Trials;

namespace PeerCertification.Api.Features.Trials;

/// <summary>A board administrator stops a trial that has no answer yet.</summary>
public static class CancelTrial
{
    public sealed record Command(string Board, string CredentialType, Guid TrialId) : ICommand<Response>;

    public sealed record Response(Guid Id, TrialState State);

    internal sealed class Handler(RegistryContext db, BoardRules rules, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var type = await rules.Type(command.Board, command.CredentialType, Permission.PublishRequirementSets, cancellationToken);
            if (type.Refusal is { } refusal)
            {
                return refusal;
            }

            if (await db.RuleTrials.SingleOrDefaultAsync(t => t.Id == command.TrialId && t.CredentialTypeId == type.Value.Id, cancellationToken) is not { } trial)
            {
                return BoardRules.NoTrial();
            }

            var cancelled = TrialLifecycle.Table.Decide(trial.State, TrialAct.Cancel);
            if (cancelled.Refusal is { } stays)
            {
                return stays;
            }

            history.Record(RegistryEvent.RequirementSetTrialCancelled, new About(type.Value.BoardId, SubjectId: trial.Id), before: new { trial.State }, after: new { State = cancelled.Value });
            (trial.State, trial.EndedAtUtc) = (cancelled.Value, clock.UtcNow());
            return new Response(trial.Id, trial.State);
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, Guid trialId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, type, trialId), cancellationToken)).ToHttp(Results.Ok);
}
