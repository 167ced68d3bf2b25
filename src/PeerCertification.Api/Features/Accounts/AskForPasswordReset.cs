using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>
/// Somebody forgot their password and asks for a link to set another. Neither the answer nor the time that it takes tells whether the address has
/// an account: it is not even looked up before the message is delivered.
/// </summary>
public static class AskForPasswordReset
{
    public sealed record Command(string Email) : ICommand<Response>;

    public sealed record Request(string Email);

    public sealed record Response(string Next);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Email).MailAddress();
    }

    internal sealed class Handler(Outbox outbox) : IRequestHandler<Command, Outcome<Response>>
    {
        private static readonly Outcome<Response> Answer = new Response("If this address has an account, we have sent a link to it.");

        public Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            outbox.Write(MessageKind.PasswordToReset, command.Email, new { });
            return Task.FromResult(Answer);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Email), cancellationToken)).ToHttp(answer => Results.Accepted(value: answer));
}
