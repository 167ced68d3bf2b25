using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Rosters;

/// <summary>A provider posts who was at a session of a course. Posted rows are final; good rows are kept, bad ones are reported.</summary>
public static class PostRoster
{
    private const int MostRows = 500;

    public sealed record Command(Guid ProviderId, Guid CourseId, DateOnly Day, DateOnly? StartsOn, string? Session, IReadOnlyList<Attendee> Rows) : ICommand<PostedRoster>;

    /// <param name="Day">The last day of the session.</param>
    /// <param name="StartsOn">Its first day, where it had several.</param>
    /// <param name="Session">Tells several sessions of one day apart.</param>
    public sealed record Request(DateOnly Day, IReadOnlyList<Attendee> Rows, DateOnly? StartsOn = null, string? Session = null);

    /// <param name="Number">The number of a credential; without one, the attendee confirms with the code that is answered.</param>
    /// <param name="Minutes">How much of the course they attended; all of it when left out.</param>
    public sealed record Attendee(string FamilyName, string? Number = null, CourseRole Role = CourseRole.Learner, int? Minutes = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Session).IsPlainText(40);
            RuleFor(c => c.Rows).Must(rows => rows.Count is > 0 and <= MostRows).WithMessage($"A roster has 1 to {MostRows} rows; send the rest as another one.");
            RuleForEach(c => c.Rows).NotNull();
            RuleForEach(c => c.Rows).ChildRules(row => row.RuleFor(r => r.Role).IsInEnum()).When(c => c.Rows.All(r => r is not null));
        }
    }

    internal sealed class Handler(RosterDesk desk) : IRequestHandler<Command, Outcome<PostedRoster>>
    {
        public async Task<Outcome<PostedRoster>> Handle(Command command, CancellationToken cancellationToken)
        {
            var roster = await desk.Open(new NamedSession(command.ProviderId, command.CourseId, command.Day, command.StartsOn, command.Session), cancellationToken);
            return roster.Refusal is { } refusal
                ? refusal
                : await desk.Post(roster.Value, [.. command.Rows.Select((row, i) => new SentRow(i + 1, row.Number, row.FamilyName, row.Role, row.Minutes))], [], cancellationToken);
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, Guid courseId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(providerId, courseId, request.Day, request.StartsOn, request.Session, request.Rows), cancellationToken))
            .ToHttp(roster => Results.Created($"/api/v1/providers/{providerId}/rosters/{roster.RosterId}", roster));
}
