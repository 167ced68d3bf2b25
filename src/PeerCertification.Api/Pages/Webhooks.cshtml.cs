using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Organisations;
using PeerCertification.Api.Features.Webhooks;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Pages;

/// <summary>The webhooks of an organisation. The secret of a new one is shown in the answer to the form, and on no page after it.</summary>
[PageFor(Permission.KeepOrganisation)]
public sealed class WebhooksModel(IMediator mediator) : PublicPage(mediator)
{
    public Guid OrganisationId { get; private set; }

    public bool IsOwner { get; private set; }

    public ListWebhooks.Response Own { get; private set; } = null!;

    public RegisterWebhook.Response? Registered { get; private set; }

    public string? Address { get; private set; }

    public Task<IActionResult> OnGet(Guid organisationId)
    {
        OrganisationId = organisationId;
        return Show(new ViewOrganisation.Query(organisationId), organisation =>
        {
            IsOwner = organisation.YourRole == OrganisationRole.Owner;
            return Show(new ListWebhooks.Query(organisationId), own => Own = own);
        });
    }

    public Task<IActionResult> OnPostRegister(Guid organisationId, string? address)
    {
        Address = address;
        return Do(new RegisterWebhook.Command(organisationId, address?.Trim() ?? ""), registered =>
        {
            (Registered, Address) = (registered, null);
            return OnGet(organisationId);
        }, () => OnGet(organisationId));
    }
}
