using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Accounts;

namespace PeerCertification.Api.Features.Staff;

/// <summary>A board administrator ends somebody's role at the board. It works at once, and that it was held stays known.</summary>
public static class EndAppointment
{
    public sealed record Command(string Board, Guid Id, string Why) : ICommand<Response>;

    public sealed record Request(string Why);

    public sealed record Response(Guid Id, Role Role, DateTime EndedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Why).NotEmpty().IsPlainText(500);
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(command.Board, Permission.AppointStaff, cancellationToken);
            if (board.Refusal is not null)
            {
                return board.Refusal;
            }

            var grant = await db.Grants.SingleOrDefaultAsync(g => g.Id == command.Id && g.BoardId == board.Value, cancellationToken);
            if (grant is null)
            {
                return new Refusal("appointment.not_found", "The board has no appointment with this id.");
            }

            var administrators = await db.Grants.CountAsync(g => g.BoardId == board.Value && g.Role == Role.BoardAdministrator && g.EndedAtUtc == null, cancellationToken);
            if (Appointments.RefuseEnding(grant.EndedAtUtc is not null, grant.Role == Role.BoardAdministrator, administrators) is { } refusal)
            {
                return refusal;
            }

            var now = clock.UtcNow();
            grant.EndedAtUtc = now;
            history.Record(RegistryEvent.AppointmentEnded, new About(board.Value, SubjectId: grant.AccountId), command.Why, before: new { Appointment = grant.Id, grant.Role });
            return new Response(grant.Id, grant.Role, now);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid id, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, id, request.Why), cancellationToken)).ToHttp(Results.Ok);
}
