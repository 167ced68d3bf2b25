using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Applications;

/// <summary>
/// What was submitted, as it was on the day of receipt, whatever has changed since. What the applicant then said of her life is shown to her
/// alone; staff read that in the sensitive record, where each read leaves a trace.
/// </summary>
public static class ViewSubmission
{
    public sealed record Query(Guid Id) : IQuery<Response>;

    public sealed record Response(
        DateOnly ReceivedOn,
        string LegalName,
        string? PreferredName,
        EducationLevel EducationLevel,
        SensitiveData? Person,
        int RequirementSet,
        string RequirementSetSha256,
        IReadOnlyList<EvidenceFact> Entries,
        Evaluation Evaluation);

    internal sealed class Handler(RegistryContext db, Caller caller, SubmissionSeal seal) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var kept = await db.ReadableApplications(caller)
                .Where(a => a.Id == query.Id && a.SubmissionProtected != null)
                .Select(a => new { a.ReceivedOn, a.SubmissionProtected, IsOwn = a.Applicant.AccountId == caller.RequiredAccountId })
                .SingleOrDefaultAsync(cancellationToken);
            if (kept is null)
            {
                return new Refusal("application.not_found", "There is no submitted application with this id that you may see.");
            }

            var file = seal.Open(kept.SubmissionProtected!);
            return new Response(
                kept.ReceivedOn!.Value,
                file.LegalName,
                file.PreferredName,
                file.EducationLevel,
                kept.IsOwn ? file.Person : null,
                file.RequirementSet,
                file.RequirementSetSha256,
                file.Facts.Evidence,
                file.Evaluation);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id), cancellationToken)).ToHttp(Results.Ok);
}
