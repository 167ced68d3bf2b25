using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>An applicant corrects an entry: a draft is written over, and may be claimed with it; a claimed or attested entry is superseded by a new one.</summary>
public static class CorrectEvidence
{
    public sealed record Command(Guid Id, EvidenceDetail Detail, Guid? DocumentId, bool Draft, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Request(EvidenceDetail Detail, Guid? DocumentId = null, bool Draft = false);

    /// <param name="SupersedesId">The entry that was corrected, where this is a new one in its place.</param>
    public sealed record Response(Guid Id, EvidenceKind Kind, EvidenceState State, DateOnly OccurredOn, int ClaimedMinutes, Guid? DocumentId, Guid? SupersedesId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Detail).SetValidator(new DetailShape());
    }

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var entry = await db.EvidenceOf(caller).SingleOrDefaultAsync(e => e.Id == command.Id, cancellationToken);
            if (entry is null)
            {
                return EvidenceReading.NotFound(command.Id);
            }

            if ((command.IfMatch.Against(entry.Version) ?? EvidenceCorrection.RefusePosted(entry.Detail)) is { } stays)
            {
                return stays;
            }

            var isHeld = await db.IsHeldByBoard(entry.Id, cancellationToken);
            var next = EvidenceCorrection.Correct(entry.State, entry.Kind, command.Detail.Kind, isHeld, command.Draft);
            if (next.Refusal is { } notAllowed)
            {
                return notAllowed;
            }

            if (await db.MissingDocument(command.DocumentId, entry.ApplicantId, cancellationToken) is { } missing)
            {
                return missing;
            }

            var sameDay = await db.EntriesOf(entry.ApplicantId, command.Detail.On, command.Detail.On, besides: entry.Id, cancellationToken);
            var facts = new OfferFacts(caller.Email, await db.LatestToday(clock, cancellationToken), sameDay);
            if (EvidenceRules.Judge(command.Detail, facts) is { } refusal)
            {
                return refusal;
            }

            var corrected = next.Value == EvidenceState.Superseded ? await Replace(entry, command, cancellationToken) : Redraft(entry, command, next.Value);
            return new Response(corrected.Id, corrected.Kind, corrected.State, corrected.OccurredOn, corrected.ClaimedMinutes, corrected.DocumentId, corrected.SupersedesId, corrected.Version);
        }

        private async Task<EvidenceItem> Replace(EvidenceItem entry, Command command, CancellationToken cancellationToken)
        {
            await db.Supersede(entry, history, clock, cancellationToken);
            var replacement = EvidenceItem.Offered(Ids.New(clock), entry.ApplicantId, command.Detail, command.DocumentId, command.Draft, clock.UtcNow(), supersedes: entry.Id);
            db.Evidence.Add(replacement);
            history.RecordOffer(replacement);
            return replacement;
        }

        private EvidenceItem Redraft(EvidenceItem draft, Command command, EvidenceState next)
        {
            var before = draft.ForHistory();
            draft.Redraft(command.Detail, command.DocumentId);
            draft.State = next;
            draft.Version++;
            history.Record(next == EvidenceState.Draft ? RegistryEvent.EvidenceRedrafted : RegistryEvent.EvidenceClaimed, draft.AsSubject(), before: before, after: draft.ForHistory());
            return draft;
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.Detail, request.DocumentId, request.Draft, ifMatch), cancellationToken))
            .ToHttp(entry => entry.Id == id ? Answers.Ok(entry, entry.Version) : Answers.Created($"/api/v1/evidence/{entry.Id}", entry, entry.Version));
}
