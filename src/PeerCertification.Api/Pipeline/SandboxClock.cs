namespace PeerCertification.Api.Pipeline;

/// <summary>The registry's clock in Development and in tests: real time plus a step that can be set. It never stands in for the clock of tokens and time-outs.</summary>
public sealed class SandboxClock : TimeProvider
{
    private long _stepTicks;

    /// <summary>How far this clock is from real time. Whoever moves it for a while puts this back and not the hour, which has gone by meanwhile.</summary>
    public TimeSpan Step
    {
        get => new(Interlocked.Read(ref _stepTicks));
        set => Interlocked.Exchange(ref _stepTicks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Step;

    public void MoveTo(DateTimeOffset instant) => Step = instant - System.GetUtcNow();
}
