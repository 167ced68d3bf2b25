using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board takes an act back as if it had never been, as after a successful appeal. What was answered before stays reproducible with knownAt.</summary>
public static class VacateAct
{
    public sealed record Command(string Number, IfMatch IfMatch, int Sequence, string Reason) : ICommand<RecordedAct>;

    /// <param name="Sequence">The number of the act to take back, as the credential lists it.</param>
    public sealed record Request(int Sequence, string Reason);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
            RuleFor(c => c.Sequence).GreaterThanOrEqualTo(1);
        }
    }

    internal sealed class Handler(CredentialActs acts) : IRequestHandler<Command, Outcome<RecordedAct>>
    {
        public Task<Outcome<RecordedAct>> Handle(Command command, CancellationToken cancellationToken) =>
            acts.Record(command.Number, command.IfMatch, new ActToRecord(CredentialActKind.Vacate, RegistryEvent.CredentialActVacated, EffectiveOn: null, command.Reason, VacatesSequence: command.Sequence), cancellationToken);
    }

    internal static async Task<IResult> Endpoint(string number, IfMatch ifMatch, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, ifMatch, request.Sequence, request.Reason), cancellationToken))
            .ToHttp(act => Answers.Ok(act, act.Version));
}
