using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board suspends a credential from a day, past or future, until it lifts the suspension or to the end of a last day.</summary>
public static class SuspendCredential
{
    public sealed record Command(string Number, IfMatch IfMatch, DateOnly EffectiveOn, DateOnly? UntilOn, string Reason) : ICommand<RecordedAct>;

    public sealed record Request(DateOnly EffectiveOn, string Reason, DateOnly? UntilOn = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
            RuleFor(c => c.UntilOn).GreaterThanOrEqualTo(c => c.EffectiveOn).WithMessage("A suspension cannot end before it begins.");
        }
    }

    internal sealed class Handler(CredentialActs acts) : IRequestHandler<Command, Outcome<RecordedAct>>
    {
        public Task<Outcome<RecordedAct>> Handle(Command command, CancellationToken cancellationToken) =>
            acts.Record(command.Number, command.IfMatch, new ActToRecord(CredentialActKind.Suspend, RegistryEvent.CredentialSuspended, command.EffectiveOn, command.Reason, UntilOn: command.UntilOn), cancellationToken);
    }

    internal static async Task<IResult> Endpoint(string number, IfMatch ifMatch, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, ifMatch, request.EffectiveOn, request.UntilOn, request.Reason), cancellationToken))
            .ToHttp(act => Answers.Ok(act, act.Version));
}
