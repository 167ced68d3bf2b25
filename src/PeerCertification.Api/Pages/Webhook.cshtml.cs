using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Organisations;
using PeerCertification.Api.Features.Webhooks;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Pages;

/// <summary>One webhook: how it fares, what was tried there and answered, and what its owners can do with it.</summary>
[PageFor(Permission.KeepOrganisation)]
public sealed class WebhookModel(IMediator mediator) : PublicPage(mediator)
{
    private const int Most = 50;

    public Guid OrganisationId { get; private set; }

    public Guid WebhookId { get; private set; }

    public bool IsOwner { get; private set; }

    /// <summary>Null where it has ended.</summary>
    public ListWebhooks.Item? Webhook { get; private set; }

    /// <summary>The number of the organisation's newest change.</summary>
    public long Last { get; private set; }

    /// <summary>Whether only what was not taken is shown.</summary>
    public bool Failed { get; private set; }

    public IReadOnlyList<ListDeliveries.Item> Tries { get; private set; } = [];

    /// <summary>After which try the next page begins; null where there is none.</summary>
    public Guid? Next { get; private set; }

    public RotateWebhookSecret.Response? Rotated { get; private set; }

    public int OverlapHours { get; private set; } = 24;

    public long? After { get; private set; }

    public string Address => AddressOf(OrganisationId, WebhookId);

    public Task<IActionResult> OnGet(Guid organisationId, Guid webhookId, bool failed, Guid? before)
    {
        (OrganisationId, WebhookId, Failed) = (organisationId, webhookId, failed);
        return Show(new ListDeliveries.Query(organisationId, webhookId, failed, before, Most), tried =>
        {
            (Tries, Next) = (tried.Tries, tried.Tries.Count == Most ? tried.Tries[^1].Id : null);
            return Show(new ViewOrganisation.Query(organisationId), organisation =>
            {
                IsOwner = organisation.YourRole == OrganisationRole.Owner;
                return Show(new ListWebhooks.Query(organisationId), own => (Webhook, Last) = (own.Webhooks.FirstOrDefault(w => w.Id == webhookId), own.Last));
            });
        });
    }

    public Task<IActionResult> OnPostEnable(Guid organisationId, Guid webhookId) =>
        Do(new EnableWebhook.Command(organisationId, webhookId), _ => GoOn(AddressOf(organisationId, webhookId), "enabled"), () => Again(organisationId, webhookId));

    public Task<IActionResult> OnPostRotate(Guid organisationId, Guid webhookId, int? overlapHours)
    {
        OverlapHours = overlapHours ?? OverlapHours;
        return Do(new RotateWebhookSecret.Command(organisationId, webhookId, overlapHours ?? -1), rotated =>
        {
            Rotated = rotated;
            return Again(organisationId, webhookId);
        }, () => Again(organisationId, webhookId));
    }

    public Task<IActionResult> OnPostReplay(Guid organisationId, Guid webhookId, long? after) => Replay(new ReplayWebhook.Command(organisationId, webhookId, After = after, null));

    public Task<IActionResult> OnPostReplayFrom(Guid organisationId, Guid webhookId, IsoDay? fromOn) =>
        fromOn is { } day
            ? Replay(new ReplayWebhook.Command(organisationId, webhookId, null, day.Value))
            : Again(About("fromOn", new("request.invalid", "Choose a day.")), () => Again(organisationId, webhookId));

    public Task<IActionResult> OnPostEnd(Guid organisationId, Guid webhookId) =>
        Do(new EndWebhook.Command(organisationId, webhookId), _ => GoOn($"/organisations/{organisationId}/webhooks", "webhook-ended"), () => Again(organisationId, webhookId));

    internal static string AddressOf(Guid organisationId, Guid webhookId) => $"/organisations/{organisationId}/webhooks/{webhookId}";

    private Task<IActionResult> Replay(ReplayWebhook.Command command) =>
        Do(command, _ => GoOn(AddressOf(command.OrganisationId, command.WebhookId), "replayed"), () => Again(command.OrganisationId, command.WebhookId));

    private Task<IActionResult> Again(Guid organisationId, Guid webhookId) => OnGet(organisationId, webhookId, false, null);
}
