using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace PeerCertification.Api.Pages;

/// <summary>The roster files of an organisation.</summary>
[PageFor(Permission.VerifyRosters)]
public sealed class RosterFilesModel(IMediator mediator) : RosterFilesPage(mediator)
{
    public Task<IActionResult> OnGet(Guid organisationId, Guid? after) => List(organisationId, after);
}
