namespace PeerCertification.Api.Features.Applications;

/// <summary>Section <c>Applications</c>.</summary>
public sealed class ApplicationSettings
{
    /// <summary>Drafts that their applicant has left alone for this many days are abandoned; 1 or more.</summary>
    public int AbandonDraftsAfterDays { get; set; } = 180;
}
