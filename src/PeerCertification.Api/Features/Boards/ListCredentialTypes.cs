using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Boards;

/// <summary>Anybody lists what a board awards, each with the version of its rules that is in force today; without one it takes no applications.</summary>
public static class ListCredentialTypes
{
    public sealed record Query(string Board, string? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> CredentialTypes);

    /// <param name="RequirementSet">The version in force today, or null.</param>
    /// <param name="Status">Whether that version takes applications, or null where none is in force.</param>
    public sealed record Item(string Code, string PublicTitle, string NumberPrefix, int? RequirementSet, Openness? Status);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Limit).InclusiveBetween(1, 100);
            RuleFor(q => q.After).IsPlainText(20);
        }
    }

    internal sealed class Handler(RegistryContext db, RequirementSets sets, PublicRegister register, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Boards.AsNoTracking().SingleOrDefaultAsync(b => b.Code == query.Board, cancellationToken) is not { } board)
            {
                return BoardAddresses.NoBoard(query.Board);
            }

            var types = await db.CredentialTypes
                .Where(t => t.BoardId == board.Id && (query.After == null || string.Compare(t.Code, query.After) > 0))
                .OrderBy(t => t.Code).Take(query.Limit)
                .Select(t => new { t.Id, t.Code, t.NumberPrefix })
                .ToListAsync(cancellationToken);
            var today = clock.TodayAt(board.Zone);
            var inForce = await sets.InForce([.. types.Select(t => t.Id)], today, cancellationToken);
            var listed = new List<Item>();
            foreach (var type in types)
            {
                var title = (await register.Type(type.Id, cancellationToken)).TitleOn(today, clock.UtcNow());
                listed.Add(inForce.TryGetValue(type.Id, out var version)
                    ? new Item(type.Code, title, type.NumberPrefix, version.Number, sets.Parsed(version).Status)
                    : new Item(type.Code, title, type.NumberPrefix, null, null));
            }

            return new Response(listed);
        }
    }

    internal static async Task<IResult> Endpoint(string board, HttpContext http, IMediator mediator, CancellationToken cancellationToken, string? after = null, int limit = 50) =>
        (await mediator.Send(new Query(board, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.CredentialTypes, type => type.Code));
}
