using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Accounts;
using PeerCertification.Api.Features.Organisations;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Pages;

/// <summary>Who is signed in, the organisations that they act for where they may keep any, and the end of their session.</summary>
[PageFor]
public sealed class MyModel(IMediator mediator, Caller caller, CurrentAct act) : PublicPage(mediator)
{
    private const int Most = 100;

    private static readonly char[] Between = [',', ';', ' '];

    public IReadOnlyList<ListOwnOrganisations.Item> Organisations { get; private set; } = [];

    public string? Name { get; private set; }

    public OrganisationKind? Kind { get; private set; }

    public string? States { get; private set; }

    public string? Email => caller.Email;

    public bool MayKeepOrganisations => caller.MaySomewhere(Permission.KeepOrganisation);

    public Task<IActionResult> OnGet() => MayKeepOrganisations
        ? Show(new ListOwnOrganisations.Query(null, Most), own => Organisations = own.Organisations)
        : Task.FromResult<IActionResult>(Page());

    public Task<IActionResult> OnPostRegister(string? name, OrganisationKind? kind, string? states)
    {
        if (!MayKeepOrganisations)
        {
            return Task.FromResult<IActionResult>(new RefusedPage(new Refusal("access.not_permitted", "This account does not hold the permission that this needs.")));
        }

        act.Permission = nameof(Permission.KeepOrganisation); // the page is for more people than this form
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
