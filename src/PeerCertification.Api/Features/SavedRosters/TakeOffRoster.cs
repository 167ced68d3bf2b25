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
            var (refused, done, moved) = (new List<RefusedRow>(), new HashSet<string>(), new List<Moved>());
            foreach (var (i, number) in numbers.Index())
            {
                var refusal = number.Refusal
                    ?? (done.Add(number.Value) ? null : new Refusal("saved_roster.not_on", "An earlier row takes this number off."))
                    ?? TakeOff([.. on[number.Value].OrderBy(e => e.FromOn)], command.UntilOn, today, now, moved);
                if (refusal is not null)
                {
                    refused.Add(new RefusedRow(i + 1, refusal.Code, refusal.Reason));
                }
            }

            var removed = command.Numbers.Count - refused.Count;
            if (removed > 0)
            {
                own.Value.Version++;
                history.Record(RegistryEvent.RosterPeopleRemoved, new About(SubjectId: command.OrganisationId), after: new { Roster = command.RosterId, command.UntilOn, removed, moved });
            }

            return new Response(removed, refused);
        }
    }

    /// <summary>A last day that was another before: what was said until now stays known.</summary>
    /// <param name="Was">Null where there was none, on an entry that had not begun.</param>
    private sealed record Moved(string Number, DateOnly FromOn, DateOnly? Was, DateOnly Is);

    /// <summary>The last that begins by then ends then; those that would begin later never do. What ends before the one that is ended stays as it is.</summary>
    /// <param name="entries">Those of one number that are not over, in the order of their days.</param>
    private static Refusal? TakeOff(IReadOnlyList<SavedRosterEntry> entries, DateOnly untilOn, DateOnly today, DateTime now, List<Moved> moved)
    {
        if (entries.Count == 0)
        {
            return new Refusal("saved_roster.not_on", "This number is not on the roster.");
        }

        if (entries[0].FromOn <= today && untilOn < entries[0].FromOn)
        {
            return new Refusal("saved_roster.ends_before", $"This number is on the roster from {entries[0].FromOn:yyyy-MM-dd}; it cannot end before.");
        }

        var ended = entries.LastOrDefault(e => e.FromOn <= untilOn);
        foreach (var entry in entries.SkipWhile(e => ended is not null && e != ended))
        {
            var lastOn = entry == ended ? untilOn : entry.FromOn.AddDays(-1);
            if (entry != ended || entry.UntilOn is not null)
            {
                moved.Add(new Moved(entry.Number, entry.FromOn, entry.UntilOn, lastOn));
            }

            (entry.UntilOn, entry.RemovedAtUtc) = (lastOn, now);
        }

        return null;
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid savedRosterId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, savedRosterId, request.UntilOn, request.Numbers), cancellationToken)).ToHttp(Results.Ok);
}
