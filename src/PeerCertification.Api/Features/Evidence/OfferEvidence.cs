using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>An applicant offers one piece of evidence of any kind: claimed at once, or kept as a draft.</summary>
public static class OfferEvidence
{
    public sealed record Command(EvidenceDetail Detail, Guid? DocumentId, bool Draft) : ICommand<Response>;

    public sealed record Request(EvidenceDetail Detail, Guid? DocumentId = null, bool Draft = false);

    public sealed record Response(Guid Id, EvidenceKind Kind, EvidenceState State, DateOnly OccurredOn, int ClaimedMinutes, Guid? DocumentId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Detail).SetValidator(new DetailShape());
    }

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            if (await db.MissingDocument(command.DocumentId, applicantId, cancellationToken) is { } missing)
            {
                return missing;
            }

            var sameDay = await db.EntriesOf(applicantId, command.Detail.On, command.Detail.On, besides: null, cancellationToken);
            var facts = new OfferFacts(caller.Email, await db.LatestToday(clock, cancellationToken), sameDay);
            if (EvidenceRules.Judge(command.Detail, facts) is { } refusal)
            {
                return refusal;
            }

            var entry = EvidenceItem.Offered(Ids.New(clock), applicantId, command.Detail, command.DocumentId, command.Draft, clock.UtcNow());
            db.Evidence.Add(entry);
            history.RecordOffer(entry);
            return new Response(entry.Id, entry.Kind, entry.State, entry.OccurredOn, entry.ClaimedMinutes, entry.DocumentId, entry.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Detail, request.DocumentId, request.Draft), cancellationToken))
            .ToHttp(entry => Answers.Created($"/api/v1/evidence/{entry.Id}", entry, entry.Version));
}
