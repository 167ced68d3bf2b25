using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

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
            if (own.Refusal is { } refusal)
            {
                return refusal;
            }

            var one = own.Value.Where(f => f.Id == query.Id);
            return await one.Select(RosterFileProgress.Shown).SingleOrDefaultAsync(cancellationToken) is not { } file ? RosterFileDesk.NotFound()
                : file with { FirstRefused = await one.Where(f => f.State == RosterFileState.Finished).Select(f => f.FirstRefused).SingleOrDefaultAsync(cancellationToken) };
        }
    }

    internal static async Task<IResult> Endpoint(Guid rosterFileId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(rosterFileId), cancellationToken)).ToHttp(Results.Ok);
}
