using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>A member or a key takes people off a roster, with the last day that they were on it. That they were on it stays known.</summary>
public static class TakeOffRoster
{
    public sealed record Command(Guid OrganisationId, Guid RosterId, DateOnly UntilOn, IReadOnlyList<string> Numbers) : ICommand<Response>;

    /// <param name="UntilOn">The last day on the roster.</param>
    public sealed record Request(DateOnly UntilOn, IReadOnlyList<string> Numbers);

    public sealed record Response(int Removed, IReadOnlyList<RefusedRow> Refused);

    /// <param name="Row">Which of those sent it is, from 1.</param>
    public sealed record RefusedRow(int Row, string Code, string Reason);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Numbers).NotEmpty().Must(n => n.Count <= CsvTable.MostRows).WithMessage($"Send {CsvTable.MostRows} numbers at most.");
            RuleForEach(c => c.Numbers).NotNull();
            RuleFor(c => c.UntilOn).InclusiveBetween(VerificationReach.FirstDay, new DateOnly(2150, 12, 31));
        }
    }

    internal sealed class Handler(SavedRosterDesk rosters, RegistryContext db, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await rosters.Own(command.OrganisationId, command.RosterId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var numbers = command.Numbers.Select(CredentialNumber.Read).ToList();
            var asked = numbers.Where(n => n.Refusal is null).Select(n => n.Value).ToHashSet();
            var on = await db.SavedRosterEntries.Where(e => e.RosterId == command.RosterId && e.UntilOn == null && asked.Contains(e.Number)).ToDictionaryAsync(e => e.Number, cancellationToken);
            var refused = new List<RefusedRow>();
            var now = clock.UtcNow();
            for (var i = 0; i < numbers.Count; i++)
            {
                var entry = numbers[i].Refusal is null ? on.GetValueOrDefault(numbers[i].Value) : null;
                var refusal = numbers[i].Refusal
                    ?? (entry is null || entry.UntilOn is not null ? new Refusal("saved_roster.not_on", "This number is not on the roster.")
                    : command.UntilOn < entry.FromOn ? new Refusal("saved_roster.ends_before", $"This number is on the roster from {entry.FromOn:yyyy-MM-dd}; it cannot end before.")
                    : null);
                if (refusal is not null)
                {
                    refused.Add(new RefusedRow(i + 1, refusal.Code, refusal.Reason));
                    continue;
                }

                (entry!.UntilOn, entry.RemovedAtUtc) = (command.UntilOn, now);
            }

            var removed = command.Numbers.Count - refused.Count;
            if (removed > 0)
            {
                own.Value.Version++;
                history.Record(RegistryEvent.RosterPeopleRemoved, new About(SubjectId: command.OrganisationId), after: new { Roster = command.RosterId, command.UntilOn, removed });
            }

            return new Response(removed, refused);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid savedRosterId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, savedRosterId, request.UntilOn, request.Numbers), cancellationToken)).ToHttp(Results.Ok);
}
