namespace PeerCertification.Api.Features.Review;

/// <summary>Section <c>Decisions</c>.</summary>
public sealed class DecisionSettings
{
    /// <summary>For how many days after a denial a board takes a request to reconsider it; 1 or more.</summary>
    public int ReconsiderationDays { get; set; } = 30;
}
