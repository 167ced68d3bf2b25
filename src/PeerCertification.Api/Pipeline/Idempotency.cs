using System.Security.Cryptography;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pipeline;

/// <summary>An answer with a secret that is kept nowhere. A repeated Idempotency-Key brings it again for a few minutes only: for an answer that was lost on its way, and a form that was sent twice.</summary>
internal interface IShownOnce;

/// <summary>Gives the first answer again when a signed-in caller repeats a command with the same Idempotency-Key. Refusals are not kept: they changed nothing.</summary>
internal sealed class Idempotency<TRequest, TResponse>(RegistryContext db, Caller caller, CurrentAct act, IDataProtectionProvider protection, TimeProvider clock) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand, IRequest<TResponse>
    where TResponse : IOutcome<TResponse>
{
    /// <summary>What is kept, encrypted. The salt is in it, so that nobody finds out by trying what was sent: a birth date is soon guessed from a bare hash.</summary>
    private sealed record Kept(byte[] Salt, string Answer);

    private static readonly TimeSpan SecretsShownAgainFor = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("idempotency");

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (act.IdempotencyKey is not { } key || caller.Id is not { } account)
        {
            return await next();
        }

        if (key.Length > 100)
        {
            return TResponse.From(new Refusal("request.invalid", "The request has fields that cannot be accepted.", new Dictionary<string, string[]> { ["Idempotency-Key"] = ["An Idempotency-Key has 100 characters at most."] }));
        }

        if (await db.IdempotencyRecords.AsNoTracking().SingleOrDefaultAsync(r => r.AccountId == account && r.Key == key, cancellationToken) is { } first)
        {
            var kept = JsonSerializer.Deserialize<Kept>(_protector.Unprotect(first.ResponseProtected), RegistryJson.Options)!;
            return RefuseAgain(first, isSame: first.Act == act.Name && first.RequestHash == Hash(request, kept.Salt)) is { } refusal
                ? TResponse.From(refusal)
                : TResponse.FromBoxed(JsonSerializer.Deserialize(kept.Answer, TResponse.ValueType, RegistryJson.Options)!);
        }

        var outcome = await next();
        if (outcome.Refusal is null)
        {
            var kept = new Kept(RandomNumberGenerator.GetBytes(32), JsonSerializer.Serialize(outcome.BoxedValue, TResponse.ValueType, RegistryJson.Options));
            db.IdempotencyRecords.Add(new IdempotencyRecord
            {
                AccountId = account,
                Key = key,
                Act = act.Name,
                RequestHash = Hash(request, kept.Salt),
                ResponseProtected = _protector.Protect(JsonSerializer.Serialize(kept, RegistryJson.Options)),
                AtUtc = clock.UtcNow(),
            });
        }

        return outcome;
    }

    private Refusal? RefuseAgain(IdempotencyRecord first, bool isSame) =>
        !isSame ? new Refusal("idempotency.key_reused", "This key came first with another request; send a new key.")
        : typeof(IShownOnce).IsAssignableFrom(TResponse.ValueType) && clock.UtcNow() - first.AtUtc > SecretsShownAgainFor ? new Refusal("idempotency.secret_shown", "This was done when the key first came, and its secret was shown then. Rotate it for another one.")
        : null;

    private static string Hash(TRequest request, byte[] salt) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(salt, JsonSerializer.SerializeToUtf8Bytes(request, RegistryJson.Options)));
}
