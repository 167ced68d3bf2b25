using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Fees;

namespace PeerCertification.Api.Features.Fees;

/// <summary>Somebody sees what she owes to which board, for which application, and by when; and what she has there too much.</summary>
public static class ListOwnFees
{
    public sealed record Query : IQuery<Response>;

    public sealed record Response(long OwedCents, IReadOnlyList<Item> Applications);

    /// <param name="DueOn">The first day by which something of it is due, or null where the rules name no time.</param>
    public sealed record Item(Guid ApplicationId, string Board, string CredentialType, ApplicationKind Kind, ApplicationState State, long OwedCents, long UnusedCents, DateOnly? DueOn);

    internal sealed class Handler(RegistryContext db, Caller caller, FeeLedger ledger) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await db.OwnApplications(caller).Where(a => db.FeeLines.Any(l => l.ApplicationId == a.Id)).OrderByDescending(a => a.CreatedAtUtc)
                .Select(a => new { a.Id, Board = a.Board.Code, Type = a.CredentialType.Code, a.Kind, a.State }).ToListAsync(cancellationToken);
            var ids = own.ConvertAll(a => a.Id);
            var accounts = await ledger.Of(ids, cancellationToken);
            var due = (await db.FeeLines.Where(l => ids.Contains(l.ApplicationId) && l.DueOn != null).Select(l => new { l.Id, l.DueOn }).ToListAsync(cancellationToken)).ToDictionary(l => l.Id, l => l.DueOn);
            List<Item> items = own.ConvertAll(a => new Item(
                a.Id, a.Board, a.Type, a.Kind, a.State, accounts[a.Id].OwedCents, accounts[a.Id].UnusedCents,
                accounts[a.Id].Charges.Where(charge => charge.Owed > 0).Min(charge => due.GetValueOrDefault(charge.Id))));
            return new Response(items.Sum(item => item.OwedCents), items);
        }
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(), cancellationToken)).ToHttp(Results.Ok);
}
