using System.Security.Cryptography;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Review;

/// <summary>An officer approves a recommended application; the credential is issued with it, in the legal name that was submitted, from today at the board.</summary>
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

    internal sealed class Handler(RegistryContext db, BoardFiles files, Outbox outbox, DecisionBook book, BoardCalendars calendars, SubmissionSeal seal, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var moved = await files.Move(command.ApplicationId, Permission.DecideApplications, ApplicationAct.Approve, command.IfMatch, cancellationToken);
            if (moved.Refusal is not null)
            {
                return moved.Refusal;
            }

            var file = moved.Value.Application;
            var type = await db.CredentialTypes.Include(t => t.Board).SingleAsync(t => t.Id == file.CredentialTypeId, cancellationToken);
            var today = clock.TodayAt(type.Board.Zone);
            var judged = await book.Judge(file, today, cancellationToken);
            var held = await db.Standings(file.ApplicantId, file.CredentialTypeId, today, cancellationToken);
            var numbered = NumberSeries.After(type.NumberPrefix, type.LastSerial, RandomNumberGenerator.GetInt32(NumberSeries.ShortestStep, NumberSeries.LongestStep + 1));
            var awarded = DecisionRule.Award(judged.Rules, judged.Facts, today, await calendars.Of(file.BoardId, cancellationToken));
            if ((BeginningRule.RefuseSecond(held) ?? DecisionRule.RefuseApproval(judged.Evaluation) ?? awarded.Refusal ?? numbered.Refusal) is { } refusal)
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
            files.Record(RegistryEvent.ApplicationApproved, moved.Value);

            (type.LastSerial, type.Version) = (numbered.Value.Serial, type.Version + 1);
            var period = awarded.Value;
            Issue(file, numbered.Value.Number, seal.Open(file.SubmissionProtected!).LegalName, today, period);
            await outbox.WriteToApplicant(MessageKind.ApplicationApproved, file.ApplicantId, new { application = file.Id }, cancellationToken);
            return new Response(file.Id, file.State, numbered.Value.Number, period.StartsOn, period.EndsOn, file.Version);
        }

        private void Issue(Application file, string number, string name, DateOnly today, Period period)
        {
            var id = Ids.New(clock);
            db.Credentials.Add(new Credential
            {
                Id = id,
                Number = number,
                ApplicantId = file.ApplicantId,
                BoardId = file.BoardId,
                CredentialTypeId = file.CredentialTypeId,
                ApplicationId = file.Id,
                NameAsPrinted = name,
                Acts = [CredentialActRow.Of(id, new CredentialAct(1, CredentialActKind.Issue, today, clock.UtcNow(), Opens: period), "The application was approved.", caller.AccountId)],
                Periods = [new CredentialPeriod { Id = Ids.New(clock), CredentialId = id, OpenedBySequence = 1, StartsOn = period.StartsOn, EndsOn = period.EndsOn, GraceEndsOn = period.GraceEndsOn }],
                Version = 1,
            });
            history.Record(RegistryEvent.CredentialIssued, new About(file.BoardId, file.ApplicantId, file.Id, id), after: new { Number = number, period.StartsOn, period.EndsOn });
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.Note, ifMatch), cancellationToken)).ToHttp(r => Answers.Created($"/api/v1/applications/{r.Id}/decision", r, r.Version));
}
