using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>A member or a key has the organisation told what changes of the people of a roster, from now on, or no longer. What was told stays in its list.</summary>
public static class WatchRoster
{
    public sealed record Command(Guid OrganisationId, Guid RosterId, bool IsWatched) : ICommand<Response>;

    public sealed record Request(bool IsWatched);

    /// <param name="Last">The number of the organisation's newest change: what the roster brings has a greater one.</param>
    public sealed record Response(Guid Id, bool IsWatched, long Last);

    internal sealed class Handler(SavedRosterDesk rosters, RegistryContext db, Caller caller, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await rosters.Own(command.OrganisationId, command.RosterId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var roster = own.Value;
            if (roster.IsWatched != command.IsWatched)
            {
                roster.IsWatched = command.IsWatched;
                roster.Version++;
                history.Record(command.IsWatched ? RegistryEvent.RosterWatched : RegistryEvent.RosterNoLongerWatched, new About(SubjectId: command.OrganisationId), after: new { Roster = roster.Id, Key = caller.Key?.Id });
                rosters.NoteWatched(roster, command.IsWatched ? await rosters.Numbers(roster.Id, cancellationToken) : []);
            }

            var last = await db.Organisations.Where(o => o.Id == command.OrganisationId).Select(o => o.LastChange).SingleAsync(cancellationToken);
            return new Response(roster.Id, roster.IsWatched, last);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid savedRosterId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, savedRosterId, request.IsWatched), cancellationToken)).ToHttp(Results.Ok);
}
