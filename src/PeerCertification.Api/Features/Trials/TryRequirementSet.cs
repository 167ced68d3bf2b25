using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements.Publication;
using PeerCertification.Domain.Requirements.Trials;

namespace PeerCertification.Api.Features.Trials;

/// <summary>A board administrator asks what a document, or the draft that is in the making, would do to the board's own files. The clock answers, in the background.</summary>
public static class TryRequirementSet
{
    public sealed record Command(string Board, string CredentialType, string? Document) : ICommand<Response>;

    public sealed record Response(Guid Id, string Board, string CredentialType, TrialState State, DateTime RequestedAtUtc);

    internal sealed class Handler(RegistryContext db, BoardRules rules, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var type = await rules.Type(command.Board, command.CredentialType, Permission.PublishRequirementSets, cancellationToken);
            if (type.Refusal is { } refusal)
            {
                return refusal;
            }

            if ((command.Document ?? (await rules.InTheMaking(type.Value, cancellationToken))?.Document) is not { } document)
            {
                return BoardRules.NoDraft();
            }

            var read = PublicationRule.Read(document, await rules.Target(type.Value, cancellationToken));
            if (read.Refusal is { } unfit)
            {
                return unfit;
            }

            if (await db.RuleTrials.AnyAsync(t => t.CredentialTypeId == type.Value.Id && TrialLifecycle.Open.Contains(t.State), cancellationToken))
            {
                return new Refusal("trial.already_open", "Other rules are being tried on this credential's files now; wait for that trial's end, or cancel it.");
            }

            var trial = new RuleTrial { Id = Ids.New(clock), CredentialTypeId = type.Value.Id, Document = document, State = TrialState.Queued, RequestedByAccountId = caller.RequiredAccountId, RequestedAtUtc = clock.UtcNow() };
            db.RuleTrials.Add(trial);
            history.Record(RegistryEvent.RequirementSetTried, new About(type.Value.BoardId, SubjectId: trial.Id), after: new { CredentialType = type.Value.Code, Sha256 = RequirementSetVersion.HashOf(document) });
            return new Response(trial.Id, type.Value.Board.Code, type.Value.Code, trial.State, trial.RequestedAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(
        string board, string type, HttpRequest http, IMediator mediator, JobStarter jobs, CancellationToken cancellationToken)
    {
        var document = await Utf8Body.Read(http, DocumentBounds.MostBytes, cancellationToken);
        if (document.Refusal is { } refusal)
        {
            return ProblemCatalog.ToResult(refusal);
        }

        var queued = await mediator.Send(new Command(board, type, document.Value.Length == 0 ? null : document.Value), cancellationToken);
        if (queued.Refusal is null)
        {
            jobs.Start(nameof(RunTrials));
        }

        return queued.ToHttp(r => Results.Accepted($"{http.Path}/{r.Id}", r));
    }
}
