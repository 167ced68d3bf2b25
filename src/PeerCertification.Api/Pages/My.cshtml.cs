using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Accounts;
using PeerCertification.Api.Features.Organisations;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Pages;

/// <summary>The organisations that somebody acts for, and the end of their session.</summary>
[PageFor(Permission.KeepOrganisation)]
public sealed class MyModel(IMediator mediator) : PublicPage(mediator)
{
    private const int Most = 100;

    private static readonly char[] Between = [',', ';', ' '];

    public IReadOnlyList<ListOwnOrganisations.Item> Organisations { get; private set; } = [];

    public string? Name { get; private set; }

    public OrganisationKind? Kind { get; private set; }

    public string? States { get; private set; }

    public Task<IActionResult> OnGet() => Show(new ListOwnOrganisations.Query(null, Most), own => Organisations = own.Organisations);

    public Task<IActionResult> OnPostRegister(string? name, OrganisationKind? kind, string? states)
    {
        (Name, Kind, States) = (name, kind, states);
        return Do(
            new RegisterOrganisation.Command(name ?? "", kind ?? (OrganisationKind)(-1), (states ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries)),
            organisation => GoOn($"/organisations/{organisation.Id}", "registered"),
            OnGet);
    }

    public async Task<IActionResult> OnPostSignOut()
    {
        await HttpContext.SignOutAsync(PageSession.SchemeName);
        return await GoOn("/", "signed-out");
    }

    public Task<IActionResult> OnPostSignOutEverywhere() => Do(new SignOutEverywhere.Command(), _ => OnPostSignOut(), OnGet);
}
