using FluentValidation;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board prints another name on a credential from a day on, by a document that its holder uploaded. The number stays, and so does what was printed before.</summary>
public static class ChangeName
{
    public sealed record Command(string Number, IfMatch IfMatch, string Name, Guid DocumentId, DateOnly EffectiveOn, string Reason) : ICommand<RecordedAct>;

    /// <param name="DocumentId">The holder's document that shows the name, such as a court order.</param>
    public sealed record Request(string Name, Guid DocumentId, DateOnly EffectiveOn, string Reason);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).NotEmpty().IsName(200);
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
        }
    }

    internal sealed class Handler(CredentialActs acts) : IRequestHandler<Command, Outcome<RecordedAct>>
    {
        public Task<Outcome<RecordedAct>> Handle(Command command, CancellationToken cancellationToken) =>
            acts.Record(
                command.Number,
                command.IfMatch,
                new ActToRecord(CredentialActKind.ChangeName, RegistryEvent.CredentialNameChanged, command.EffectiveOn, command.Reason, Name: new NewName(command.Name.Trim(), command.DocumentId)),
                cancellationToken);
    }

    internal static async Task<IResult> Endpoint(string number, IfMatch ifMatch, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, ifMatch, request.Name, request.DocumentId, request.EffectiveOn, request.Reason), cancellationToken))
            .ToHttp(act => Answers.Ok(act, act.Version));
}
