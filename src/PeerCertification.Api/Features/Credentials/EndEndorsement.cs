using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board ends an endorsement of a credential; the day is the first without it. That it was held until then stays on record.</summary>
public static class EndEndorsement
{
    public sealed record Command(string Number, IfMatch IfMatch, string Endorsement, DateOnly EffectiveOn, string Reason) : ICommand<RecordedAct>;

    public sealed record Request(string Endorsement, DateOnly EffectiveOn, string Reason);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Endorsement).NotEmpty().IsPlainText(100);
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
        }
    }

    internal sealed class Handler(CredentialActs acts) : IRequestHandler<Command, Outcome<RecordedAct>>
    {
        public Task<Outcome<RecordedAct>> Handle(Command command, CancellationToken cancellationToken) =>
            acts.Record(
                command.Number,
                command.IfMatch,
                new ActToRecord(CredentialActKind.EndEndorsement, RegistryEvent.EndorsementEnded, command.EffectiveOn, command.Reason, Endorsement: command.Endorsement),
                cancellationToken);
    }

    internal static async Task<IResult> Endpoint(string number, IfMatch ifMatch, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, ifMatch, request.Endorsement, request.EffectiveOn, request.Reason), cancellationToken))
            .ToHttp(act => Answers.Ok(act, act.Version));
}
