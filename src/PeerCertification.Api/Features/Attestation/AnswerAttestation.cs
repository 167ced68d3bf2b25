using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Attestation;

/// <summary>An attester confirms the statement, corrects its minutes, or declines it with a reason. The link is used up by it.</summary>
public static class AnswerAttestation
{
    public sealed record Command(string Token, AttestationAnswer Answer, int? Minutes, string? Reason) : ICommand<Response>;

    /// <summary>Minutes only with Corrected; a reason with Declined, and where wanted with Corrected.</summary>
    public sealed record Request(string Token, AttestationAnswer Answer, int? Minutes = null, string? Reason = null);

    public sealed record Response(AttestationAnswer Answer, int AttestedMinutes, DateTime AnsweredAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Token).NotEmpty().IsPlainText(100);
            RuleFor(c => c.Minutes).Null().When(c => c.Answer != AttestationAnswer.Corrected);
            RuleFor(c => c.Reason).IsPlainText(1000);
            RuleFor(c => c.Reason).NotEmpty().When(c => c.Answer == AttestationAnswer.Declined);
        }
    }

    internal sealed class Handler(RegistryContext db, AttestationLinks links, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var found = await links.Follow(command.Token, cancellationToken);
            if (found.Refusal is { } notGood)
            {
                return notGood;
            }

            var (request, entry) = (found.Value, found.Value.EvidenceItem);
            var weighed = AttestationRules.Weigh(command.Answer, request.Statement.Minutes, command.Minutes);
            if (weighed.Refusal is { } notWeighed)
            {
                return notWeighed;
            }

            var answer = weighed.Value;
            var answered = AttestationLifecycle.Table.Decide(request.State, answer.RequestAct);
            var attested = EvidenceLifecycle.Table.Decide(entry.State, answer.EntryAct);
            if ((answered.Refusal ?? attested.Refusal) is { } notAllowed)
            {
                return notAllowed;
            }

            var before = new { entry.State, entry.AttestedMinutes };
            (request.State, request.Answer, request.AnsweredMinutes, request.AnswerReason, request.AnsweredAtUtc) =
                (answered.Value, command.Answer, answer.Minutes, command.Reason?.Trim(), clock.UtcNow());
            request.Version++;
            (entry.State, entry.AttestedMinutes) = (attested.Value, answer.Minutes);
            entry.Version++;
            history.Record(EventOf(command.Answer), new About(ApplicantId: entry.ApplicantId, SubjectId: request.Id), why: request.AnswerReason, before, new { entry.State, entry.AttestedMinutes });
            await TellOpenApplications(entry, answer, cancellationToken);
            return new Response(command.Answer, answer.Minutes, request.AnsweredAtUtc.Value);
        }

        /// <summary>Where the entry was submitted already, each file that is not decided yet learns of the answer, whether or not a reviewer was quicker.</summary>
        private async Task TellOpenApplications(EvidenceItem entry, AttestedStatement answer, CancellationToken cancellationToken)
        {
            var open = ApplicationLifecycle.Open.ToList();
            var parts = await (from item in db.ApplicationItems
                               join application in db.Applications on item.ApplicationId equals application.Id
                               where item.EvidenceItemId == entry.Id && item.State != EvidenceState.Attested && open.Contains(application.State)
                               select new { Item = item, application.BoardId }).ToListAsync(cancellationToken);
            foreach (var part in parts)
            {
                var item = part.Item;
                var before = new { item.State, item.AttestedMinutes };
                (item.State, item.AttestedMinutes) = (EvidenceJudgement.AfterAnswer(item.State, answer.EntryAct).Value, answer.Minutes);
                item.Version++;
                history.Record(RegistryEvent.ApplicationItemAttested, new About(part.BoardId, entry.ApplicantId, item.ApplicationId, SubjectId: item.Id), before: before, after: new { item.State, item.AttestedMinutes });
            }
        }

        private static RegistryEvent EventOf(AttestationAnswer answer) => answer switch
        {
            AttestationAnswer.Confirmed => RegistryEvent.AttestationConfirmed,
            AttestationAnswer.Corrected => RegistryEvent.AttestationCorrected,
            AttestationAnswer.Declined => RegistryEvent.AttestationDeclined,
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Token, request.Answer, request.Minutes, request.Reason), cancellationToken)).ToHttp(Results.Ok);
}
