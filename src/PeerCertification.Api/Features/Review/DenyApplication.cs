using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>An officer denies a recommended application, on grounds that have names, and tells the applicant how to ask for reconsideration.</summary>
public static class DenyApplication
{
    public sealed record Command(Guid ApplicationId, IReadOnlyList<DenialGround> Grounds, string Note, IfMatch IfMatch) : ICommand<Response>;

    /// <summary>The note explains the grounds to the applicant.</summary>
    public sealed record Request(IReadOnlyList<DenialGround> Grounds, string Note);

    public sealed record Response(Guid Id, ApplicationState State, IReadOnlyList<Ground> Grounds, DateOnly ReconsiderationUntilOn, string Reconsideration, int Version);

    public sealed record Ground(DenialGround Code, string Text);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Grounds).NotEmpty().Must(g => g.Distinct().Count() == g.Count).WithMessage("Name each ground once.");
            RuleFor(c => c.Note).NotEmpty().IsPlainText(2000);
        }
    }

    internal sealed class Handler(RegistryContext db, BoardFiles files, Outbox outbox, DecisionBook book, RenewalWait wait, Caller caller, IOptions<DecisionSettings> settings, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await files.Move(command.ApplicationId, Permission.DecideApplications, ApplicationAct.Deny, command.IfMatch, cancellationToken);
            if (moved.Refusal is not null)
            {
                return moved.Refusal;
            }

            var file = moved.Value.Application;
            var board = await db.Boards.AsNoTracking().SingleAsync(b => b.Id == file.BoardId, cancellationToken);
            var today = clock.TodayAt(board.Zone);
            var judged = await book.Judge(file, today, cancellationToken);
            if (DenialGrounds.RefuseUnfounded(command.Grounds, judged.Evaluation.IsMet) is { } refusal)
            {
                return refusal;
            }

            var until = DenialGrounds.ReconsiderationUntil(today, settings.Value.ReconsiderationDays);
            db.Decisions.Add(new Decision
            {
                Id = Ids.New(clock),
                ApplicationId = file.Id,
                Kind = DecisionKind.Deny,
                DecidedByAccountId = caller.RequiredAccountId,
                DecidedAtUtc = clock.UtcNow(),
                DecidedOn = today,
                RequirementSetVersionId = judged.RequirementSetVersionId,
                FactsProtected = book.Close(judged.Facts),
                FindingsProtected = book.Close(judged.Evaluation),
                Grounds = [.. command.Grounds],
                Note = command.Note,
                ReconsiderationUntilOn = until,
            });
            await wait.End(file, cancellationToken);
            files.Record(RegistryEvent.ApplicationDenied, moved.Value, string.Join(", ", command.Grounds));
            await outbox.WriteToApplicant(MessageKind.ApplicationDenied, file.ApplicantId, new { application = file.Id }, cancellationToken);
            return new Response(file.Id, file.State, [.. command.Grounds.Select(g => new Ground(g, DenialGrounds.Texts[g]))], until, DenialGrounds.HowToAskAgain(board.Name, until), file.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.Grounds, request.Note, ifMatch), cancellationToken)).ToHttp(r => Answers.Created($"/api/v1/applications/{r.Id}/decision", r, r.Version));
}
