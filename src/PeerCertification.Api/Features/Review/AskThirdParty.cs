using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>A reviewer notes that the file waits for somebody other than the applicant, such as an attester or an examiner.</summary>
public static class AskThirdParty
{
    public sealed record Command(Guid ApplicationId, WaitingReason WaitingReason, string Note, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Request(WaitingReason WaitingReason, string Note);

    public sealed record Response(Guid Id, ApplicationState State, WaitingReason WaitingReason, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Note).NotEmpty().IsPlainText(1000);
            RuleFor(c => c.WaitingReason)
                .Must(r => r is WaitingReason.AttesterAnswer or WaitingReason.ExamResult or WaitingReason.BackgroundCheck or WaitingReason.BoardMeeting)
                .WithMessage("Others are waited for with AttesterAnswer, ExamResult, BackgroundCheck or BoardMeeting.");
        }
    }

    internal sealed class Handler(BoardFiles files) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await files.Move(command.ApplicationId, Permission.ReviewApplications, ApplicationAct.AskThirdParty, command.IfMatch, cancellationToken);
            if (moved.Refusal is not null)
            {
                return moved.Refusal;
            }

            var file = moved.Value.Application;
            file.WaitingReason = command.WaitingReason;
            files.Record(RegistryEvent.ThirdPartyAsked, moved.Value, command.Note);
            return new Response(file.Id, file.State, command.WaitingReason, file.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.WaitingReason, request.Note, ifMatch), cancellationToken)).ToHttp(r => Answers.Ok(r, r.Version));
}
