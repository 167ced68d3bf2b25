using MediatR;

namespace PeerCertification.Api.Pages;

/// <summary>A page to which the link of a message is brought. What it holds is one field to whoever pastes it.</summary>
public abstract class LinkPage(IMediator mediator) : PublicPage(mediator)
{
    protected override string FieldOf(string key) => key is "email" or "token" ? "link" : base.FieldOf(key);
}
