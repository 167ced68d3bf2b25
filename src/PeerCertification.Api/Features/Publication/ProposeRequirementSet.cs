using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Features.Publication;

/// <summary>A board administrator submits a draft for publication, and says which open applications move to it.</summary>
public static class ProposeRequirementSet
{
    public sealed record Command(string Board, string CredentialType, MoveClause Moves, string Why, IfMatch IfMatch) : ICommand<Response>;

    /// <param name="ReceivedFromOn">The first day of receipt that moves; only with ReceivedFrom.</param>
    public sealed record Request(string Why, MovedApplications Moves = MovedApplications.None, DateOnly? ReceivedFromOn = null);

    public sealed record Response(Guid Id, RequirementSetState State, int RequirementSet, DateOnly EffectiveFrom, MovedApplications Moves, DateOnly? ReceivedFromOn, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Why).NotEmpty().IsPlainText(1000);
            RuleFor(c => c.Moves).Must(m => m.IsComplete).WithMessage("Say None, All, or ReceivedFrom with the first day of receipt that moves.");
        }
    }

    internal sealed class Handler(BoardRules rules, Caller caller, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var type = await rules.Type(command.Board, command.CredentialType, Permission.PublishRequirementSets, cancellationToken);
            if (type.Refusal is { } refusal)
            {
                return refusal;
            }

            var moved = await rules.Move(type.Value, RequirementSetAct.Propose, command.IfMatch, cancellationToken);
            if (moved.Refusal is { } stays)
            {
                return stays;
            }

            var draft = moved.Value;
            var planned = PublicationRule.Plan(draft.Document, await rules.Target(type.Value, cancellationToken));
            if (planned.Refusal is { } unfit)
            {
                return unfit;
            }

            (draft.ProposedByAccountId, draft.Moves, draft.MovesReceivedFromOn) = (caller.RequiredAccountId, command.Moves.Moves, command.Moves.ReceivedFromOn);
            var set = planned.Value.Set;
            history.Record(
                RegistryEvent.RequirementSetProposed,
                new About(type.Value.BoardId, SubjectId: draft.Id),
                command.Why,
                before: new { State = RequirementSetState.Draft },
                after: new { CredentialType = type.Value.Code, draft.State, RequirementSet = set.Version, set.EffectiveFrom, Sha256 = RequirementSetVersion.HashOf(draft.Document), draft.Moves, draft.MovesReceivedFromOn });
            return new Response(draft.Id, draft.State, set.Version, set.EffectiveFrom, draft.Moves, draft.MovesReceivedFromOn, draft.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, type, new MoveClause(request.Moves, request.ReceivedFromOn), request.Why, ifMatch), cancellationToken)).ToHttp(r => Answers.Ok(r, r.Version));
}
