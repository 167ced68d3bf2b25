using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Trials;

namespace PeerCertification.Api.Features.Trials;

/// <summary>
/// The clock answers the trials that were asked for, the oldest first. It takes minutes at a large board, so this is no command: each page of files
/// is saved on its own, and a trial that was interrupted is begun again.
/// </summary>
public static class RunTrials
{
    private const int MostAttempts = 3;

    public sealed record Command : IRequest<Outcome<Response>>;

    public sealed record Response(int Ended);

    internal sealed class Handler(RegistryContext db, WriteGate gate, TrialFiles files, RequirementSets sets, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var open = await db.RuleTrials.Where(t => TrialLifecycle.Open.Contains(t.State)).OrderBy(t => t.RequestedAtUtc).Select(t => t.Id).ToListAsync(cancellationToken);
            foreach (var id in open)
            {
                await Try(id, cancellationToken);
            }

            return new Response(open.Count);
        }

        private async Task Try(Guid id, CancellationToken cancellationToken)
        {
            var trial = await db.RuleTrials.AsNoTracking().Include(t => t.CredentialType.Board).SingleAsync(t => t.Id == id, cancellationToken);
            try
            {
                var today = clock.TodayAt(trial.CredentialType.Board.Zone);
                if (trial.Attempts >= MostAttempts)
                {
                    await End(id, TrialAct.Fail, null, "interrupted");
                }
                else if (await Begin(trial, today, cancellationToken) && await Judge(trial, today, cancellationToken) is { } result)
                {
                    await End(id, TrialAct.Finish, JsonSerializer.Serialize(result, RegistryJson.Options), null);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Its kind, not its message: that may quote a file.
                db.ChangeTracker.Clear();
                await End(id, TrialAct.Fail, null, e.GetType().Name);
            }
        }

        /// <summary>Takes the trial up from the start. False where it was cancelled meanwhile.</summary>
        private async Task<bool> Begin(RuleTrial trial, DateOnly today, CancellationToken cancellationToken)
        {
            var total = await files.Count(trial.CredentialTypeId, cancellationToken);
            var running = TrialLifecycle.Table.Decide(trial.State, TrialAct.Begin).Value;
            using var turn = await gate.EnterAsync(cancellationToken);
            await db.RuleTrialFiles.Where(f => f.RuleTrialId == trial.Id).ExecuteDeleteAsync(cancellationToken);
            return await db.RuleTrials.Where(t => t.Id == trial.Id && t.State == trial.State).ExecuteUpdateAsync(
                set => set.SetProperty(t => t.State, running).SetProperty(t => t.Attempts, t => t.Attempts + 1).SetProperty(t => t.JudgedOn, today).SetProperty(t => t.FilesTotal, total).SetProperty(t => t.FilesDone, 0),
                cancellationToken) == 1;
        }

        /// <summary>Judges every file by the rules it has and by the tried ones. Null where the trial was cancelled meanwhile.</summary>
        private async Task<TrialResult?> Judge(RuleTrial trial, DateOnly today, CancellationToken cancellationToken)
        {
            var tried = RequirementSetReader.Read(trial.Document).Value;
            var inForce = await sets.InForce(trial.CredentialTypeId, today, cancellationToken);
            var own = await db.RequirementSets.AsNoTracking().Where(s => s.CredentialTypeId == trial.CredentialTypeId).ToDictionaryAsync(s => s.Id, sets.Parsed, cancellationToken);
            var tally = new TrialTally();
            await foreach (var (rows, page) in files.Pages(trial.CredentialTypeId, today, trial.RequestedByAccountId, cancellationToken))
            {
                foreach (var file in page)
                {
                    if ((file.RequirementSetVersionId ?? inForce?.Id) is not { } version || file.Facts is not { } facts)
                    {
                        tally.AddWithoutFile(file.Kind);
                        continue;
                    }

                    var contents = FileContents.Of(facts);
                    if (tally.Add(file.Kind, RequirementEvaluator.Evaluate(own[version], contents, today), RequirementEvaluator.Evaluate(tried, contents, today)) is { } change)
                    {
                        db.RuleTrialFiles.Add(new RuleTrialFile { RuleTrialId = trial.Id, SubjectId = file.SubjectId, Kind = file.Kind, Becomes = change.Becomes, RequirementIds = [.. change.RequirementIds] });
                    }
                }

                if (!await Keep(trial.Id, rows, cancellationToken))
                {
                    return null;
                }
            }

            return tally.Result();
        }

        /// <summary>Saves a page and how far the trial has come. False where it was cancelled meanwhile.</summary>
        private async Task<bool> Keep(Guid id, int rows, CancellationToken cancellationToken)
        {
            using var turn = await gate.EnterAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            var goesOn = await db.RuleTrials.Where(t => t.Id == id && t.State == TrialState.Running).ExecuteUpdateAsync(set => set.SetProperty(t => t.FilesDone, t => t.FilesDone + rows), cancellationToken) == 1;
            await transaction.CommitAsync(cancellationToken);
            db.ChangeTracker.Clear();
            return goesOn;
        }

        private async Task End(Guid id, TrialAct act, string? result, string? error)
        {
            var (ended, now) = (TrialLifecycle.Table.Decide(TrialState.Running, act).Value, clock.UtcNow());
            using var turn = await gate.EnterAsync(CancellationToken.None);
            await db.RuleTrials.Where(t => t.Id == id && t.State == TrialState.Running).ExecuteUpdateAsync(
                set => set.SetProperty(t => t.State, ended).SetProperty(t => t.Result, result).SetProperty(t => t.Error, error).SetProperty(t => t.EndedAtUtc, now), CancellationToken.None);
        }
    }
}
