using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Rosters;

/// <summary>A provider corrects a posted row with another one, which takes its place: another number, role or length, or that somebody did not come.</summary>
public static class CorrectAttendance
{
    public sealed record Command(Guid ProviderId, Guid RowId, string FamilyName, string? Number, CourseRole Role, int? Minutes, string Reason, IfMatch IfMatch) : ICommand<Response>;

    /// <param name="Minutes">All of the course when left out; 0 where they did not come.</param>
    public sealed record Request(string FamilyName, string Reason, string? Number = null, CourseRole Role = CourseRole.Learner, int? Minutes = null);

    /// <param name="Code">What the attendee confirms with; shown this once, and only where no number was named.</param>
    public sealed record Response(Guid Id, Guid SupersedesId, AttendanceState State, string? Code, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.FamilyName).NotEmpty().IsName(200);
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
            RuleFor(c => c.Role).IsInEnum();
        }
    }

    internal sealed class Handler(RegistryContext db, ProviderAccess providers, AttendanceBook book, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await providers.Own(command.ProviderId, cancellationToken);
            var row = own.Refusal is null
                ? await db.RosterRows.Include(r => r.Roster.Course.Provider).SingleOrDefaultAsync(r => r.Id == command.RowId && r.Roster.Course.ProviderId == command.ProviderId, cancellationToken)
                : null;
            if (row is null)
            {
                return own.Refusal ?? AttendanceAbsent.Refusal();
            }

            var superseded = AttendanceLifecycle.Table.Decide(row.State, AttendanceAct.Supersede);
            List<RefusedCell> refused = [];
            var good = RosterCells.Check(new SentRow(1, command.Number, command.FamilyName, command.Role, command.Minutes), row.Roster.Course.Minutes, isCorrection: true, refused);
            if ((command.IfMatch.Against(row.Version) ?? superseded.Refusal ?? RefuseCell(refused) ?? await RefusePosted(row, good?.Number, cancellationToken)) is { } refusal)
            {
                return refusal;
            }

            var from = row.State;
            (row.State, row.Version) = (superseded.Value, row.Version + 1);
            // At once and not with the rest of the act: the indexes that allow one row for each number and person are asked when the new one is written.
            await db.SaveChangesAsync(cancellationToken);
            var written = (await book.Write(row.Roster, [good!], cancellationToken, supersedes: row)).Single();
            await book.TakeBack(row, written.Row, cancellationToken);
            history.Record(
                RegistryEvent.AttendanceCorrected,
                new About(SubjectId: row.Id),
                command.Reason,
                before: new { State = from, row.Role, row.Minutes },
                after: new { written.Row.State, written.Row.Role, written.Row.Minutes, RowId = written.Row.Id });
            return new Response(written.Row.Id, row.Id, written.Row.State, written.Code, written.Row.Version);
        }

        private static Refusal? RefuseCell(List<RefusedCell> refused) =>
            refused.Count == 0 ? null : new Refusal(refused[0].Code, refused[0].Reason, refused.GroupBy(c => c.Field!).ToDictionary(c => c.Key, c => c.Select(cell => cell.Reason).ToArray()));

        private async Task<Refusal?> RefusePosted(RosterRow row, string? number, CancellationToken cancellationToken) =>
            number is not null && await db.RosterRows.AnyAsync(r => r.RosterId == row.RosterId && r.CredentialNumber == number && r.Id != row.Id && r.State != AttendanceState.Superseded, cancellationToken)
                ? new Refusal("roster.row_already_posted", "This number is posted for this session already; correct that row instead.")
                : null;
    }

    internal static async Task<IResult> Endpoint(Guid providerId, Guid rowId, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(providerId, rowId, request.FamilyName, request.Number, request.Role, request.Minutes, request.Reason, ifMatch), cancellationToken))
            .ToHttp(row => Answers.Created($"/api/v1/providers/{providerId}/attendance", row, row.Version));
}
