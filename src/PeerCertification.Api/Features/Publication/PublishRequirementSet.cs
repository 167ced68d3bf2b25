using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Features.Publication;

/// <summary>A second administrator publishes what a first one proposed. The versions before it end, and the open applications that the proposal names move to it.</summary>
public static class PublishRequirementSet
{
    public sealed record Command(string Board, string CredentialType, IfMatch IfMatch) : ICommand<Response>;

    /// <param name="Ends">The versions that end with it, each with its new last day.</param>
    public sealed record Response(string Board, string CredentialType, int RequirementSet, DateOnly EffectiveFrom, DateOnly? EffectiveUntil, string Sha256, IReadOnlyList<End> Ends, int MovedApplications);

    public sealed record End(int RequirementSet, DateOnly EffectiveUntil);

    internal sealed class Handler(RegistryContext db, BoardRules rules, RulesTransition transition, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var type = await rules.Type(command.Board, command.CredentialType, Permission.PublishRequirementSets, cancellationToken);
            if (type.Refusal is { } refusal)
            {
                return refusal;
            }

            var moved = await rules.Move(type.Value, RequirementSetAct.Publish, command.IfMatch, cancellationToken);
            if ((moved.Refusal ?? PublicationRule.RefuseConfirming(moved.Value.ProposedByAccountId!.Value, caller.RequiredAccountId)) is { } stays)
            {
                return stays;
            }

            var planned = PublicationRule.Plan(moved.Value.Document, await rules.Target(type.Value, cancellationToken));
            return planned.Refusal is { } unfit ? unfit : await Publish(type.Value, moved.Value, planned.Value, cancellationToken);
        }

        private async Task<Response> Publish(CredentialType type, RequirementSetDraft draft, PlannedVersion planned, CancellationToken cancellationToken)
        {
            var version = db.RequirementSets.Add(new RequirementSetVersion
            {
                Id = Ids.New(clock),
                CredentialTypeId = type.Id,
                Number = planned.Set.Version,
                EffectiveFrom = planned.Set.EffectiveFrom,
                EffectiveUntil = planned.Set.EffectiveUntil,
                State = draft.State,
                Document = draft.Document,
                Sha256 = RequirementSetVersion.HashOf(draft.Document),
                PublishedAtUtc = clock.UtcNow(),
            }).Entity;
            draft.RequirementSetVersionId = version.Id;
            history.Record(
                RegistryEvent.RequirementSetPublished,
                new About(type.BoardId, SubjectId: draft.Id),
                before: new { State = RequirementSetState.Proposed, draft.ProposedByAccountId },
                after: new { CredentialType = type.Code, draft.State, RequirementSet = version.Number, version.EffectiveFrom, version.EffectiveUntil, version.Sha256, draft.Moves, draft.MovesReceivedFromOn });
            await End(type, draft, planned, cancellationToken);
            var applications = new MoveClause(draft.Moves, draft.MovesReceivedFromOn).FirstDay is { } firstDay ? await transition.Move(version, firstDay, cancellationToken) : 0;
            return new Response(type.Board.Code, type.Code, version.Number, version.EffectiveFrom, version.EffectiveUntil, version.Sha256, [.. planned.Ends.Select(e => new End(e.Number, e.EffectiveUntil!.Value))], applications);
        }

        private async Task End(CredentialType type, RequirementSetDraft draft, PlannedVersion planned, CancellationToken cancellationToken)
        {
            foreach (var end in planned.Ends)
            {
                var earlier = await db.RequirementSets.SingleAsync(s => s.CredentialTypeId == type.Id && s.Number == end.Number, cancellationToken);
                var before = new { RequirementSet = earlier.Number, earlier.State, earlier.EffectiveUntil };
                earlier.State = RequirementSetLifecycle.Table.Decide(earlier.State, RequirementSetAct.Supersede).Value;
                earlier.EffectiveUntil = end.EffectiveUntil;
                history.Record(RegistryEvent.RequirementSetEnded, new About(type.BoardId, SubjectId: draft.Id), before: before, after: new { RequirementSet = earlier.Number, earlier.State, earlier.EffectiveUntil });
            }
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, type, ifMatch), cancellationToken))
            .ToHttp(r => Results.Created($"/api/v1/boards/{r.Board}/credential-types/{Uri.EscapeDataString(r.CredentialType)}/requirement-sets/{r.RequirementSet}", r));
}
