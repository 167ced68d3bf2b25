using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Changes;

/// <summary>A member or a key reads what changed of the people of the rosters that the organisation watches, in order, after what it has read already.</summary>
public static class ReadChanges
{
    /// <param name="After">The number of the last change that was read; 0 for none; null for the newest that there are.</param>
    /// <param name="OrganisationId">Whose, where it is not the key or the header that says so.</param>
    public sealed record Query(long? After, int Limit, Guid? OrganisationId = null) : IQuery<Response>;

    /// <param name="Changes">In the order of their numbers, each one more than the one before.</param>
    /// <param name="Last">The number of the newest change that there is.</param>
    public sealed record Response(IReadOnlyList<ToldChange> Changes, long Last);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.After).GreaterThanOrEqualTo(0);
            RuleFor(q => q.Limit).InclusiveBetween(1, 1000);
        }
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var asking = await organisations.Acting(query.OrganisationId, cancellationToken);
            if (asking.Refusal is not null)
            {
                return asking.Refusal;
            }

            var id = asking.Value;
            if (id == Guid.Empty)
            {
                return new Refusal("organisation.not_said", $"Say in the header {OrganisationAccess.Header} which of your organisations asks, or send one of its keys.");
            }

            // The newest number first: whatever is numbered after it was read comes with the next request.
            var last = await db.Organisations.Where(o => o.Id == id).Select(o => o.LastChange).SingleAsync(cancellationToken);
            var after = query.After ?? Math.Max(0, last - query.Limit);
            if (after > last)
            {
                return new Refusal("changes.after_last", $"The newest change has the number {last}; {after} was never given.");
            }

            var own = db.OrganisationChanges.Where(c => c.OrganisationId == id && c.Number > after && c.Number <= last);
            var page = await own.OrderBy(c => c.Number).Take(query.Limit).Select(ToldChange.Read).ToListAsync(cancellationToken);
            var next = page.Count > 0 ? page[0].Number : last + 1;
            return query.After is not null && next > after + 1
                ? new Refusal("changes.no_longer_kept", $"Changes are kept for {StandingChangeLog.YearsKept} years; what follows {after} is gone up to {next - 1}. Verify the roster anew and go on after {next - 1}.")
                : new Response(page, last);
        }
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, long after = 0, int limit = 100) =>
        (await mediator.Send(new Query(after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Changes, change => change.Number));
}
