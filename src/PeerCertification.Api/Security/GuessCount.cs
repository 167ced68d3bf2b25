using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Accounts;

namespace PeerCertification.Api.Security;

/// <summary>
/// Counts guesses at passwords and codes. It saves by itself, at once: a refused command changes nothing, but a refused guess must be
/// remembered, and must not hold the one writer of SQLite while a password is hashed. So what guesses is not a command.
/// </summary>
internal sealed class GuessCount(RegistryContext db, WriteGate gate, TimeProvider clock)
{
    /// <summary>Counts a guess; false where the account takes none for now.</summary>
    internal Task<bool> Take(Account account, CancellationToken cancellationToken) => Change(account, g => g.Take(clock.GetUtcNow()), cancellationToken);

    internal Task TakeBack(Account account, CancellationToken cancellationToken) => Change(account, g => g.TakeBack(), cancellationToken);

    internal Task Forgive(Account account, CancellationToken cancellationToken) => Change(account, _ => Guesses.None, cancellationToken);

    private async Task<bool> Change(Account account, Func<Guesses, Guesses?> change, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        while (change(new Guesses(account.AccessFailedCount, account.LockoutEnd)) is { } next)
        {
            (account.AccessFailedCount, account.LockoutEnd, account.ConcurrencyStamp) = (next.Wrong, next.ClosedUntil, Guid.NewGuid().ToString());
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return true;
            }
            catch (DbUpdateException e) when (Collision.Is(e))
            {
                await db.Entry(account).ReloadAsync(cancellationToken);
            }
        }

        return false;
    }
}
