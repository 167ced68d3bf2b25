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

    private readonly List<ListKeys.Item> _keys = [];

    public Guid OrganisationId { get; private set; }

    public bool IsOwner { get; private set; }

    public IReadOnlyList<ListKeys.Item> Keys => _keys;

    public IssueKey.Response? Issued { get; private set; }

    public string? Name { get; private set; }

    public IReadOnlyList<KeyScope> Scopes { get; private set; } = [];

    public int ValidDays { get; private set; } = 365;

    public bool IsFollowed(Guid keyId) => _keys.Exists(k => k.FollowsId == keyId);

    public Task<IActionResult> OnGet(Guid organisationId)
    {
        OrganisationId = organisationId;
        return Show(new ViewOrganisation.Query(organisationId), organisation =>
        {
            IsOwner = organisation.YourRole == OrganisationRole.Owner;
            return More();
        });
    }

    public Task<IActionResult> OnPostIssue(Guid organisationId, string? name, KeyScope[] scopes, int? validDays)
    {
        (Name, Scopes, ValidDays) = (name, scopes, validDays ?? ValidDays);
        return Do(new IssueKey.Command(organisationId, name ?? "", scopes, validDays ?? 0), issued =>
        {
            (Issued, Name, Scopes) = (issued, null, []);
            return OnGet(organisationId);
        }, () => OnGet(organisationId));
    }

    public Task<IActionResult> OnPostRevoke(Guid organisationId, Guid keyId) =>
        Do(new RevokeKey.Command(organisationId, keyId), _ => GoOn($"/organisations/{organisationId}/keys", "revoked"), () => OnGet(organisationId));

    /// <summary>Every key, page by page as the API gives them.</summary>
    private Task<IActionResult> More() => Show(new ListKeys.Query(OrganisationId, _keys.Count == 0 ? null : _keys[^1].Id, Most), own =>
    {
        _keys.AddRange(own.Keys);
        return own.Keys.Count == Most ? More() : Task.FromResult<IActionResult>(Page());
    });
}
