using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.RosterFiles;

namespace PeerCertification.Api.Pages;

/// <summary>The roster files of an organisation, the latest first, and the form by which another is sent.</summary>
public abstract class RosterFilesPage(IMediator mediator) : PublicPage(mediator)
{
    private const int Most = 50;

    public Guid OrganisationId { get; private set; }

    public IReadOnlyList<RosterFileProgress> Files { get; private set; } = [];

    /// <summary>After which file the next page begins; null where there is none.</summary>
    public Guid? Next { get; private set; }

    /// <summary>Whether these are the latest, with the form for another.</summary>
    public bool AreLatest { get; private set; }

    public DateOnly? On { get; protected set; }

    public string? Purpose { get; protected set; }

    public string Address => AddressOf(OrganisationId);

    /// <summary>The day that was written, as the field of a form takes it.</summary>
    public string? Day => On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string AddressOf(Guid organisationId) => $"/organisations/{organisationId}/roster-files";

    protected Task<IActionResult> List(Guid organisationId, Guid? after)
    {
        (OrganisationId, AreLatest) = (organisationId, after is null);
        return Show(new ListRosterFiles.Query(after, Most + 1, organisationId), own => (Files, Next) = ([.. own.Files.Take(Most)], own.Files.Count > Most ? own.Files[Most - 1].Id : null));
    }
}
