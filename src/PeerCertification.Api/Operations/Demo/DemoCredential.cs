using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Operations.Demo;

/// <summary>
/// One credential that has the same number and the same days on every machine, so that the README can ask about it. It is written as if taken over
/// from elsewhere: its serial lies below those that series begin with, and so is never given out.
/// </summary>
internal static class DemoCredential
{
    internal const int Serial = 42;

    /// <summary>A day in the period, for an answer that stays true.</summary>
    internal static readonly DateOnly SomeDay = new(2025, 6, 15);

    private static readonly Period Awarded = new(new DateOnly(2024, 3, 4), new DateOnly(2026, 3, 3));

    internal static string Number { get; } = CredentialNumber.Compose("NCPRSS", Serial)!;

    /// <summary>Makes the credential of the demonstration's holder. Where it is there already, nothing changes.</summary>
    internal static async Task Create(IServiceProvider services, CancellationToken stop)
    {
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryContext>();
        if (await db.Credentials.AnyAsync(c => c.Number == Number, stop))
        {
            return;
        }

        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var recordedAt = Awarded.StartsOn.ToDateTime(new TimeOnly(15, 0), DateTimeKind.Utc);
        var accountId = await db.Users.Where(u => u.Email == DemoAccounts.Holder).Select(u => u.Id).SingleAsync(stop);
        var type = await db.CredentialTypes.SingleAsync(t => t.NumberPrefix == "NCPRSS", stop);
        var holder = new Applicant { Id = Ids.New(clock), AccountId = accountId, LegalName = "Robin Marsh", CreatedAtUtc = recordedAt, Version = 1 };
        var id = Ids.New(clock);
        db.Applicants.Add(holder);
        db.Credentials.Add(new Credential
        {
            Id = id,
            Number = Number,
            ApplicantId = holder.Id,
            BoardId = type.BoardId,
            CredentialTypeId = type.Id,
            NameAsPrinted = holder.LegalName,
            Acts = [CredentialActRow.Of(id, new CredentialAct(1, CredentialActKind.Issue, Awarded.StartsOn, recordedAt, Opens: Awarded), "Taken over for the demonstration.", recordedByAccountId: null)],
            Periods = [new CredentialPeriod { Id = Ids.New(clock), CredentialId = id, OpenedBySequence = 1, StartsOn = Awarded.StartsOn, EndsOn = Awarded.EndsOn }],
            PrintedNames = [.. PrintedName.OfAward(id, type.BoardId, holder.Id, holder.LegalName)],
            Version = 1,
        });
        var act = scope.ServiceProvider.GetRequiredService<CurrentAct>();
        (act.Name, act.Permission) = (nameof(DemoCredential), DemoLife.Permission);
        scope.ServiceProvider.GetRequiredService<History>().Record(RegistryEvent.CredentialIssued, new About(type.BoardId, holder.Id, CredentialId: id), after: new { Number, Awarded.StartsOn, Awarded.EndsOn });
        await db.SaveChangesAsync(stop);
    }
}
