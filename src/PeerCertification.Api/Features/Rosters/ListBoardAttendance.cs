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

/// <summary>Board staff list the rows that nobody is matched with yet, of providers whom the board approved on the day of the session.</summary>
public static class ListBoardAttendance
{
    public sealed record Query(string Board, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Rows);

    public sealed record Item(Guid Id, string Provider, string CourseTitle, DateOnly Day, string? Number, string FamilyName, CourseRole Role, int Minutes, DateTime PostedAtUtc, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, TrainingSeal seal) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(query.Board, Permission.ReviewApplications, cancellationToken);
            if (board.Refusal is not null)
            {
                return board.Refusal;
            }

            var rows = await db.WaitingAt(board.Value)
                .Where(r => query.After == null || r.Id > query.After)
                .OrderBy(r => r.Id).Take(query.Limit)
                .Select(r => new Item(r.Id, r.Roster.Course.Provider.Name, r.Roster.Course.Title, r.Roster.Day, r.CredentialNumber, r.FamilyNameProtected, r.Role, r.Minutes, r.PostedAtUtc, r.Version))
                .ToListAsync(cancellationToken);
            return new Response(rows.ConvertAll(row => row with { FamilyName = seal.OpenName(row.FamilyName) }));
        }
    }

    internal static async Task<IResult> Endpoint(string board, HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(board, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Rows, row => row.Id));
}
