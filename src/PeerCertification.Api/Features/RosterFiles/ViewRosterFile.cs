using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>Somebody sees how far one of their roster files has come.</summary>
public static class ViewRosterFile
{
    public sealed record Query(Guid Id) : IQuery<RosterFileProgress>;

    internal sealed class Handler(RosterFileDesk files) : IRequestHandler<Query, Outcome<RosterFileProgress>>
    {
        public async Task<Outcome<RosterFileProgress>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await files.Own(cancellationToken);
            return own.Refusal is { } refusal ? refusal
                : await own.Value.Where(f => f.Id == query.Id).Select(RosterFileProgress.Shown).SingleOrDefaultAsync(cancellationToken) is { } file ? file
                : RosterFileDesk.NotFound();
        }
    }

    internal static async Task<IResult> Endpoint(Guid rosterFileId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(rosterFileId), cancellationToken)).ToHttp(Results.Ok);
}
