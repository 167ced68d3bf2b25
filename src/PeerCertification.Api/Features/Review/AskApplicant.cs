using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>A reviewer asks the applicant for more; the file waits for the answer.</summary>
public static class AskApplicant
{
    public sealed record Command(Guid ApplicationId, WaitingReason WaitingReason, string Message, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Request(WaitingReason WaitingReason, string Message);

    public sealed record Response(Guid Id, ApplicationState State, WaitingReason WaitingReason, Guid QuestionId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Message).NotEmpty().IsPlainText(2000);
            RuleFor(c => c.WaitingReason).Must(r => r is WaitingReason.MoreEvidence or WaitingReason.Clarification)
                .WithMessage("An applicant is asked for MoreEvidence or Clarification.");
        }
    }

    internal sealed class Handler(RegistryContext db, BoardFiles files, Outbox outbox, Caller caller, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await files.Move(command.ApplicationId, Permission.ReviewApplications, ApplicationAct.AskApplicant, command.IfMatch, cancellationToken);
            if (moved.Refusal is not null)
            {
                return moved.Refusal;
            }

            var file = moved.Value.Application;
            file.WaitingReason = command.WaitingReason;
            var question = db.BoardQuestions.Add(new BoardQuestion
            {
                Id = Ids.New(clock),
                ApplicationId = file.Id,
                WaitingReason = command.WaitingReason,
                Message = command.Message,
                AskedByAccountId = caller.RequiredAccountId,
                AskedAtUtc = clock.UtcNow(),
            }).Entity;
            files.Record(RegistryEvent.ApplicantAsked, moved.Value);
            await outbox.WriteToApplicant(MessageKind.ApplicantAsked, file.ApplicantId, new { application = file.Id }, cancellationToken);
            return new Response(file.Id, file.State, command.WaitingReason, question.Id, file.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.WaitingReason, request.Message, ifMatch), cancellationToken)).ToHttp(r => Answers.Ok(r, r.Version));
}
