using MediatR;

namespace PeerCertification.Api.Pages;

/// <summary>Where somebody begins who holds a certificate in hand, or knows a name.</summary>
public sealed class IndexModel(IMediator mediator) : LookUpPage(mediator)
{
    public void OnGet()
    {
    }
}
