using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>A reviewer advises the officers to approve or to deny, and says why.</summary>
public static class RecommendDecision
{
    public sealed record Command(Guid ApplicationId, DecisionKind Advice, string Note, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Request(DecisionKind Advice, string Note);

    public sealed record Response(Guid Id, ApplicationState State, DecisionKind Advice, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Note).NotEmpty().IsPlainText(2000);
    }

    internal sealed class Handler(RegistryContext db, BoardFiles files, Caller caller, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await files.Move(command.ApplicationId, Permission.ReviewApplications, ApplicationAct.Recommend, command.IfMatch, cancellationToken);
            if (moved.Refusal is not null)
            {
                return moved.Refusal;
            }

            var file = moved.Value.Application;
            db.Recommendations.Add(new Recommendation
            {
                Id = Ids.New(clock),
                ApplicationId = file.Id,
                Advice = command.Advice,
                Note = command.Note,
                RecommendedByAccountId = caller.RequiredAccountId,
                RecommendedAtUtc = clock.UtcNow(),
            });
            files.Record(RegistryEvent.ApplicationRecommended, moved.Value);
            return new Response(file.Id, file.State, command.Advice, file.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.Advice, request.Note, ifMatch), cancellationToken)).ToHttp(r => Answers.Ok(r, r.Version));
}
