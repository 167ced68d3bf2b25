using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Changes;

/// <summary>A member chooses how often a message says that something changed of the people of the organisation's watched rosters: for themselves, and from now on.</summary>
public static class ChooseDigest
{
    public sealed record Command(Guid OrganisationId, DigestEvery Every) : ICommand<Response>;

    public sealed record Request(DigestEvery Every);

    /// <param name="NextOn">The day on which the next one is due, if something has changed by then; null for none.</param>
    public sealed record Response(DigestEvery Every, DateOnly? NextOn);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Every).IsInEnum();
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await organisations.Own(command.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var me = await db.OrganisationMembers.SingleAsync(m => m.OrganisationId == command.OrganisationId && m.AccountId == caller.RequiredAccountId && m.EndedAtUtc == null, cancellationToken);
            var before = me.Digest;
            if (before != command.Every)
            {
                // Choosing the same again puts nothing off.
                (me.Digest, me.NextDigestOn) = (command.Every, DigestRules.NextAfter(DateOnly.FromDateTime(clock.UtcNow()), command.Every));
            }

            me.DigestedUpTo = before == DigestEvery.None ? own.Value.Organisation.LastChange : me.DigestedUpTo;
            history.Record(RegistryEvent.DigestChosen, new About(SubjectId: command.OrganisationId), before: new { Every = before }, after: new { command.Every });
            return new Response(me.Digest, me.NextDigestOn);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, request.Every), cancellationToken)).ToHttp(Results.Ok);
}
