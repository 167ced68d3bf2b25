using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>Whoever may see a roster file stops one that is not answered yet. What was asked until then stays written down.</summary>
public static class CancelRosterFile
{
    /// <param name="OrganisationId">Whose, where it is not the key or the header that says so.</param>
    public sealed record Command(Guid Id, Guid? OrganisationId = null) : ICommand<RosterFileProgress>;

    internal sealed class Handler(RosterFileDesk files, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<RosterFileProgress>>
    {
        public async Task<Outcome<RosterFileProgress>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await files.Own(command.OrganisationId, cancellationToken);
            if (own.Refusal is { } refusal)
            {
                return refusal;
            }

            if (await own.Value.SingleOrDefaultAsync(f => f.Id == command.Id, cancellationToken) is not { } file)
            {
                return RosterFileDesk.NotFound();
            }

            var cancelled = RosterFileLifecycle.Table.Decide(file.State, RosterFileAct.Cancel);
            if (cancelled.Refusal is { } stays)
            {
                return stays;
            }

            history.Record(RegistryEvent.RosterFileCancelled, new About(SubjectId: file.Id), before: new { file.State, file.RowsDone }, after: new { State = cancelled.Value });
            (file.State, file.EndedAtUtc) = (cancelled.Value, clock.UtcNow());
            return RosterFileProgress.Of(file);
        }
    }

    internal static async Task<IResult> Endpoint(Guid rosterFileId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(rosterFileId), cancellationToken)).ToHttp(Results.Ok);
}
