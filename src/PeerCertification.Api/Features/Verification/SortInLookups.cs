using MediatR;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>The clock sorts the questions of rosters in among the lookups, so that little is left to do for whoever reads them.</summary>
public static class SortInLookups
{
    public sealed record Command : IRequest<Outcome<Response>>;

    public sealed record Response(int Sorted);

    internal sealed class Handler(LookupLog log) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken) => new Response(await log.SortIn(cancellationToken));
    }
}
