using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>A reviewer notes that what the file waited for has come, and takes it up again.</summary>
public static class HearThirdParty
{
    public sealed record Command(Guid ApplicationId, string Note, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Request(string Note);

    public sealed record Response(Guid Id, ApplicationState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Note).NotEmpty().IsPlainText(1000);
    }

    internal sealed class Handler(BoardFiles files) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await files.Move(command.ApplicationId, Permission.ReviewApplications, ApplicationAct.HearThirdParty, command.IfMatch, cancellationToken);
            if (moved.Refusal is not null)
            {
                return moved.Refusal;
            }

            files.Record(RegistryEvent.ThirdPartyHeard, moved.Value, command.Note);
            var file = moved.Value.Application;
            return new Response(file.Id, file.State, file.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.Note, ifMatch), cancellationToken)).ToHttp(r => Answers.Ok(r, r.Version));
}
