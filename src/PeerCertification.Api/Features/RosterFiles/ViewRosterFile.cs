using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>Somebody sees how far one of their roster files has come.</summary>
public static class ViewRosterFile
{
    /// <param name="OrganisationId">Whose, where it is not the key or the header that says so.</param>
    public sealed record Query(Guid Id, Guid? OrganisationId = null) : IQuery<RosterFileProgress>;

    internal sealed class Handler(RosterFileDesk files) : IRequestHandler<Query, Outcome<RosterFileProgress>>
    {
        public async Task<Outcome<RosterFileProgress>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await files.Own(query.OrganisationId, cancellationToken);
            return own.Refusal is { } refusal ? refusal
                : await own.Value.Where(f => f.Id == query.Id).Select(RosterFileProgress.Shown).SingleOrDefaultAsync(cancellationToken) is { } file ? file
                : RosterFileDesk.NotFound();
        }
    }

    internal static async Task<IResult> Endpoint(Guid rosterFileId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(rosterFileId), cancellationToken)).ToHttp(Results.Ok);
}
