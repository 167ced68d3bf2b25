using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Accounts;

namespace PeerCertification.Api.Security;

/// <summary>Who works for which board.</summary>
internal sealed class StaffRoll(RegistryContext db, UserManager<Account> accounts, Caller caller, History history, TimeProvider clock)
{
    internal static Refusal NoBoard() => new("board.not_found", "No board that you work for has this code.");

    internal async Task<Guid?> Board(string code, CancellationToken cancellationToken) =>
        await db.Boards.Where(b => b.Code == code).Select(b => (Guid?)b.Id).SingleOrDefaultAsync(cancellationToken);

    /// <summary>A board that the caller works for and holds the permission at.</summary>
    internal async Task<Outcome<Guid>> OwnBoard(string code, Permission permission, CancellationToken cancellationToken) =>
        await Board(code, cancellationToken) is not { } board || !caller.May(Permission.ReadBoardFiles, board) ? NoBoard()
        : !caller.May(permission, board) ? new Refusal("access.not_permitted", "Your role at this board does not include this.")
        : board;

    /// <summary>A board that the caller holds the permission at, or any where the permission comes from no board's role.</summary>
    internal async Task<Outcome<Guid>> BoardAsOperator(string code, Permission permission, CancellationToken cancellationToken) =>
        !caller.Roles.Any(r => r.BoardId is null && RolePermissions.Table[r.Role].Contains(permission)) ? await OwnBoard(code, permission, cancellationToken)
        : await Board(code, cancellationToken) is { } board ? board
        : NoBoard();

    /// <summary>Gives the person with this address a role at the board.</summary>
    internal async Task<Outcome<Grant>> Appoint(Guid boardId, string email, Role role, string? why, CancellationToken cancellationToken)
    {
        var account = await accounts.FindByEmailAsync(email);
        var holds = account is not null && await db.Grants.AnyAsync(g => g.AccountId == account.Id && g.BoardId == boardId && g.Role == role && g.EndedAtUtc == null, cancellationToken);
        if (Appointments.RefuseAppointing(account is { EmailConfirmed: true }, holds, account?.Id == caller.AccountId) is { } refusal)
        {
            return refusal;
        }

        var grant = new Grant { Id = Ids.New(clock), AccountId = account!.Id, Role = role, BoardId = boardId, GrantedByAccountId = caller.AccountId, GrantedAtUtc = clock.UtcNow() };
        db.Grants.Add(grant);
        history.Record(RegistryEvent.StaffAppointed, new About(boardId, SubjectId: account.Id), why, after: new { Appointment = grant.Id, grant.Role });
        return grant;
    }
}
