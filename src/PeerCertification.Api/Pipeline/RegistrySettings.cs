namespace PeerCertification.Api.Pipeline;

/// <summary>Section <c>Registry</c>.</summary>
public sealed class RegistrySettings
{
    /// <summary>Which registry says so, in every verification answer.</summary>
    public string Name { get; set; } = "Registry of Certified Peer Specialists";

    /// <summary>Where people reach the registry from outside; the links in messages begin with it.</summary>
    public string PublicAddress { get; set; } = "http://localhost:5080";

    /// <summary>The address of a page, as people open it from outside.</summary>
    public string AddressOf(string page) => $"{PublicAddress.TrimEnd('/')}/{page}";
}
