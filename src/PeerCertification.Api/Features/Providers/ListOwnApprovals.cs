using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Api.Features.Providers;

/// <summary>A member lists what the provider asked boards to approve, and what came of it.</summary>
public static class ListOwnApprovals
{
    public sealed record Query(Guid ProviderId, Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Approvals);

    /// <param name="Reason">Why it was refused or withdrawn, or null.</param>
    public sealed record Item(
        Guid Id, string Board, Guid? CourseId, string? CourseTitle, ApprovalState State, DateTime RequestedAtUtc, DateOnly? FromOn, DateOnly? UntilOn, DateOnly? WithdrawnFromOn, string? Reason, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, ProviderAccess providers) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var own = await providers.Own(query.ProviderId, cancellationToken);
            return own.Refusal is { } refusal ? refusal : new Response(await db.TrainingApprovals
                .Where(a => a.ProviderId == query.ProviderId && (query.After == null || a.Id > query.After))
                .OrderBy(a => a.Id).Take(query.Limit)
                .Select(a => new Item(a.Id, a.Board.Code, a.CourseId, a.Course == null ? null : a.Course.Title, a.State, a.RequestedAtUtc, a.FromOn, a.UntilOn, a.WithdrawnFromOn, a.Reason, a.Version))
                .ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(providerId, after, limit), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Approvals, approval => approval.Id));
}
