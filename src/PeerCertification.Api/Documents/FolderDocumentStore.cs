using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Documents;

/// <summary>One file for each document, in folders of the data folder that are named by the first two characters.</summary>
internal sealed class FolderDocumentStore(DataSettings data) : IDocumentStore
{
    private const int BufferBytes = 1024 * 1024;

    public Stream Create(string name)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = BufferBytes, Options = FileOptions.WriteThrough | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    public Stream Open(string name) => new FileStream(PathOf(name), new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });

    public void Delete(string name) => File.Delete(PathOf(name));

    private string PathOf(string name) => Path.Combine(data.Documents, name[..2], name);
}
