using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Languages;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Renewals;

/// <summary>A holder sees where her credential stands with its renewal: the phase, what it costs now and later, until when hours count, and what is owed.</summary>
public static class ViewRenewal
{
    /// <param name="Language">The language of the sentences, by its two letters.</param>
    public sealed record Query(string Number, string Language) : IQuery<Response>;

    /// <param name="Today">The day at the board that all of it is for.</param>
    /// <param name="SentOn">The day on which a renewal that is handed in today counts as sent: an earlier one where its papers came by post.</param>
    /// <param name="Period">The period that a renewal now would renew.</param>
    /// <param name="HoursUntilOn">The last day on which hours for the period may be dated.</param>
    /// <param name="AuditPercent">How many of a hundred renewals are drawn, where evidence comes by audit.</param>
    /// <param name="DueCents">What a renewal that is sent today costs in all.</param>
    /// <param name="Fees">What it is made of, beside the band.</param>
    /// <param name="Phases">Every phase with its days, from the opening to the last day of the reinstatement.</param>
    /// <param name="Hindrance">Why none can be sent today, or null.</param>
    /// <param name="OpenApplicationId">The renewal that is begun or with the board, or null.</param>
    /// <param name="OpenAuditId">The audit of one of its renewals that is not concluded, or null: while there is one, no renewal is decided without the board.</param>
    /// <param name="Evaluation">How what she has logged comes out today.</param>
    public sealed record Response(
        string Number,
        string Board,
        string CredentialType,
        DateOnly Today,
        DateOnly SentOn,
        Standing Standing,
        string Sentence,
        Period Period,
        int RequirementSet,
        RenewalPhase Phase,
        DateOnly HoursUntilOn,
        RenewalEvidence Evidence,
        int? AuditPercent,
        long DueCents,
        IReadOnlyList<Charge> Fees,
        IReadOnlyList<RenewalSpan> Phases,
        Refused? Hindrance,
        Guid? OpenApplicationId,
        Guid? OpenAuditId,
        Evaluation Evaluation);

    public sealed record Refused(string Code, string Reason);

    internal sealed class Handler(RegistryContext db, Caller caller, RenewalFiles renewals, RequirementSets sets, FileFacts files, Phrasebooks books, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            var number = CredentialNumber.Read(query.Number);
            if (number.Refusal is { } mistyped)
            {
                return mistyped;
            }

            if (await renewals.Find(number.Value, applicantId, cancellationToken) is not { } credential)
            {
                return CredentialAbsent.Refusal();
            }

            var today = clock.TodayAt(credential.Board.Zone);
            var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
            var person = await files.OfApplicant(applicantId, FactBasis.Claimed, "To say what a renewal asks and what of it is there", cancellationToken);
            var sentOn = await renewals.SentOn(credential, acts, person, today, cancellationToken);
            var version = await renewals.Version(credential, acts, person, sentOn, cancellationToken);
            var rules = version is null ? null : sets.Parsed(version);
            if (RenewalRule.RefuseUnstated(rules) is { } unstated)
            {
                return unstated;
            }

            var renewing = RenewalRule.At(rules!, acts, sentOn, CredentialTimeline.Periods(acts)[^1]);
            var facts = await renewals.FactsOf(rules!, credential, renewing, person, sentOn, cancellationToken);
            var open = await db.Applications.Where(a => a.CredentialId == credential.Id && ApplicationLifecycle.Open.Contains(a.State)).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(cancellationToken);
            return Answer(credential, acts, version!, rules!, renewing, facts, open, await db.OpenAudit(credential.Id, cancellationToken), (today, sentOn), books.For(query.Language));
        }

        private static Response Answer(Credential credential, IReadOnlyList<CredentialAct> acts, RequirementSetVersion version, RequirementSet rules, OpenRenewal renewing, Facts facts, Guid? open, Guid? audit, (DateOnly Today, DateOnly SentOn) days, Phrasebook words)
        {
            var (renewal, position, standing) = (rules.Life.Renewal!, renewing.Position, CredentialTimeline.On(days.Today, acts, DateTime.MaxValue)!);
            var evaluation = RequirementEvaluator.Evaluate(rules, facts, days.Today, words);
            var fees = RenewalRule.Fees(rules, position, facts, evaluation);
            return new Response(
                credential.Number,
                credential.Board.Code,
                credential.CredentialType.Code,
                days.Today,
                days.SentOn,
                standing.Standing,
                StandingSentence.For(standing, days.Today),
                renewing.Held.Period,
                version.Number,
                position.Phase,
                facts.Renewal!.HoursUntilOn,
                renewal.Evidence,
                renewal.AuditPercent,
                position.FeeCents + fees.Sum(fee => fee.Cents),
                fees,
                renewal.Spans(renewing.Held.Period),
                RenewalRule.Send(rules, acts, days.SentOn, days.Today).Refusal is { } refusal ? new Refused(refusal.Code, refusal.Reason) : null,
                open,
                audit,
                evaluation);
        }
    }

    internal static async Task<IResult> Endpoint(string number, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(number, Phrasebooks.Asked(http)), cancellationToken)).ToHttp(Results.Ok);
}
