using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board puts a condition on a credential, from a day and perhaps to a last one, for everybody to see or between board and holder.</summary>
public static class ImposeRestriction
{
    public sealed record Command(string Number, IfMatch IfMatch, string Text, bool IsPublic, DateOnly FromOn, DateOnly? UntilOn, string Reason) : ICommand<Response>;

    public sealed record Request(string Text, bool IsPublic, DateOnly FromOn, string Reason, DateOnly? UntilOn = null);

    public sealed record Response(Guid Id, string Number, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Text).NotEmpty().IsPlainText(1000);
            RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
            RuleFor(c => c.FromOn).InclusiveBetween(new DateOnly(1990, 1, 1), new DateOnly(2150, 12, 31));
            RuleFor(c => c.UntilOn).GreaterThanOrEqualTo(c => c.FromOn).WithMessage("A restriction cannot end before it begins.")
                .LessThanOrEqualTo(new DateOnly(2150, 12, 31)).WithMessage("Leave the last day out where there is none.");
        }
    }

    internal sealed class Handler(CredentialActs acts, RegistryContext db, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var opened = await acts.Open(command.Number, command.IfMatch, cancellationToken);
            if (opened.Refusal is { } refusal)
            {
                return refusal;
            }

            var credential = opened.Value;
            var restriction = new Restriction
            {
                Id = Ids.New(clock),
                CredentialId = credential.Id,
                Text = command.Text,
                IsPublic = command.IsPublic,
                FromOn = command.FromOn,
                UntilOn = command.UntilOn,
                RecordedAtUtc = clock.UtcNow(),
            };
            db.Restrictions.Add(restriction);
            credential.NoteChange();
            history.Record(RegistryEvent.RestrictionImposed, CredentialActs.AboutIt(credential, restriction.Id), command.Reason, after: new { restriction.Text, restriction.IsPublic, restriction.FromOn, restriction.UntilOn });
            return new Response(restriction.Id, credential.Number, credential.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string number, IfMatch ifMatch, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, ifMatch, request.Text, request.IsPublic, request.FromOn, request.UntilOn, request.Reason), cancellationToken))
            .ToHttp(imposed => Answers.Created($"/api/v1/credentials/{imposed.Number}", imposed, imposed.Version));
}
