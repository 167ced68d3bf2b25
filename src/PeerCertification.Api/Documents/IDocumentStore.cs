namespace PeerCertification.Api.Documents;

/// <summary>Where the bytes of documents are kept, outside the database. Names are made by <see cref="DocumentIntake"/>.</summary>
public interface IDocumentStore
{
    /// <summary>Opens a new document for writing; what was written is on the disk when the stream is flushed or closed.</summary>
    Stream Create(string name);

    Stream Open(string name);

    /// <summary>Does nothing where there is no such document.</summary>
    void Delete(string name);
}
