using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.SavedRosters;

/// <summary>A member or a key puts people on a roster from a day on, as JSON or as a CSV file. A row that cannot be taken says why and holds nothing up.</summary>
public static class AddToRoster
{
    internal const int LongestBytes = 1024 * 1024;

    internal const string Csv = "text/csv";

    private const int MostAtOnce = CsvTable.MostRows;

    private const int MostOnRoster = 100_000;

    private const int LongestReference = 100;

    private const string Shape = "Send { \"fromOn\": \"2026-03-14\", \"people\": [ { \"number\": \"…\" } ] }, or a CSV file as text/csv.";

    public sealed record Command(Guid OrganisationId, Guid RosterId, DateOnly FromOn, IReadOnlyList<Row> People) : ICommand<Response>;

    /// <param name="Number">Which of those sent it is, from 1; the header of a file is not counted.</param>
    /// <param name="Broken">Why the row of a file cannot be read, or null.</param>
    public sealed record Row(int Number, Person Person, string? Broken = null);

    public sealed record Request(DateOnly FromOn, IReadOnlyList<Person> People);

    /// <param name="Reference">What you call the person, such as a staff number; shown to nobody else.</param>
    public sealed record Person(string Number, string? Reference = null);

    public sealed record Response(int Added, IReadOnlyList<RefusedRow> Refused);

    /// <param name="Row">Which of those sent it is, from 1; the header of a file is not counted.</param>
    public sealed record RefusedRow(int Row, string Code, string Reason);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.People).NotEmpty().Must(p => p.Count <= MostAtOnce).WithMessage($"Send {MostAtOnce} people at most; send the rest as another request.");
            RuleForEach(c => c.People).Must(r => r.Person?.Number is not null).WithMessage("A person has a number.");
            RuleFor(c => c.FromOn).InclusiveBetween(VerificationReach.FirstDay, SavedRosterDesk.LastDay).WithMessage(SavedRosterDesk.Days);
        }
    }

    internal sealed class Handler(SavedRosterDesk rosters, RegistryContext db, PublicRegister register, UnknownNumbers unknown, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await rosters.Own(command.OrganisationId, command.RosterId, cancellationToken);
            if ((own.Refusal ?? unknown.Refuse(command.OrganisationId, caller.AccountId)) is { } notNow)
            {
                return notNow;
            }

            var now = clock.UtcNow();
            var today = DateOnly.FromDateTime(now);
            if (await db.SavedRosterEntries.CountAsync(e => e.RosterId == command.RosterId && (e.UntilOn == null || (e.UntilOn >= today && e.UntilOn >= e.FromOn)), cancellationToken) + command.People.Count > MostOnRoster)
            {
                return new Refusal("saved_roster.full", $"A roster has {MostOnRoster} people at most; begin another one.");
            }

            var numbers = command.People.Select(r => CredentialNumber.Read(r.Person.Number)).ToList();
            var asked = numbers.Where(n => n.Refusal is null).Select(n => n.Value).ToHashSet();
            var found = await register.FindMany([.. numbers.Select(n => n.Refusal is null ? n.Value : null)], cancellationToken);
            var on = (await db.SavedRosterEntries.Where(e => e.RosterId == command.RosterId && (e.UntilOn == null || (e.UntilOn >= command.FromOn && e.UntilOn >= e.FromOn)) && asked.Contains(e.Number)).Select(e => e.Number).ToListAsync(cancellationToken)).ToHashSet();
            var (refused, taken) = (new List<RefusedRow>(), new List<string>());
            for (var i = 0; i < numbers.Count; i++)
            {
                var (place, person, broken) = command.People[i];
                var refusal = (broken is null ? null : new Refusal("request.invalid", broken))
                    ?? numbers[i].Refusal
                    ?? (IsReference(person.Reference) ? null : new Refusal("saved_roster.reference_not_good", "A reference is one line of 100 characters at most."))
                    ?? (found[i] is null ? new Refusal("credential.not_found", "The number is well formed, but no credential of this registry has it.")
                    : !on.Add(numbers[i].Value) ? new Refusal("saved_roster.already_on", "This number is on the roster already on that day or a later one.")
                    : null);
                if (refusal is not null)
                {
                    refused.Add(new RefusedRow(place, refusal.Code, refusal.Reason));
                    continue;
                }

                taken.Add(numbers[i].Value);
                db.SavedRosterEntries.Add(new SavedRosterEntry { Id = Ids.New(clock), RosterId = command.RosterId, Number = numbers[i].Value, Reference = person.Reference, FromOn = command.FromOn, AddedAtUtc = now });
            }

            unknown.Note(command.OrganisationId, caller.AccountId, refused.Select(r => r.Code));
            var added = taken.Count;
            if (added > 0)
            {
                rosters.NoteWatched(own.Value, own.Value.IsWatched ? taken : []);
                own.Value.Version++;
                history.Record(RegistryEvent.RosterPeopleAdded, new About(SubjectId: command.OrganisationId), after: new { Roster = command.RosterId, command.FromOn, added });
            }

            return new Response(added, refused);
        }
    }

    private static bool IsReference(string? said) => said is null || (said.Length <= LongestReference && !said.Any(char.IsControl));

    internal static async Task<IResult> Endpoint(Guid organisationId, Guid savedRosterId, IsoDay? fromOn, HttpRequest request, SavedRosterDesk rosters, IMediator mediator, CancellationToken cancellationToken)
    {
        // What a stranger sends is not read.
        var own = await rosters.Own(organisationId, savedRosterId, cancellationToken);
        var read = own.Refusal is { } notTheirs ? notTheirs : await Read(fromOn?.Value, request, cancellationToken);
        return read.Refusal is { } refusal ? ProblemCatalog.ToResult(refusal)
            : (await mediator.Send(new Command(organisationId, savedRosterId, read.Value.FromOn, read.Value.People), cancellationToken)).ToHttp(Results.Ok);
    }

    private static async Task<Outcome<(DateOnly FromOn, IReadOnlyList<Row> People)>> Read(DateOnly? fromOn, HttpRequest request, CancellationToken cancellationToken)
    {
        var text = await Utf8Body.Read(request, LongestBytes, cancellationToken);
        if (text.Refusal is { } refusal)
        {
            return refusal;
        }

        if (Utf8Body.IsOf(request, Csv))
        {
            var rows = CsvTable.Read(text.Value, ["number", "reference"]);
            return fromOn is not { } day ? new Refusal("request.malformed", "Say the first day on the roster in the address: fromOn=2026-03-14.")
                : rows.Refusal is { } unreadable ? unreadable
                : (day, rows.Value.ConvertAll(OfCsv));
        }

        var sent = JsonBody.Read<Request>(text.Value, Shape);
        return sent.Refusal is { } notJson ? notJson : (sent.Value.FromOn, [.. sent.Value.People.Select((person, at) => new Row(at + 1, person))]);
    }

    private static Row OfCsv(CsvTable.Row row) => row.Broken is null
        ? new(row.Number - 1, new Person(row.Cells["number"], row.Cells["reference"] is { Length: > 0 } said ? said : null))
        : new(row.Number - 1, new Person(""), row.Broken);
}
