using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>A member or a key begins a roster of the organisation, with nobody on it.</summary>
public static class SaveRoster
{
    private const int MostRosters = 100;

    public sealed record Command(Guid OrganisationId, string Name) : ICommand<Response>;

    public sealed record Request(string Name);

    public sealed record Response(Guid Id, string Name, DateTime CreatedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Name).NotEmpty().IsName(200);
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await organisations.Own(command.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var name = command.Name.Trim();
            var names = await db.SavedRosters.Where(r => r.OrganisationId == command.OrganisationId).Select(r => r.Name).ToListAsync(cancellationToken);
            if (names.Contains(name))
            {
                return new Refusal("saved_roster.name_taken", "The organisation has a roster with this name; choose another.");
            }

            if (names.Count >= MostRosters)
            {
                return new Refusal("saved_roster.too_many", $"An organisation keeps {MostRosters} rosters at most.");
            }

            var roster = new SavedRoster { Id = Ids.New(clock), OrganisationId = command.OrganisationId, Name = name, CreatedAtUtc = clock.UtcNow(), Version = 1 };
            db.SavedRosters.Add(roster);
            history.Record(RegistryEvent.RosterSaved, new About(SubjectId: command.OrganisationId), after: new { Roster = roster.Id, roster.Name });
            return new Response(roster.Id, roster.Name, roster.CreatedAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, request.Name), cancellationToken)).ToHttp(roster => Results.Created($"/api/v1/organisations/{organisationId}/rosters/{roster.Id}", roster));
}
