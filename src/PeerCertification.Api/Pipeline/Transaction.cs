using System.Data;
using System.Security.Cryptography;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pipeline;

/// <summary>
/// One act, one transaction: what a command changes, its history, its messages and the answer to repeat are committed together or not at all.
/// Handlers do not save. Where two acts meet, the later one is run again on what the earlier one left, so that it is refused for what is
/// then true and not for having been unlucky.
/// </summary>
internal sealed class Transaction<TRequest, TResponse>(RegistryContext db, WriteGate gate) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand, IRequest<TResponse>
    where TResponse : IOutcome<TResponse>
{
    private const int Tries = 12;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await Run(next, cancellationToken);
            }
            catch (Exception e) when (Collision.Is(e))
            {
                db.ChangeTracker.Clear();
                if (tried == Tries)
                {
                    return TResponse.From(new Refusal("request.conflict", "Nothing was changed. Read the record again and repeat the request."));
                }

                // By chance, so that those who met do not meet again.
                await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, 15 * tried)), cancellationToken);
            }
        }
    }

    private async Task<TResponse> Run(RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var outcome = await next();
        if (outcome.Refusal is not null)
        {
            await transaction.RollbackAsync(cancellationToken);
            await KeepOnlyReads(cancellationToken);
            return outcome;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return outcome;
    }

    /// <summary>A refused act changes nothing; but what it read of a sensitive record it did read, and that stays noted.</summary>
    private async Task KeepOnlyReads(CancellationToken cancellationToken)
    {
        var reads = db.ChangeTracker.Entries<SensitiveRead>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
        db.ChangeTracker.Clear();
        db.SensitiveReads.AddRange(reads);
        await db.SaveChangesAsync(cancellationToken);
    }
}
