using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Organisations;

/// <summary>Somebody registers an employer or a payer, and is its first owner.</summary>
public static class RegisterOrganisation
{
    private const int MostOwned = 20;

    public sealed record Command(string Name, OrganisationKind Kind, IReadOnlyList<string> States) : ICommand<Response>;

    /// <param name="States">Where it employs or pays, two letters each, such as NY.</param>
    public sealed record Request(string Name, OrganisationKind Kind, IReadOnlyList<string> States);

    public sealed record Response(Guid Id, string Name, OrganisationKind Kind, IReadOnlyList<string> States, DateTime RegisteredAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).NotEmpty().IsName(200);
            RuleFor(c => c.Kind).IsInEnum();
            RuleFor(c => c.States).NotEmpty().Must(states => states.Count <= 60).WithMessage("Name 60 states at most.")
                .Must(states => states.All(UnitedStates.Has)).WithMessage("A state has two letters, such as NY.");
        }
    }

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (caller.Email is null)
            {
                return new Refusal("organisation.address_needed", "Your account has no confirmed e-mail address; an organisation is told of corrections by e-mail.");
            }

            var me = caller.RequiredAccountId;
            if (await db.OrganisationMembers.CountAsync(m => m.AccountId == me && m.Role == OrganisationRole.Owner && m.EndedAtUtc == null, cancellationToken) >= MostOwned)
            {
                return new Refusal("organisation.too_many", $"An account owns {MostOwned} organisations at most.");
            }

            var now = clock.UtcNow();
            var organisation = new Organisation
            {
                Id = Ids.New(clock),
                Name = command.Name.Trim(),
                Kind = command.Kind,
                States = [.. command.States.Select(s => s.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal)],
                RegisteredAtUtc = now,
            };
            db.Organisations.Add(organisation);
            db.OrganisationMembers.Add(new OrganisationMember { Id = Ids.New(clock), OrganisationId = organisation.Id, AccountId = me, Role = OrganisationRole.Owner, JoinedAtUtc = now });
            history.Record(RegistryEvent.OrganisationRegistered, new About(SubjectId: organisation.Id), after: new { organisation.Name, organisation.Kind, organisation.States });
            return new Response(organisation.Id, organisation.Name, organisation.Kind, organisation.States, now);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Name, request.Kind, request.States), cancellationToken))
            .ToHttp(organisation => Results.Created($"/api/v1/organisations/{organisation.Id}", organisation));
}
