using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Rosters;

/// <summary>A member sees a roster as it was posted, and which rows are matched. Of whom they are matched with it says nothing.</summary>
public static class ViewRoster
{
    public sealed record Query(Guid ProviderId, Guid RosterId) : IQuery<Response>;

    public sealed record Response(Guid Id, Guid CourseId, DateOnly StartsOn, DateOnly Day, string Session, IReadOnlyList<Row> Rows);

    public sealed record Row(Guid Id, AttendanceState State, string? Number, string FamilyName, CourseRole Role, int Minutes, Guid? SupersedesId, DateTime PostedAtUtc, int Version);

    internal sealed class Handler(RegistryContext db, ProviderAccess providers, TrainingSeal seal) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await providers.Own(query.ProviderId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var roster = await db.Rosters.AsNoTracking().SingleOrDefaultAsync(r => r.Id == query.RosterId && r.Course.ProviderId == query.ProviderId, cancellationToken);
            if (roster is null)
            {
                return new Refusal("roster.not_found", "The provider has no roster with this id.");
            }

            var rows = await db.RosterRows.Where(r => r.RosterId == roster.Id).OrderBy(r => r.PostedAtUtc).ThenBy(r => r.Line)
                .Select(r => new Row(r.Id, r.State, r.CredentialNumber, r.FamilyNameProtected, r.Role, r.Minutes, r.SupersedesId, r.PostedAtUtc, r.Version))
                .ToListAsync(cancellationToken);
            return new Response(roster.Id, roster.CourseId, roster.StartsOn, roster.Day, roster.Session, rows.ConvertAll(row => row with { FamilyName = seal.OpenName(row.FamilyName) }));
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, Guid rosterId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(providerId, rosterId), cancellationToken)).ToHttp(Results.Ok);
}
