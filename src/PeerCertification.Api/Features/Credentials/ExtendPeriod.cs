using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>An officer makes a credential's last period longer, on a ground that its rules name. The decision is the officer's; how long and how often is the rules'.</summary>
public static class ExtendPeriod
{
    public sealed record Command(string Number, IfMatch IfMatch, string Ground, string Reason) : ICommand<Response>;

    /// <param name="Ground">The id of an extension in the rules.</param>
    public sealed record Request(string Ground, string Reason);

    public sealed record Response(string Number, int Sequence, string Ground, DateOnly StartsOn, DateOnly EndedOn, DateOnly EndsOn, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Ground).NotEmpty().IsPlainText(100);
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
        }
    }

    internal sealed class Handler(CredentialActs acts, PeriodExtensions extensions) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var opened = await acts.Open(command.Number, command.IfMatch, cancellationToken);
            if (opened.Refusal is { } refusal)
            {
                return refusal;
            }

            var extended = await extensions.Extend(opened.Value, command.Ground, command.Reason, cancellationToken);
            return extended.Refusal is { } notAllowed ? notAllowed
                : new Response(opened.Value.Number, extended.Value.Sequence, command.Ground, extended.Value.Period.StartsOn, extended.Value.EndedOn, extended.Value.Period.EndsOn, opened.Value.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string number, IfMatch ifMatch, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, ifMatch, request.Ground, request.Reason), cancellationToken)).ToHttp(extended => Answers.Ok(extended, extended.Version));
}
