namespace PeerCertification.Api.Pipeline;

/// <summary>Section <c>Registry</c>.</summary>
public sealed class RegistrySettings
{
    /// <summary>Which registry says so, in every verification answer.</summary>
    public string Name { get; set; } = "Registry of Certified Peer Specialists";
}
