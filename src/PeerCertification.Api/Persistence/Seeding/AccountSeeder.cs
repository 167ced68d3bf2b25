using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Persistence.Seeding;

/// <summary>Makes accounts that nobody registered: for demonstrations and tests. The address counts as confirmed.</summary>
internal sealed class AccountSeeder(UserManager<Account> accounts, RegistryContext db, TimeProvider clock)
{
    /// <summary>An account with one role, at a board where the role is held at one. What is there already stays as it is.</summary>
    /// <param name="board">The board's code.</param>
    internal async Task<Account> Ensure(string email, string password, Role role, string? board, CancellationToken stop)
    {
        var account = await accounts.FindByEmailAsync(email) ?? await Create(email, password);
        await Give(account, role, board, stop);
        return account;
    }

    private async Task Give(Account account, Role role, string? board, CancellationToken stop)
    {
        var boardId = board is null ? (Guid?)null : await db.Boards.Where(b => b.Code == board).Select(b => (Guid?)b.Id).SingleAsync(stop);
        if (!await db.Grants.AnyAsync(g => g.AccountId == account.Id && g.Role == role && g.BoardId == boardId && g.EndedAtUtc == null, stop))
        {
            db.Grants.Add(new Grant { Id = Ids.New(clock), AccountId = account.Id, Role = role, BoardId = boardId, GrantedAtUtc = clock.UtcNow() });
            await db.SaveChangesAsync(stop);
        }
    }

    private async Task<Account> Create(string email, string password)
    {
        var account = new Account { Id = Ids.New(clock), UserName = email, Email = email, EmailConfirmed = true, RegisteredAtUtc = clock.UtcNow() };
        var created = await accounts.CreateAsync(account, password);
        return created.Succeeded ? account : throw new InvalidOperationException($"The account could not be made: {string.Join(' ', created.Errors.Select(e => e.Code))}.");
    }
}
