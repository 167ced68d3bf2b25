using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board adds an endorsement to a credential from a day on: one that the rules in force on that day know, on which the credential is active or in grace. That the holder meets it, the officer answers for.</summary>
public static class Endorse
{
    public sealed record Command(string Number, IfMatch IfMatch, string Endorsement, bool IsPrimary, DateOnly EffectiveOn, string Reason) : ICommand<RecordedAct>;

    /// <param name="Endorsement">Its code in the rules of the credential type, such as <c>family</c>.</param>
    /// <param name="IsPrimary">Whether it is the primary one, which the holder chose; a credential has one at most.</param>
    public sealed record Request(string Endorsement, DateOnly EffectiveOn, string Reason, bool IsPrimary = false);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Endorsement).NotEmpty().IsPlainText(100);
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
        }
    }

    internal sealed class Handler(CredentialActs acts, PublicRegister register, TimeProvider clock) : IRequestHandler<Command, Outcome<RecordedAct>>
    {
        public async Task<Outcome<RecordedAct>> Handle(Command command, CancellationToken cancellationToken)
        {
            var opened = await acts.Open(command.Number, command.IfMatch, cancellationToken);
            if (opened.Refusal is { } refusal)
            {
                return refusal;
            }

            var type = await register.Type(opened.Value.CredentialTypeId, cancellationToken);
            var known = type.RulesOn(command.EffectiveOn, clock.UtcNow())?.Life.Endorsements ?? [];
            var asked = known.FirstOrDefault(e => e.Id == command.Endorsement);
            if (asked is null)
            {
                var there = known.Count == 0 ? "no endorsement" : string.Join(", ", known.Select(e => e.Id));
                return new Refusal("credential.endorsement_unknown", $"The rules in force on {command.EffectiveOn:yyyy-MM-dd} know {there}.");
            }

            if (command.IsPrimary && !asked.CanBePrimary)
            {
                return new Refusal("credential.endorsement_not_primary", $"By the rules in force on {command.EffectiveOn:yyyy-MM-dd}, {asked.Id} is never the primary endorsement.");
            }

            return await acts.Record(opened.Value, new ActToRecord(CredentialActKind.Endorse, RegistryEvent.CredentialEndorsed, command.EffectiveOn, command.Reason, Endorsement: command.Endorsement, IsPrimary: command.IsPrimary), cancellationToken);
        }
    }

    internal static async Task<IResult> Endpoint(string number, IfMatch ifMatch, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, ifMatch, request.Endorsement, request.IsPrimary, request.EffectiveOn, request.Reason), cancellationToken))
            .ToHttp(act => Answers.Ok(act, act.Version));
}
