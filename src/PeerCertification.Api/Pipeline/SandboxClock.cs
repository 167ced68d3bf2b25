namespace PeerCertification.Api.Pipeline;

/// <summary>The registry's clock in Development and in tests: real time plus a step that can be set. It never stands in for the clock of tokens and time-outs.</summary>
public sealed class SandboxClock : TimeProvider
{
    private long _offsetTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref _offsetTicks, (instant - System.GetUtcNow()).Ticks);
}
