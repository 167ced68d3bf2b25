using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Applications;

/// <summary>An applicant answers what the board asked. What she has logged since becomes part of the application, and review goes on.</summary>
public static class AnswerBoard
{
    public sealed record Command(Guid Id, string Answer, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Request(string Answer);

    public sealed record Response(Guid Id, ApplicationState State, int EntriesAdded, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Answer).NotEmpty().IsPlainText(2000);
    }

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var application = await db.OwnApplications(caller).SingleOrDefaultAsync(a => a.Id == command.Id, cancellationToken);
            if (application is null)
            {
                return ApplicationAccess.NotFound();
            }

            if (command.IfMatch.Against(application.Version) is { } stale)
            {
                return stale;
            }

            var answered = ApplicationLifecycle.Table.Decide(application.State, ApplicationAct.AnswerBoard);
            if (answered.Refusal is { } refusal)
            {
                return refusal;
            }

            var (before, now) = (application.State, clock.UtcNow());
            var question = await db.BoardQuestions.SingleAsync(q => q.ApplicationId == application.Id && q.AnsweredAtUtc == null, cancellationToken);
            (question.Answer, question.AnsweredAtUtc) = (command.Answer.Trim(), now);
            var added = (await db.AddEntriesTo(application, clock, cancellationToken)).Count;
            (application.State, application.WaitingReason, application.TouchedAtUtc) = (answered.Value, null, now);
            application.Version++;
            history.Record(
                RegistryEvent.BoardAnswered,
                new About(application.BoardId, application.ApplicantId, application.Id, SubjectId: question.Id),
                before: new { State = before, question.WaitingReason },
                after: new { application.State, EntriesAdded = added });
            return new Response(application.Id, application.State, added, application.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.Answer, ifMatch), cancellationToken)).ToHttp(answered => Answers.Ok(answered, answered.Version));
}
