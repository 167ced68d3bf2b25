using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Applications;

/// <summary>
/// An applicant hands her application in, a first one or a renewal. It is pinned to the rules of the day of receipt, and what it holds is kept as it
/// was. Where these rules let a renewal through by themselves and nothing is left to judge, it is decided with that.
/// </summary>
public static class SubmitApplication
{
    public sealed record Command(Guid Id, IfMatch IfMatch) : ICommand<Response>;

    /// <param name="ReceivedOn">The day on which it counts as sent: today, but for a renewal whose papers came by post.</param>
    /// <param name="PersonNeeded">Why a renewal that the rules might have decided by themselves is decided by a person.</param>
    public sealed record Response(
        Guid Id, ApplicationState State, DateOnly ReceivedOn, DateTime SubmittedAtUtc, int RequirementSet, int Entries, IReadOnlyList<Ground> PersonNeeded, int Version);

    public sealed record Ground(PersonNeeded Code, string Text);

    internal sealed class Handler(RegistryContext db, Caller caller, RenewalFiles renewals, FileFacts files, SensitiveStore sensitive, RenewalWait wait, FeeDesk fees, RuleDesk rule, SubmissionSeal seal, Outbox outbox, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var application = await db.OwnApplications(caller).Include(a => a.Applicant).Include(a => a.Board).SingleOrDefaultAsync(a => a.Id == command.Id, cancellationToken);
            if (application is null)
            {
                return ApplicationAccess.NotFound();
            }

            if (command.IfMatch.Against(application.Version) is { } stale)
            {
                return stale;
            }

            var today = clock.TodayAt(application.Board.Zone);
            var person = await sensitive.Read(application.ApplicantId, "To judge and keep what is submitted", cancellationToken);
            var claimed = await renewals.Claim(application, await files.OfApplicant(application.ApplicantId, FactBasis.Claimed, person, cancellationToken), today, cancellationToken);
            if (claimed.Refusal is { } notNow)
            {
                return notNow;
            }

            var claim = claimed.Value;
            var evaluation = claim.Rules is null ? null : RequirementEvaluator.Evaluate(claim.Rules, claim.Facts, today);
            if (evaluation is { IsMet: false })
            {
                // It is not kept, and so may say to the applicant what only she may know.
                evaluation = RequirementEvaluator.Evaluate(claim.Rules!, claim.Facts, today, outlook: Outlook.Person);
            }

            var submitted = SubmissionRule.Decide(application.State, claim.Rules, evaluation, application.Kind);
            var held = await db.Standings(application.ApplicantId, application.CredentialTypeId, today, cancellationToken, besides: application.CredentialId);
            if ((submitted.Refusal ?? BeginningRule.RefuseSecond(held)) is { } refusal)
            {
                return refusal;
            }

            var charges = ApplicationFees.Of(claim.Rules!, claim.Renewal?.Renewing.Position, claim.Facts, evaluation!);
            var charged = await fees.ChargeSubmission(application, charges, today, cancellationToken);
            if (charged.Refusal is { } owed)
            {
                return owed;
            }

            if (claim.Renewal is { } renewal)
            {
                (application.Kind, application.PeriodStartsOn) = (renewal.Renewing.Kind, renewal.Renewing.Held.Period.StartsOn);
                await renewals.UsePosted(application, cancellationToken);
            }

            var counted = evaluation!.Entries.Where(e => e.CountedToward.Count > 0).Select(e => e.EvidenceId).ToList();
            var entries = await db.AddEntriesTo(application, clock, cancellationToken, counted);
            await outbox.WriteToApplicant(MessageKind.ApplicationReceived, application.ApplicantId, new { application = application.Id }, cancellationToken);
            Submit(application, submitted.Value, claim.SentOn, claim.Version!, Sealed(application.Applicant, person, claim.Version!, claim.Facts, evaluation), entries.Count);
            if (claim.Renewal is { } open && !await rule.Decide(new HandedInRenewal(application, claim, entries, charged.Value), today, cancellationToken) && RenewalRule.KeepsStanding(claim.Rules!, open.Renewing))
            {
                wait.Begin(application, open.Credential);
            }

            return new Response(
                application.Id, application.State, claim.SentOn, application.SubmittedAtUtc!.Value, claim.Version!.Number, entries.Count,
                [.. application.PersonNeeded.Select(ground => new Ground(ground, StraightThroughRule.Texts[ground]))], application.Version);
        }

        private string Sealed(Applicant applicant, SensitiveData person, RequirementSetVersion version, Facts facts, Evaluation evaluation) =>
            seal.Close(new SubmittedFile(applicant.LegalName, applicant.PreferredName, applicant.EducationLevel, person, version.Number, version.Sha256, facts, evaluation));

        private void Submit(Application application, ApplicationState state, DateOnly sentOn, RequirementSetVersion version, string sealedFile, int entries)
        {
            var (before, now) = (application.State, clock.UtcNow());
            (application.State, application.RequirementSetVersionId, application.SubmissionProtected) = (state, version.Id, sealedFile);
            (application.ReceivedOn, application.SubmittedAtUtc, application.TouchedAtUtc) = (sentOn, now, now);
            application.Version++;
            history.Record(
                RegistryEvent.ApplicationSubmitted,
                new About(application.BoardId, application.ApplicantId, application.Id),
                before: new { State = before },
                after: new { application.State, application.ReceivedOn, RequirementSet = version.Number, Entries = entries });
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, ifMatch), cancellationToken)).ToHttp(submitted => Answers.Ok(submitted, submitted.Version));
}
