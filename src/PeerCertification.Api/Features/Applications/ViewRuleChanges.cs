using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Applications;

/// <summary>How the rules that an application is pinned to differ from the latest that are published. They count only where the board moved the application to them.</summary>
public static class ViewRuleChanges
{
    public sealed record Query(Guid Id) : IQuery<Response>;

    /// <param name="PinnedTo">The version that the application is judged by; null for a draft, which is judged by that of the day it is submitted.</param>
    /// <param name="Latest">The latest published version, in effect already or not; null where there is none.</param>
    /// <param name="Changes">From the one to the other; empty where they are the same, or where one is missing.</param>
    public sealed record Response(string Board, string CredentialType, int? PinnedTo, int? Latest, DateOnly? LatestEffectiveFrom, IReadOnlyList<ElementChange> Changes);

    internal sealed class Handler(RegistryContext db, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var file = await db.ReadableApplications(caller).Where(a => a.Id == query.Id)
                .Select(a => new
                {
                    Board = a.Board.Code,
                    CredentialType = a.CredentialType.Code,
                    Pinned = db.RequirementSets.Where(s => s.Id == a.RequirementSetVersionId).Select(s => new { s.Number, s.Document }).SingleOrDefault(),
                    Latest = db.RequirementSets.Where(s => s.CredentialTypeId == a.CredentialTypeId && RequirementSets.PublishedStates.Contains(s.State))
                        .OrderByDescending(s => s.Number).Select(s => new { s.Number, s.Document, s.EffectiveFrom }).FirstOrDefault(),
                })
                .AsNoTracking().SingleOrDefaultAsync(cancellationToken);
            if (file is null)
            {
                return ApplicationAccess.NotFound();
            }

            var changes = file is { Pinned: { } pinned, Latest: { } latest } && pinned.Number != latest.Number ? SetComparison.Compare(pinned.Document, latest.Document) : [];
            return new Response(file.Board, file.CredentialType, file.Pinned?.Number, file.Latest?.Number, file.Latest?.EffectiveFrom, changes);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id), cancellationToken)).ToHttp(Results.Ok);
}
