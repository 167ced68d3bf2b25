using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PeerCertification.Api.Documents;
using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Tests.Features.RosterFiles;

/// <summary>The folder of documents, which lets a test step in when a page of answers is on the disk and nothing of it is saved yet.</summary>
internal sealed class WatchedStore : IDocumentStore
{
    private IDocumentStore _inner = null!;

    /// <summary>Called with how many pages were appended since the test began.</summary>
    internal Func<int, Task> Appended { get; set; } = _ => Task.CompletedTask;

    private int Pages { get; set; }

    internal void Install(IWebHostBuilder builder) => builder.ConfigureTestServices(services => services.AddSingleton<IDocumentStore>(provider =>
    {
        _inner = new FolderDocumentStore(provider.GetRequiredService<DataSettings>());
        return this;
    }));

    internal void Forget() => (Appended, Pages) = (_ => Task.CompletedTask, 0);

    public Stream Create(string name) => new Watched(_inner.Create(name), async () => await Appended(++Pages));

    public Stream Open(string name) => _inner.Open(name);

    public void Delete(string name) => _inner.Delete(name);

    private sealed class Watched(Stream inner, Func<Task> appended) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            await inner.FlushAsync(cancellationToken);
            await appended();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
