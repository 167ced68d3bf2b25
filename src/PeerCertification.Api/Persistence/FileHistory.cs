namespace PeerCertification.Api.Persistence;

/// <summary>What the history says of a submitted file beyond the acts on the file itself: entries, links and documents are the person's, and their lines name no board.</summary>
internal static class FileHistory
{
    /// <summary>The subjects of those lines: the entries that were submitted with these files, the documents in them, and the links that asked about them.</summary>
    internal static IQueryable<Guid?> SubjectsIn(this RegistryContext db, IQueryable<Application> files)
    {
        var items = files.SelectMany(a => a.Items);
        return items.Select(i => (Guid?)i.EvidenceItemId)
            .Concat(items.Where(i => i.DocumentId != null).Select(i => i.DocumentId))
            .Concat(db.AttestationRequests.Where(r => items.Select(i => i.EvidenceItemId).Contains(r.EvidenceItemId)).Select(r => (Guid?)r.Id));
    }
}
