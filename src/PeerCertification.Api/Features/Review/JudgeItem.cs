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

namespace PeerCertification.Api.Features.Review;

/// <summary>A reviewer accepts one entry of a file, accepts a part of it, or rejects it, and says why not all of it.</summary>
public static class JudgeItem
{
    public sealed record Command(Guid ApplicationId, Guid ItemId, Verdict Verdict, int? Minutes, string? Reason, IfMatch IfMatch) : ICommand<Response>;

    /// <summary>Minutes go with AcceptInPart and with nothing else; a reason is needed unless the entry is accepted in full.</summary>
    public sealed record Request(Verdict Verdict, int? Minutes = null, string? Reason = null);

    public sealed record Response(Guid Id, EvidenceState State, int ClaimedMinutes, int? AttestedMinutes, int AcceptedMinutes, string? Reason, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reason).IsPlainText(1000);
            RuleFor(c => c.Reason).NotEmpty().When(c => c.Verdict != Verdict.Accept).WithMessage("Tell the applicant why not all of it was accepted.");
            RuleFor(c => c.Minutes).NotNull().When(c => c.Verdict == Verdict.AcceptInPart).WithMessage("Say how many minutes are accepted.");
            RuleFor(c => c.Minutes).Null().When(c => c.Verdict != Verdict.AcceptInPart).WithMessage("Minutes go with AcceptInPart only.");
        }
    }

    internal sealed class Handler(RegistryContext db, BoardFiles files, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await files.Take(command.ApplicationId, Permission.ReviewApplications, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var file = taken.Value;
            var item = await db.ApplicationItems.SingleOrDefaultAsync(i => i.ApplicationId == file.Id && i.Id == command.ItemId, cancellationToken);
            if (item is null)
            {
                return new Refusal("application.item_not_found", "The file has no such entry.");
            }

            var judged = EvidenceJudgement.Judge(file.State, item.State, item.ClaimedMinutes, item.AttestedMinutes, command.Verdict, command.Minutes);
            if ((command.IfMatch.Against(item.Version) ?? judged.Refusal) is { } refusal)
            {
                return refusal;
            }

            var before = new { item.State, item.AcceptedMinutes };
            (item.State, item.AcceptedMinutes, item.JudgementReason) = (judged.Value.State, judged.Value.AcceptedMinutes, command.Reason);
            (item.JudgedByAccountId, item.JudgedAtUtc) = (caller.RequiredAccountId, clock.UtcNow());
            item.Version++;
            history.Record(RegistryEvent.ApplicationItemJudged, new About(file.BoardId, file.ApplicantId, file.Id, SubjectId: item.Id), command.Reason, before, new { item.State, item.AcceptedMinutes });
            return new Response(item.Id, item.State, item.ClaimedMinutes, item.AttestedMinutes, judged.Value.AcceptedMinutes, item.JudgementReason, item.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Guid itemId, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, itemId, request.Verdict, request.Minutes, request.Reason, ifMatch), cancellationToken)).ToHttp(r => Answers.Ok(r, r.Version));
}
