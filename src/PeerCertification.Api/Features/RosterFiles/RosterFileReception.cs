using MediatR;
using PeerCertification.Api.Documents;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>Takes a roster file from whoever sends it, a program or somebody at a page: into the store first, then into the registry, and has it answered.</summary>
internal sealed class RosterFileReception(LookupLog log, OrganisationAccess organisations, RosterFileIntake intake, IDocumentStore store, IMediator mediator, TimeProvider clock, JobStarter jobs)
{
    /// <summary>What is asked of every row.</summary>
    /// <param name="OrganisationId">For whom, where it is not the key or the header that says so.</param>
    internal sealed record Asked(Guid? OrganisationId, DateOnly? On, DateTime? KnownAtUtc, string? Purpose);

    internal async Task<Outcome<RosterFileProgress>> Take(Asked asked, Stream content, long? announcedBytes, CancellationToken cancellationToken)
    {
        var asker = await log.Asks(asked.Purpose, cancellationToken, asked.OrganisationId);
        if (asker.Refusal is { } notAsked)
        {
            return notAsked;
        }

        var received = await intake.Receive(content, announcedBytes, cancellationToken);
        if (received.Refusal is { } refusal)
        {
            return refusal;
        }

        var (name, sha256, rows, firstRowAt) = received.Value;

        if (await NoLonger(asked, name) is { } noLonger)
        {
            return noLonger;
        }

        var command = new SendRosterFile.Command(Ids.New(clock), name, sha256, rows, firstRowAt, asked.On, asked.KnownAtUtc, asker.Value.OrganisationId, asker.Value.Purpose);
        // From here on to its end, also where whoever sent it has gone: what is in the store is named by a row, or deleted.
        var sent = await mediator.Send(command, CancellationToken.None);

        // Refused, or the first answer given again: no row names the file. After a failure one may, so the file is left.
        if (sent.Refusal is not null || sent.Value.Id != command.Id)
        {
            store.Delete(name);
        }
        else
        {
            jobs.Start(nameof(AnswerRosterFiles));
        }

        return sent;
    }

    /// <summary>Looks once more whether whoever sent the file acts for the organisation: it may have taken an hour to arrive, members leave, and keys are revoked. Where not, nothing of it stays.</summary>
    private async Task<Refusal?> NoLonger(Asked asked, string name)
    {
        Refusal? refusal = null;
        var isKnown = false;
        try
        {
            refusal = await organisations.RefuseEndedKey(clock.UtcNow(), CancellationToken.None) ?? (await log.Asks(asked.Purpose, CancellationToken.None, asked.OrganisationId)).Refusal;
            isKnown = true;
        }
        finally
        {
            if (!isKnown || refusal is not null)
            {
                store.Delete(name);
            }
        }

        return refusal;
    }
}
