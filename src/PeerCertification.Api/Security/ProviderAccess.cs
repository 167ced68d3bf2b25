using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain;

namespace PeerCertification.Api.Security;

/// <summary>The way to a training provider: for its members. To everybody else it does not exist.</summary>
public sealed class ProviderAccess(RegistryContext db, Caller caller)
{
    /// <summary>The providers that the caller is a member of.</summary>
    public IQueryable<TrainingProvider> Own()
    {
        var me = caller.RequiredAccountId;
        return db.TrainingProviders.Where(p => db.ProviderMembers.Any(m => m.ProviderId == p.Id && m.AccountId == me && m.EndedAtUtc == null));
    }

    public async Task<Outcome<TrainingProvider>> Own(Guid providerId, CancellationToken cancellationToken) =>
        await Own().SingleOrDefaultAsync(p => p.Id == providerId, cancellationToken) is { } provider ? provider : NotFound();

    /// <summary>A course of a provider that the caller is a member of.</summary>
    public async Task<Outcome<Course>> OwnCourse(Guid providerId, Guid courseId, CancellationToken cancellationToken) =>
        !await Own().AnyAsync(p => p.Id == providerId, cancellationToken) ? NotFound()
        : await db.Courses.Include(c => c.Provider).SingleOrDefaultAsync(c => c.Id == courseId && c.ProviderId == providerId, cancellationToken) is { } course ? course
        : new Refusal("course.not_found", "The provider has no course with this id.");

    internal static Refusal NotFound() => new("provider.not_found", "There is no such provider among those that you are a member of.");
}
