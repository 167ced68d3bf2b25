using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCertification.Api.Features.Webhooks;
using PeerCertification.Api.Operations;

namespace PeerCertification.Api.Pages;

/// <summary>Where the form of a test is sent, as often in a minute as a test may be; what was answered is on the page of the webhook.</summary>
[PageFor(Permission.RunOrganisation)]
[EnableRateLimiting(RequestLimits.WebhookTest)]
public sealed class WebhookTestModel(IMediator mediator) : PublicPage(mediator)
{
    public IActionResult OnGet(Guid organisationId, Guid webhookId) => LocalRedirect(WebhookModel.AddressOf(organisationId, webhookId));

    public Task<IActionResult> OnPost(Guid organisationId, Guid webhookId) =>
        Show(new TestWebhook.Command(organisationId, webhookId), _ => GoOn(WebhookModel.AddressOf(organisationId, webhookId), "tested"));
}
