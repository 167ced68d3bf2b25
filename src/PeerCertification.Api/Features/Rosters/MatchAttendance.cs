using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Rosters;

/// <summary>A reviewer says whose a waiting row is, with a reason: a changed name, say, or a number that was mistyped.</summary>
public static class MatchAttendance
{
    public sealed record Command(string Board, Guid RowId, string Number, string Reason, IfMatch IfMatch) : ICommand<Response>;

    /// <param name="Number">The number of a credential of the board.</param>
    public sealed record Request(string Number, string Reason);

    public sealed record Response(Guid Id, AttendanceState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Number).NotEmpty().IsPlainText(40);
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
        }
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, Caller caller, AttendanceBook book) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(command.Board, Permission.ReviewApplications, cancellationToken);
            if (board.Refusal is not null)
            {
                return board.Refusal;
            }

            // A row that somebody was quicker with is refused for what it is by then, and not as if it had never been.
            var row = await db.AttendanceAt(board.Value).Include(r => r.Roster.Course.Provider).SingleOrDefaultAsync(r => r.Id == command.RowId, cancellationToken);
            var number = CredentialNumber.Read(command.Number);
            if (row is null || number.Refusal is not null)
            {
                return row is null ? AttendanceAbsent.Refusal() : number.Refusal!;
            }

            if ((command.IfMatch.Against(row.Version) ?? AttendanceLifecycle.Table.Decide(row.State, AttendanceAct.Match).Refusal) is { } stays)
            {
                return stays;
            }

            var holder = await (from c in db.Credentials
                                join a in db.Applicants on c.ApplicantId equals a.Id
                                where c.Number == number.Value && c.BoardId == board.Value
                                select new { a.Id, a.AccountId }).SingleOrDefaultAsync(cancellationToken);
            return holder is null ? new Refusal("attendance.number_unknown", "The board has no credential with this number.")
                : await db.ProviderMembers.AnyAsync(m => m.ProviderId == row.Roster.Course.ProviderId && m.AccountId == caller.AccountId && m.EndedAtUtc == null, cancellationToken) || row.PostedByAccountId == caller.AccountId
                    ? new Refusal("attendance.own_posting", "You act for the provider that posted this row; another reviewer of the board must match it.")
                : holder.AccountId == caller.AccountId ? new Refusal("attendance.own_posting", "This is your own credential; another reviewer of the board must match it.")
                : await book.Match(row, holder.Id, command.Reason, cancellationToken) is { } refusal ? refusal
                : new Response(row.Id, row.State, row.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid rowId, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, rowId, request.Number, request.Reason, ifMatch), cancellationToken)).ToHttp(row => Answers.Ok(row, row.Version));
}
