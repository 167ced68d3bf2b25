using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.SavedRosters;

namespace PeerCertification.Api.Pages;

/// <summary>The rosters that an organisation keeps.</summary>
[PageFor(Permission.KeepOrganisation)]
public sealed class RostersModel(IMediator mediator) : PublicPage(mediator)
{
    public Guid OrganisationId { get; private set; }

    public IReadOnlyList<ListSavedRosters.Item> Rosters { get; private set; } = [];

    public string? Name { get; private set; }

    public Task<IActionResult> OnGet(Guid organisationId)
    {
        OrganisationId = organisationId;
        return Show(new ListSavedRosters.Query(organisationId), own => Rosters = own.Rosters);
    }

    public Task<IActionResult> OnPost(Guid organisationId, string? name)
    {
        Name = name;
        return Do(new SaveRoster.Command(organisationId, name ?? ""), roster => GoOn($"/organisations/{organisationId}/rosters/{roster.Id}", "begun"), () => OnGet(organisationId));
    }
}
