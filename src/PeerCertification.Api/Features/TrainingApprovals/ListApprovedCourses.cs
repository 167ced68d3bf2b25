using AutoMapper;
using AutoMapper.QueryableExtensions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.TrainingApprovals;

/// <summary>Anybody lists the courses that a board approves on a day: those of which it approves the provider too.</summary>
public static class ListApprovedCourses
{
    /// <param name="On">Null for today at the board.</param>
    public sealed record Query(string Board, DateOnly? On, Guid? After, int Limit) : IQuery<Response>;

    /// <param name="On">The day that the list is for.</param>
    public sealed record Response(string Board, DateOnly On, IReadOnlyList<Item> Courses);

    public sealed record Item(Guid Id, string Title, string Provider, TrainingMode Mode, IReadOnlyList<TopicMinutes> Topics, int Minutes);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateProjection<Course, Item>().ForCtorParam(nameof(Item.Provider), from => from.MapFrom(course => course.Provider.Name));
    }

    internal sealed class Handler(RegistryContext db, IMapper mapper, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.Boards.AsNoTracking().SingleOrDefaultAsync(b => b.Code == query.Board, cancellationToken) is not { } board)
            {
                return new Refusal("board.not_found", $"There is no board \"{query.Board}\"; GET /api/v1/boards lists them.");
            }

            var on = query.On ?? clock.TodayAt(board.Zone);
            var approved = db.TrainingApprovals.Where(a => a.BoardId == board.Id).Covering(on);
            var courses = await db.Courses
                .Where(c => (query.After == null || c.Id > query.After) && approved.Any(a => a.CourseId == c.Id) && approved.Any(a => a.CourseId == null && a.ProviderId == c.ProviderId))
                .OrderBy(c => c.Id).Take(query.Limit)
                .ProjectTo<Item>(mapper.ConfigurationProvider).ToListAsync(cancellationToken);
            return new Response(board.Code, on, courses);
        }
    }

    internal static async Task<IResult> Endpoint(string board, HttpContext http, IMediator mediator, CancellationToken cancellationToken, IsoDay? on = null, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(board, on?.Value, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Courses, course => course.Id));
}
