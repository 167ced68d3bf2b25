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

/// <summary>
/// A member or a key takes people off a roster, with the last day that they are on it. That they were on it stays known. A last day that has not passed can be
/// moved in the same way; and who was to come on the roster after the last day does not.
/// </summary>
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
            RuleFor(c => c.UntilOn).InclusiveBetween(VerificationReach.FirstDay, SavedRosterDesk.LastDay).WithMessage(SavedRosterDesk.Days);
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
            var now = clock.UtcNow();
            var today = DateOnly.FromDateTime(now);
            var on = (await db.SavedRosterEntries.Where(e => e.RosterId == command.RosterId && (e.UntilOn == null || (e.UntilOn >= today && e.UntilOn >= e.FromOn)) && asked.Contains(e.Number)).ToListAsync(cancellationToken)).ToLookup(e => e.Number);
            var refused = new List<RefusedRow>();
            foreach (var (i, number) in numbers.Index())
            {
                if ((number.Refusal ?? TakeOff([.. on[number.Value]], command.UntilOn, today, now)) is { } refusal)
                {
                    refused.Add(new RefusedRow(i + 1, refusal.Code, refusal.Reason));
                }
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

    /// <param name="entries">Those of one number that are not over.</param>
    private static Refusal? TakeOff(IReadOnlyList<SavedRosterEntry> entries, DateOnly untilOn, DateOnly today, DateTime now)
    {
        if (entries.Count == 0 || entries.Any(e => e.RemovedAtUtc == now))
        {
            return new Refusal("saved_roster.not_on", "This number is not on the roster.");
        }

        if (entries.FirstOrDefault(e => e.FromOn <= today && untilOn < e.FromOn) is { } begun)
        {
            return new Refusal("saved_roster.ends_before", $"This number is on the roster from {begun.FromOn:yyyy-MM-dd}; it cannot end before.");
        }

        foreach (var entry in entries)
        {
            // One that begins later was never on it: it ends on the day before it begins.
            (entry.UntilOn, entry.RemovedAtUtc) = (untilOn < entry.FromOn ? entry.FromOn.AddDays(-1) : untilOn, now);
        }

        return null;
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid savedRosterId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, savedRosterId, request.UntilOn, request.Numbers), cancellationToken)).ToHttp(Results.Ok);
}
