namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// Parts of rosters are worked out a few at a time, in the order in which they were asked for: more at once than there are processors would only hold
/// more in memory, and all of them would be slower. Nobody waits in here for whoever reads an answer slowly.
/// </summary>
internal sealed class RosterTurns : IDisposable
{
    private readonly SemaphoreSlim _turns = new(2 * Environment.ProcessorCount);

    internal async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        return new Turn(_turns);
    }

    public void Dispose() => _turns.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
