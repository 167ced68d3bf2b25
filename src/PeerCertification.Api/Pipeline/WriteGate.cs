namespace PeerCertification.Api.Pipeline;

/// <summary>
/// SQLite has one writer. Commands wait here in line, in order, before they open their transaction; waiting at the file instead means polling
/// it, and the unlucky wait for seconds. PostgreSQL needs no gate.
/// </summary>
public sealed class WriteGate(bool oneWriter) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    public async Task<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (!oneWriter)
        {
            return null;
        }

        await _gate.WaitAsync(cancellationToken);
        return new Turn(_gate);
    }

    public void Dispose() => _gate.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
