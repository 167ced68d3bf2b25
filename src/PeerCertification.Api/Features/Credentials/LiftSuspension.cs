using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board ends a suspension from a day on, before its last day or where it has none.</summary>
public static class LiftSuspension
{
    public sealed record Command(string Number, IfMatch IfMatch, DateOnly EffectiveOn, string Reason) : ICommand<RecordedAct>;

    public sealed record Request(DateOnly EffectiveOn, string Reason);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
    }

    internal sealed class Handler(CredentialActs acts) : IRequestHandler<Command, Outcome<RecordedAct>>
    {
        public Task<Outcome<RecordedAct>> Handle(Command command, CancellationToken cancellationToken) =>
            acts.Record(command.Number, command.IfMatch, new ActToRecord(CredentialActKind.LiftSuspension, RegistryEvent.CredentialSuspensionLifted, command.EffectiveOn, command.Reason), cancellationToken);
    }

    internal static async Task<IResult> Endpoint(string number, IfMatch ifMatch, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, ifMatch, request.EffectiveOn, request.Reason), cancellationToken))
            .ToHttp(act => Answers.Ok(act, act.Version));
}
