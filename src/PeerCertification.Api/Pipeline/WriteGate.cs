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

    /// <summary>Enters where nobody is in it; false, without waiting, where somebody is.</summary>
    public bool TryEnter(out IDisposable? turn)
    {
        var isFree = !oneWriter || _gate.Wait(0);
        turn = oneWriter && isFree ? new Turn(_gate) : null;
        return isFree;
    }

    public void Dispose() => _gate.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
