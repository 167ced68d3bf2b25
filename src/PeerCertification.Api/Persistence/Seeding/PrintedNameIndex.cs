using Microsoft.EntityFrameworkCore;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence.Seeding;

/// <summary>Makes the credentials of before the search by name findable, page by page; whatever interrupts it, the next start goes on. Later ones bring their rows along.</summary>
internal static class PrintedNameIndex
{
    internal const int PageSize = 1000;

    internal static async Task Fill(IServiceProvider services, CancellationToken stop)
    {
        var after = "";
        while (true)
        {
            using var scope = services.CreateScope();
            var db = scope.ServiceProvider.GetRequiredService<RegistryContext>();
            var page = await db.Credentials.AsNoTracking().Where(c => string.Compare(c.Number, after) > 0 && c.PrintedNames.Count == 0)
                .OrderBy(c => c.Number).Take(PageSize)
                .Select(c => new { Credential = c, Acts = c.Acts.Where(a => a.Kind == CredentialActKind.ChangeName || a.Kind == CredentialActKind.Vacate).ToList() })
                .ToListAsync(stop);
            if (page.Count == 0)
            {
                return;
            }

            foreach (var one in page)
            {
                var vacated = one.Acts.Select(a => a.VacatesSequence).ToHashSet();
                db.PrintedNames.AddRange(PrintedName.OfAward(one.Credential.Id, one.Credential.BoardId, one.Credential.ApplicantId, one.Credential.NameAsPrinted));
                foreach (var act in one.Acts.Where(a => a.Name is not null && !vacated.Contains(a.Sequence)))
                {
                    db.PrintedNames.AddRange(PrintedName.OfChange(one.Credential, act.Sequence, act.Name!, act.EffectiveOn));
                }
            }

            try
            {
                await db.SaveChangesAsync(stop);
                after = page[^1].Credential.Number;
            }
            catch (DbUpdateException) when (!stop.IsCancellationRequested)
            {
                // Another node came to the same page: what it wrote is not asked for again.
            }
        }
    }
}
