using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>Somebody sees what the registry knows of their account, and what it lets them do.</summary>
public static class ViewOwnAccount
{
    public sealed record Query : IQuery<Response>;

    /// <param name="Roles">The roles that work now.</param>
    /// <param name="NeedsSecondFactor">Whether roles are held back until this session shows a second factor.</param>
    public sealed record Response(Guid Id, string? Email, DateTime RegisteredAtUtc, bool HasSecondFactor, bool NeedsSecondFactor, IReadOnlyList<HeldAt> Roles);

    /// <param name="Board">The board's code, or null for a role that is held at none.</param>
    public sealed record HeldAt(Role Role, string? Board);

    internal sealed class Handler(RegistryContext db, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var boardIds = caller.Roles.Select(r => r.BoardId).ToList();
            var boards = await db.Boards.Where(b => boardIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Code, cancellationToken);
            var roles = caller.Roles.Select(r => new HeldAt(r.Role, r.BoardId is { } board ? boards[board] : null)).OrderBy(r => r.Board).ThenBy(r => r.Role).ToList();
            return await db.Users.Where(u => u.Id == caller.RequiredAccountId)
                .Select(u => new Response(u.Id, u.Email, u.RegisteredAtUtc, u.TwoFactorEnabled, caller.NeedsSecondFactor, roles))
                .SingleAsync(cancellationToken);
        }
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(), cancellationToken)).ToHttp(Results.Ok);
}
