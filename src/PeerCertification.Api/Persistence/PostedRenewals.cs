using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Persistence;

/// <summary>Papers of a renewal that came to the board by post. Noted again, the later note counts.</summary>
public sealed class PostedRenewal
{
    public Guid Id { get; init; }

    public Guid CredentialId { get; init; }

    /// <summary>The period that they renew, by its first day.</summary>
    public DateOnly PeriodStartsOn { get; init; }

    public DateOnly ArrivedOn { get; init; }

    public DateOnly? PostmarkedOn { get; init; }

    public DateTime NotedAtUtc { get; init; }

    /// <summary>The application that was handed in with them, or null while there is none: papers count once.</summary>
    public Guid? ApplicationId { get; set; }

    public RenewalFiling Filing => new(ArrivedOn, PostmarkedOn);
}
