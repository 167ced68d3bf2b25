using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Organisations;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Pages;

/// <summary>The keys of an organisation's programs. A new one is shown in the answer to the form, and on no page after it.</summary>
[PageFor(Permission.RunOrganisation)]
public sealed class KeysModel(IMediator mediator) : PublicPage(mediator)
{
    private const int Most = 100;

    public Guid OrganisationId { get; private set; }

    public IReadOnlyList<ListKeys.Item> Keys { get; private set; } = [];

    public IssueKey.Response? Issued { get; private set; }

    public string? Name { get; private set; }

    public IReadOnlyList<KeyScope> Scopes { get; private set; } = [];

    public int ValidDays { get; private set; } = 365;

    public Task<IActionResult> OnGet(Guid organisationId)
    {
        OrganisationId = organisationId;
        return Show(new ListKeys.Query(organisationId, null, Most), own => Keys = own.Keys);
    }

    public Task<IActionResult> OnPostIssue(Guid organisationId, string? name, KeyScope[] scopes, int validDays)
    {
        (Name, Scopes, ValidDays) = (name, scopes, validDays);
        return Do(new IssueKey.Command(organisationId, name ?? "", scopes, validDays), issued =>
        {
            (Issued, Name, Scopes) = (issued, null, []);
            return OnGet(organisationId);
        }, () => OnGet(organisationId));
    }

    public Task<IActionResult> OnPostRevoke(Guid organisationId, Guid keyId) =>
        Do(new RevokeKey.Command(organisationId, keyId), _ => GoOn($"/organisations/{organisationId}/keys", "revoked"), () => OnGet(organisationId));
}
