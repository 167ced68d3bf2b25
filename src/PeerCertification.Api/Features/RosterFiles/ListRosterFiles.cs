using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>Somebody lists their roster files, or those of the organisation that they act for, the latest first.</summary>
public static class ListRosterFiles
{
    /// <param name="OrganisationId">Whose, where it is not the key or the header that says so.</param>
    public sealed record Query(Guid? After, int Limit, Guid? OrganisationId = null) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<RosterFileProgress> Files);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RosterFileDesk files) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await files.Own(query.OrganisationId, cancellationToken);
            return own.Refusal is { } refusal
                ? refusal
                : new Response(await own.Value.Where(f => query.After == null || f.Id < query.After).OrderByDescending(f => f.Id).Take(query.Limit).Select(RosterFileProgress.Shown).ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(Guid? after, HttpContext http, IMediator mediator, CancellationToken cancellationToken, int limit = 50) =>
        (await mediator.Send(new Query(after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Files, file => file.Id));
}
