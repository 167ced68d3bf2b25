using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board ends a restriction with a last day, before its time. The day before it began takes it back as a whole.</summary>
public static class EndRestriction
{
    public sealed record Command(string Number, IfMatch IfMatch, Guid RestrictionId, DateOnly EndedOn, string Reason) : ICommand<Response>;

    /// <param name="EndedOn">The last day on which the restriction holds.</param>
    public sealed record Request(DateOnly EndedOn, string Reason);

    public sealed record Response(Guid Id, DateOnly EndedOn, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
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
            var restriction = await db.Restrictions.SingleOrDefaultAsync(r => r.Id == command.RestrictionId && r.CredentialId == credential.Id, cancellationToken);
            if (restriction is null)
            {
                return new Refusal("restriction.not_found", "The credential lists its restrictions with their ids.");
            }

            var ended = restriction.ReadTerm().End(command.EndedOn, clock.UtcNow());
            if (ended.Refusal is { } notPossible)
            {
                return notPossible;
            }

            (restriction.EndedOn, restriction.EndRecordedAtUtc) = (ended.Value.EndedOn, ended.Value.EndRecordedAtUtc);
            credential.NoteChange();
            history.Record(RegistryEvent.RestrictionEnded, CredentialActs.AboutIt(credential, restriction.Id), command.Reason, new { LastDay = restriction.UntilOn }, new { LastDay = restriction.EndedOn });
            return new Response(restriction.Id, command.EndedOn, credential.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string number, Guid restrictionId, IfMatch ifMatch, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, ifMatch, restrictionId, request.EndedOn, request.Reason), cancellationToken))
            .ToHttp(ended => Answers.Ok(ended, ended.Version));
}
