using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Changes;
using PeerCertification.Api.Features.Organisations;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Pages;

/// <summary>What changed of the people of the rosters that an organisation watches, the newest unless another place is asked for; and how often a message says so.</summary>
[PageFor(Permission.KeepOrganisation)]
public sealed class ChangesModel(IMediator mediator) : PublicPage(mediator)
{
    private const int Most = 50;

    public Guid OrganisationId { get; private set; }

    public DigestEvery Every { get; private set; }

    public ReadChanges.Response Read { get; private set; } = null!;

    /// <summary>After which number the page before this one begins; null where there is none.</summary>
    public long? Earlier => Read.Changes is [var first, ..] && first.Number > 1 ? Math.Max(0, first.Number - 1 - Most) : null;

    /// <summary>After which number the next page begins; null where there is none.</summary>
    public long? Later => Read.Changes is [.., var last] && last.Number < Read.Last ? last.Number : null;

    public Task<IActionResult> OnGet(Guid organisationId, long? after)
    {
        OrganisationId = organisationId;
        return Show(new ViewOrganisation.Query(organisationId), organisation =>
        {
            Every = organisation.YourDigest;
            return Show(new ReadChanges.Query(after, Most, organisationId), read => Read = read);
        });
    }

    public Task<IActionResult> OnPostDigest(Guid organisationId, DigestEvery? every) => Do(
        new ChooseDigest.Command(organisationId, every ?? (DigestEvery)(-1)),
        _ => GoOn($"/organisations/{organisationId}/changes", "digest-chosen"),
        () => OnGet(organisationId, null));
}
