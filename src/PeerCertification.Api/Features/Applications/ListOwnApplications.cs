using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Applications;

/// <summary>An applicant lists her applications, the latest first.</summary>
public static class ListOwnApplications
{
    public sealed record Query(Guid? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Applications);

    public sealed record Item(Guid Id, string Board, string CredentialType, ApplicationKind Kind, ApplicationState State, WaitingReason? WaitingReason, DateTime CreatedAtUtc, DateOnly? ReceivedOn, int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken) =>
            new Response(await db.OwnApplications(caller)
                .Where(a => query.After == null || a.Id < query.After)
                .OrderByDescending(a => a.Id).Take(query.Limit)
                .Select(a => new Item(a.Id, a.Board.Code, a.CredentialType.Code, a.Kind, a.State, a.WaitingReason, a.CreatedAtUtc, a.ReceivedOn, a.Version))
                .ToListAsync(cancellationToken));
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, Guid? after = null, int limit = 50) =>
        (await mediator.Send(new Query(after, limit), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Applications, application => application.Id));
}
