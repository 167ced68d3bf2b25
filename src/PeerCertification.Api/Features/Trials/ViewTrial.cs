using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements.Trials;

namespace PeerCertification.Api.Features.Trials;

/// <summary>A board administrator reads how far a trial has come and what came out: counts, and no names.</summary>
public static class ViewTrial
{
    public sealed record Query(string Board, string CredentialType, Guid TrialId) : IQuery<Response>;

    /// <param name="Result">Null until it is done.</param>
    public sealed record Response(Guid Id, TrialState State, DateTime RequestedAtUtc, DateTime? EndedAtUtc, DateOnly? JudgedOn, int FilesDone, int FilesTotal, string? Error, TrialResult? Result);

    internal sealed class Handler(RegistryContext db, BoardRules rules) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var type = await rules.Type(query.Board, query.CredentialType, Permission.PublishRequirementSets, cancellationToken);
            if (type.Refusal is { } refusal)
            {
                return refusal;
            }

            var trial = await db.RuleTrials.AsNoTracking().SingleOrDefaultAsync(t => t.Id == query.TrialId && t.CredentialTypeId == type.Value.Id, cancellationToken);
            return trial is null
                ? BoardRules.NoTrial()
                : new Response(
                    trial.Id, trial.State, trial.RequestedAtUtc, trial.EndedAtUtc, trial.JudgedOn, trial.FilesDone, trial.FilesTotal, trial.Error,
                    trial.Result is null ? null : JsonSerializer.Deserialize<TrialResult>(trial.Result, RegistryJson.Options));
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, Guid trialId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, type, trialId), cancellationToken)).ToHttp(Results.Ok);
}
