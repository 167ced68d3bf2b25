using FluentValidation;
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

/// <summary>A member lists the provider's rows that nobody is matched with yet, in the order in which they were posted.</summary>
public static class ListWaitingAttendance
{
    public sealed record Query(Guid ProviderId, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Rows);

    public sealed record Item(Guid Id, Guid RosterId, Guid CourseId, string CourseTitle, DateOnly Day, string? Number, string FamilyName, CourseRole Role, int Minutes, DateTime PostedAtUtc, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, ProviderAccess providers, TrainingSeal seal) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await providers.Own(query.ProviderId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var rows = await db.RosterRows
                .Where(r => r.State == AttendanceState.Waiting && r.Roster.Course.ProviderId == query.ProviderId && (query.After == null || r.Id > query.After))
                .OrderBy(r => r.Id).Take(query.Limit)
                .Select(r => new Item(r.Id, r.RosterId, r.Roster.CourseId, r.Roster.Course.Title, r.Roster.Day, r.CredentialNumber, r.FamilyNameProtected, r.Role, r.Minutes, r.PostedAtUtc, r.Version))
                .ToListAsync(cancellationToken);
            return new Response(rows.ConvertAll(row => row with { FamilyName = seal.OpenName(row.FamilyName) }));
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(providerId, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Rows, row => row.Id));
}
