using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Organisations;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Pages;

/// <summary>An organisation, and who acts for it.</summary>
[PageFor(Permission.KeepOrganisation)]
public sealed class OrganisationModel(IMediator mediator) : PublicPage(mediator)
{
    public ViewOrganisation.Response Organisation { get; private set; } = null!;

    public string? Email { get; private set; }

    public OrganisationRole Role { get; private set; } = OrganisationRole.Member;

    public Task<IActionResult> OnGet(Guid organisationId) => Show(new ViewOrganisation.Query(organisationId), organisation => Organisation = organisation);

    public Task<IActionResult> OnPostInvite(Guid organisationId, string? email, OrganisationRole? role)
    {
        (Email, Role) = (email, role ?? Role);
        return Do(new InviteToOrganisation.Command(organisationId, email?.Trim() ?? "", role ?? (OrganisationRole)(-1)), _ => GoOn(Address(organisationId), "invited"), () => OnGet(organisationId));
    }

    public Task<IActionResult> OnPostWithdraw(Guid organisationId, Guid invitationId) =>
        Do(new WithdrawOrganisationInvitation.Command(organisationId, invitationId), _ => GoOn(Address(organisationId), "withdrawn"), () => OnGet(organisationId));

    /// <summary>Whoever ends their own membership does not see the organisation any more.</summary>
    public Task<IActionResult> OnPostEnd(Guid organisationId, Guid memberId) => Do(
        new EndOrganisationMembership.Command(organisationId, memberId),
        async _ => (await Mediator.Send(new ViewOrganisation.Query(organisationId), HttpContext.RequestAborted)).Refusal is null ? await GoOn(Address(organisationId), "ended") : await GoOn("/my", "ended"),
        () => OnGet(organisationId));

    private static string Address(Guid organisationId) => $"/organisations/{organisationId}";
}
