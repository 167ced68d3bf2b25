using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>A reviewer takes up a submitted file.</summary>
public static class BeginReview
{
    public sealed record Command(Guid ApplicationId, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Response(Guid Id, ApplicationState State, int Version);

    internal sealed class Handler(BoardFiles files) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await files.Move(command.ApplicationId, Permission.ReviewApplications, ApplicationAct.BeginReview, command.IfMatch, cancellationToken);
            if (moved.Refusal is not null)
            {
                return moved.Refusal;
            }

            files.Record(RegistryEvent.ReviewBegun, moved.Value);
            var file = moved.Value.Application;
            return new Response(file.Id, file.State, file.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, ifMatch), cancellationToken)).ToHttp(r => Answers.Ok(r, r.Version));
}
