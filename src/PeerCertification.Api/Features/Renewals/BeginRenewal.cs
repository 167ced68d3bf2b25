using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Renewals;

/// <summary>
/// A holder begins the renewal of a credential's last period, or its reinstatement where it is so late: a draft that goes the way of every
/// application from here.
/// </summary>
public static class BeginRenewal
{
    public sealed record Command(string Number) : ICommand<Response>;

    public sealed record Response(Guid Id, string Number, ApplicationKind Kind, DateOnly PeriodStartsOn, DateOnly PeriodEndsOn, ApplicationState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Number).NotEmpty().IsPlainText(40);
    }

    internal sealed class Handler(RegistryContext db, Caller caller, RenewalFiles renewals, FileFacts files, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            var number = CredentialNumber.Read(command.Number);
            if (number.Refusal is { } mistyped)
            {
                return mistyped;
            }

            if (await renewals.Find(number.Value, applicantId, cancellationToken) is not { } credential)
            {
                return CredentialAbsent.Refusal();
            }

            var today = clock.TodayAt(credential.Board.Zone);
            var facts = await files.OfApplicant(applicantId, FactBasis.Claimed, "To say whether a credential can be renewed", cancellationToken);
            var renewal = await renewals.Send(credential, facts, today, cancellationToken);
            var hasOneOpen = await db.Applications.AnyAsync(a => a.ApplicantId == applicantId && a.CredentialTypeId == credential.CredentialTypeId && ApplicationLifecycle.Open.Contains(a.State), cancellationToken);
            var others = await db.Standings(applicantId, credential.CredentialTypeId, today, cancellationToken, besides: credential.Id);
            return (renewal.Refusal ?? BeginningRule.Refuse(hasOneOpen, others)) is { } refusal ? refusal : Begin(credential, renewal.Value.Renewing);
        }

        private Response Begin(Credential credential, OpenRenewal renewing)
        {
            var (now, period) = (clock.UtcNow(), renewing.Held.Period);
            var draft = new Application
            {
                Id = Ids.New(clock),
                ApplicantId = credential.ApplicantId,
                BoardId = credential.BoardId,
                CredentialTypeId = credential.CredentialTypeId,
                Kind = renewing.Kind,
                CredentialId = credential.Id,
                PeriodStartsOn = period.StartsOn,
                State = ApplicationState.Draft,
                CreatedAtUtc = now,
                TouchedAtUtc = now,
                Version = 1,
            };
            db.Applications.Add(draft);
            history.Record(RegistryEvent.ApplicationBegun, new About(draft.BoardId, draft.ApplicantId, draft.Id, credential.Id), after: new { draft.State, draft.Kind, draft.PeriodStartsOn });
            return new Response(draft.Id, credential.Number, draft.Kind, period.StartsOn, period.EndsOn, draft.State, draft.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string number, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number), cancellationToken)).ToHttp(begun => Answers.Created($"/api/v1/applications/{begun.Id}", begun, begun.Version));
}
