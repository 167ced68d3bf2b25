using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Rosters;

/// <summary>A provider posts who was at a session of a course from a CSV file: the same rows, one to a line.</summary>
public static class ImportRoster
{
    /// <summary>The size of the largest file that is read, in bytes: 1 MB.</summary>
    internal const int LongestBytes = 1024 * 1024;

    public sealed record Command(Guid ProviderId, Guid CourseId, DateOnly Day, DateOnly? StartsOn, string? Session, string Csv) : ICommand<PostedRoster>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Session).IsPlainText(40);
    }

    internal sealed class Handler(RosterDesk desk) : IRequestHandler<Command, Outcome<PostedRoster>>
    {
        public async Task<Outcome<PostedRoster>> Handle(Command command, CancellationToken cancellationToken)
        {
            var roster = await desk.Open(new NamedSession(command.ProviderId, command.CourseId, command.Day, command.StartsOn, command.Session), cancellationToken);
            if (roster.Refusal is not null)
            {
                return roster.Refusal;
            }

            var read = RosterCells.Read(command.Csv);
            return read.Refusal is { } unreadable ? unreadable : await desk.Post(roster.Value, read.Value.Rows, read.Value.Refused, cancellationToken);
        }
    }

    internal static async Task<IResult> Endpoint(Guid providerId, Guid courseId, IsoDay day, HttpRequest request, IMediator mediator, CancellationToken cancellationToken, IsoDay? startsOn = null, string? session = null)
    {
        var csv = await Utf8Body.Read(request, LongestBytes, cancellationToken);
        return csv.Refusal is { } refusal ? ProblemCatalog.ToResult(refusal)
            : (await mediator.Send(new Command(providerId, courseId, day.Value, startsOn?.Value, session, csv.Value), cancellationToken))
                .ToHttp(roster => Results.Created($"/api/v1/providers/{providerId}/rosters/{roster.RosterId}", roster));
    }
}
