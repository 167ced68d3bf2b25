using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Organisations;

namespace PeerCertification.Api.Pages;

/// <summary>Where an owner has a key followed by another, which is shown in the answer to the form and on no page after it.</summary>
[PageFor(Permission.RunOrganisation)]
public sealed class RotateKeyModel(IMediator mediator) : PublicPage(mediator)
{
    public Guid OrganisationId { get; private set; }

    public Guid KeyId { get; private set; }

    public RotateKey.Response? Rotated { get; private set; }

    public int ValidDays { get; private set; } = 365;

    public int OverlapHours { get; private set; } = 24;

    public Task<IActionResult> OnGet(Guid organisationId, Guid keyId)
    {
        (OrganisationId, KeyId) = (organisationId, keyId);
        return Show(new ViewOrganisation.Query(organisationId), _ => { });
    }

    public Task<IActionResult> OnPost(Guid organisationId, Guid keyId, int? validDays, int? overlapHours)
    {
        (ValidDays, OverlapHours) = (validDays ?? ValidDays, overlapHours ?? OverlapHours);
        return Do(new RotateKey.Command(organisationId, keyId, validDays ?? 0, overlapHours ?? -1), rotated =>
        {
            Rotated = rotated;
            return OnGet(organisationId, keyId);
        }, () => OnGet(organisationId, keyId));
    }
}
