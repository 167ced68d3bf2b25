using PeerCertification.Api.Persistence;
using PeerCertification.Domain;

namespace PeerCertification.Api.Messages;

public enum DeliveryAct { Deliver, GiveUp, Withdraw, Retry }

/// <summary>How a promised message lives, and how long it is tried.</summary>
public static class DeliveryRules
{
    /// <summary>After so many failures a message is dead. With the waits between them that is most of half a day.</summary>
    public const int MostAttempts = 8;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);

    public static readonly Lifecycle<OutboxState, DeliveryAct> Table = new("A message", "outbox.act_not_allowed", new Dictionary<(OutboxState, DeliveryAct), OutboxState>
    {
        [(OutboxState.Waiting, DeliveryAct.Deliver)] = OutboxState.Sent,
        [(OutboxState.Waiting, DeliveryAct.GiveUp)] = OutboxState.Dead,
        [(OutboxState.Waiting, DeliveryAct.Withdraw)] = OutboxState.Withdrawn,
        [(OutboxState.Dead, DeliveryAct.Retry)] = OutboxState.Waiting,
    });

    /// <summary>How long to wait after the attempt of this number, from 1, before the next: 5 minutes, then twice as long each time.</summary>
    public static TimeSpan WaitAfter(int attempt) => FirstWait * Math.Pow(2, Math.Clamp(attempt, 1, MostAttempts) - 1);
}
