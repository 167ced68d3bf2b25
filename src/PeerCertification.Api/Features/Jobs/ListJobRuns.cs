using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Jobs;

/// <summary>An operator reads the log of job runs, the latest first.</summary>
public static class ListJobRuns
{
    public sealed record Query(string? Job, int Limit, Guid? After) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Row> Items);

    /// <param name="RequestedBySchedule">False where an operator asked for the run.</param>
    public sealed record Row(Guid Id, string Job, DateOnly ForDay, DateTime StartedAtUtc, DateTime? EndedAtUtc, JobOutcome Outcome, int? Count, string? Error, bool RequestedBySchedule);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Job).IsPlainText(60);
            RuleFor(q => q.Limit).InclusiveBetween(1, 100);
        }
    }

    internal sealed class Handler(RegistryContext db) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            new Response(await db.JobRuns
                .Where(r => (query.Job == null || r.Job == query.Job) && (query.After == null || r.Id.CompareTo(query.After.Value) < 0))
                .OrderByDescending(r => r.Id).Take(query.Limit)
                .Select(r => new Row(r.Id, r.Job, r.ForDay, r.StartedAtUtc, r.EndedAtUtc, r.Outcome, r.Count, r.Error, r.RequestedByAccountId == null))
                .ToListAsync(cancellationToken));
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, string? job = null, int limit = 50, Guid? after = null) =>
        (await mediator.Send(new Query(job, limit, after), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Items, row => row.Id));
}
