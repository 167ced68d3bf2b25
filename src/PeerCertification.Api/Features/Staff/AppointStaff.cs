using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Staff;

/// <summary>A board administrator gives somebody who has an account a role at the board.</summary>
public static class AppointStaff
{
    public sealed record Command(string Board, string Email, Role Role, string? Why) : ICommand<Response>;

    public sealed record Request(string Email, Role Role, string? Why = null);

    public sealed record Response(Guid Id, Role Role, DateTime AppointedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).MailAddress();
            RuleFor(c => c.Role).Must(RolePermissions.BoardRoles.Contains).WithMessage("This role is not held at a board.");
            RuleFor(c => c.Why).IsPlainText(500);
        }
    }

    internal sealed class Handler(StaffRoll staff) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(command.Board, Permission.AppointStaff, cancellationToken);
            if (board.Refusal is not null)
            {
                return board.Refusal;
            }

            var appointed = await staff.Appoint(board.Value, command.Email, command.Role, command.Why, cancellationToken);
            return appointed.Refusal is { } refusal ? refusal : new Response(appointed.Value.Id, command.Role, appointed.Value.GrantedAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, request.Email, request.Role, request.Why), cancellationToken))
            .ToHttp(appointed => Results.Created($"/api/v1/boards/{Uri.EscapeDataString(board)}/staff", appointed));
}
