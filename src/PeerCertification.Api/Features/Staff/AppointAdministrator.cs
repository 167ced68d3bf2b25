using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Staff;

/// <summary>An operator gives a board an administrator: its first one, or one for a board whose administrators are gone.</summary>
public static class AppointAdministrator
{
    public sealed record Command(string Board, string Email, string? Why) : ICommand<Response>;

    public sealed record Request(string Email, string? Why = null);

    public sealed record Response(Guid Id, Role Role, DateTime AppointedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).MailAddress();
            RuleFor(c => c.Why).IsPlainText(500);
        }
    }

    internal sealed class Handler(StaffRoll staff) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await staff.Board(command.Board, cancellationToken) is not { } board)
            {
                return StaffRoll.NoBoard();
            }

            var appointed = await staff.Appoint(board, command.Email, Role.BoardAdministrator, command.Why, cancellationToken);
            return appointed.Refusal is { } refusal ? refusal : new Response(appointed.Value.Id, appointed.Value.Role, appointed.Value.GrantedAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, request.Email, request.Why), cancellationToken))
            .ToHttp(appointed => Results.Created($"/api/v1/boards/{Uri.EscapeDataString(board)}/staff", appointed));
}
