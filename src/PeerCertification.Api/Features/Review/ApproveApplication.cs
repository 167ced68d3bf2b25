using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>
/// An officer approves a recommended application. With a first one the credential is issued, in the legal name that was submitted, from today at the
/// board; with a renewal or a reinstatement its next period opens.
/// </summary>
public static class ApproveApplication
{
    public sealed record Command(Guid ApplicationId, string? Note, IfMatch IfMatch) : ICommand<Response>;

    /// <summary>The note is told to the applicant.</summary>
    public sealed record Request(string? Note = null);

    public sealed record Response(Guid Id, ApplicationState State, string CredentialNumber, DateOnly StartsOn, DateOnly EndsOn, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Note).IsPlainText(2000);
    }

    internal sealed class Handler(RegistryContext db, BoardFiles files, Outbox outbox, DecisionBook book, CredentialAwards awards, Caller caller, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await files.Move(command.ApplicationId, Permission.DecideApplications, ApplicationAct.Approve, command.IfMatch, cancellationToken);
            if (moved.Refusal is not null)
            {
                return moved.Refusal;
            }

            var file = moved.Value.Application;
            var board = await db.Boards.AsNoTracking().SingleAsync(b => b.Id == file.BoardId, cancellationToken);
            var today = clock.TodayAt(board.Zone);
            var judged = await book.Judge(file, today, cancellationToken);
            files.Record(RegistryEvent.ApplicationApproved, moved.Value);
            var awarded = await awards.Award(file, judged, today, cancellationToken);
            if (awarded.Refusal is { } refusal)
            {
                return refusal;
            }

            db.Decisions.Add(new Decision
            {
                Id = Ids.New(clock),
                ApplicationId = file.Id,
                Kind = DecisionKind.Approve,
                DecidedByAccountId = caller.RequiredAccountId,
                DecidedAtUtc = clock.UtcNow(),
                DecidedOn = today,
                RequirementSetVersionId = judged.RequirementSetVersionId,
                FactsProtected = book.Close(judged.Facts),
                FindingsProtected = book.Close(judged.Evaluation),
                Note = command.Note,
            });
            await outbox.WriteToApplicant(MessageKind.ApplicationApproved, file.ApplicantId, new { application = file.Id }, cancellationToken);
            return new Response(file.Id, file.State, awarded.Value.Number, awarded.Value.Period.StartsOn, awarded.Value.Period.EndsOn, file.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.Note, ifMatch), cancellationToken)).ToHttp(r => Answers.Created($"/api/v1/applications/{r.Id}/decision", r, r.Version));
}
