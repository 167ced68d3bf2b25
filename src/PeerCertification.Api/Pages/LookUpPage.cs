using MediatR;

namespace PeerCertification.Api.Pages;

/// <summary>A page with the forms of the look-up, by number or by name, as they were filled in.</summary>
public abstract class LookUpPage(IMediator mediator) : PublicPage(mediator)
{
    public string? Number { get; protected set; }

    public string? FamilyName { get; protected set; }

    public string? GivenName { get; protected set; }

    public string? State { get; protected set; }
}
