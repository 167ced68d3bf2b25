using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Organisations;

namespace PeerCertification.Api.Pages;

/// <summary>Where the link of an invitation leads.</summary>
[PageFor(Permission.KeepOrganisation)]
public sealed class JoinOrganisationModel(IMediator mediator) : LinkPage(mediator)
{
    public void OnGet()
    {
    }

    public Task<IActionResult> OnPost(string? link) => Do(
        new JoinOrganisation.Command(MailLink.Read(link).Token),
        organisation => GoOn($"/organisations/{organisation.Id}", "joined"),
        () => Task.FromResult<IActionResult>(Page()));
}
