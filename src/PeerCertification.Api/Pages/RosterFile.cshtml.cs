using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.RosterFiles;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Pages;

/// <summary>One roster file: how far it has come, and its answers once all of them are there.</summary>
[PageFor(Permission.VerifyRosters)]
public sealed class RosterFileModel(IMediator mediator) : PublicPage(mediator)
{
    public Guid OrganisationId { get; private set; }

    public RosterFileProgress Sent { get; private set; } = null!;

    public string Address => $"{RosterFilesPage.AddressOf(OrganisationId)}/{Sent.Id}";

    /// <summary>When it is deleted with its answers; null while it has no end.</summary>
    public DateTime? ForgottenAtUtc => Sent.EndedAtUtc?.AddDays(RosterFileRules.DaysKept);

    public Task<IActionResult> OnGet(Guid organisationId, Guid rosterFileId)
    {
        OrganisationId = organisationId;
        return Show(new ViewRosterFile.Query(rosterFileId, organisationId), file => Sent = file);
    }

    public Task<IActionResult> OnPostCancel(Guid organisationId, Guid rosterFileId) => Do(
        new CancelRosterFile.Command(rosterFileId, organisationId),
        file => GoOn($"{RosterFilesPage.AddressOf(organisationId)}/{file.Id}", "file-stopped"),
        () => OnGet(organisationId, rosterFileId));
}
