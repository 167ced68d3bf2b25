namespace PeerCertification.Domain.Credentials;

/// <summary>A board's data is not to be relied on for the time being, from an instant (UTC) on. Source: issue "Employers", section A.</summary>
/// <param name="Reason">In the words of whoever put it on hold; public.</param>
public sealed record BoardHold(string Reason, DateTime SinceUtc)
{
    /// <summary>What every answer about the board's credentials says beside itself.</summary>
    public string Sentence => $"The board is on hold since {StandingSentence.Say(DateOnly.FromDateTime(SinceUtc))} (UTC), so that this may not be right: {Reason}";
}
