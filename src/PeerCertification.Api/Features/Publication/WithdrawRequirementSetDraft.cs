using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Features.Publication;

/// <summary>A board administrator gives up the version that is in the making, proposed or not. That there was one stays known.</summary>
public static class WithdrawRequirementSetDraft
{
    public sealed record Command(string Board, string CredentialType, string Why, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Request(string Why);

    public sealed record Response(Guid Id, RequirementSetState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Why).NotEmpty().IsPlainText(1000);
    }

    internal sealed class Handler(BoardRules rules, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var type = await rules.Type(command.Board, command.CredentialType, Permission.PublishRequirementSets, cancellationToken);
            if (type.Refusal is { } refusal)
            {
                return refusal;
            }

            var moved = await rules.Move(type.Value, RequirementSetAct.Withdraw, command.IfMatch, cancellationToken);
            if (moved.Refusal is { } stays)
            {
                return stays;
            }

            history.Record(RegistryEvent.RequirementSetDraftWithdrawn, new About(type.Value.BoardId, SubjectId: moved.Value.Id), command.Why, after: new { CredentialType = type.Value.Code, moved.Value.State });
            return new Response(moved.Value.Id, moved.Value.State, moved.Value.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string board, string type, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, type, request.Why, ifMatch), cancellationToken)).ToHttp(r => Answers.Ok(r, r.Version));
}
