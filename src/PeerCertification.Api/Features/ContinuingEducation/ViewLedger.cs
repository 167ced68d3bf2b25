using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Languages;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.ContinuingEducation;

/// <summary>A holder sees the continuing education of each period of a credential: what is done, what counts, what does not and why, what is owed by when.</summary>
public static class ViewLedger
{
    /// <param name="Language">The language of the sentences, by its two letters.</param>
    public sealed record Query(string Number, string Language) : IQuery<Response>;

    /// <param name="Today">The day at the board that the account is for.</param>
    /// <param name="Periods">Those of which the rules say what a renewal asks, oldest first.</param>
    public sealed record Response(string Number, string CredentialType, string Board, DateOnly Today, IReadOnlyList<Span> Periods);

    /// <param name="RequirementSet">The version of the rules that the period is judged by.</param>
    /// <param name="Prorated">Of a first period that is short or long: for how many months of how many the hours are owed. Null where the whole is.</param>
    /// <param name="DueOn">The last day on which hours may be dated.</param>
    /// <param name="Owed">What is missing, in minutes, by topic where the rules ask by topic.</param>
    /// <param name="LackingMinutes">What the whole period lacks, with what is carried into it.</param>
    /// <param name="Asked">How each requirement of a renewal comes out.</param>
    public sealed record Span(
        Period Period, int RequirementSet, CeShare? Prorated, DateOnly DueOn, bool IsMet, IReadOnlyList<OwedMinutes> Owed, int CarriedInMinutes, int LackingMinutes, int ToNextMinutes, Finding Asked, IReadOnlyList<Entry> Entries);

    /// <param name="IsPosted">Whether a training provider posted it.</param>
    /// <param name="IsApproved">Whether the board approved the course on its day.</param>
    public sealed record Entry(
        Guid EvidenceId, EvidenceKind Kind, string? Title, string? Provider, TrainingMode? Mode, CourseRole? Role, IReadOnlyList<TopicMinutes>? Topics, DateOnly OccurredOn, EvidenceState State,
        bool HasDocument, bool IsPosted, bool IsApproved,
        int ClaimedMinutes, int CountedMinutes, IReadOnlyList<string> CountedToward, IReadOnlyList<RefusedEntry> NotCounted);

    internal sealed class Handler(RegistryContext db, Caller caller, RequirementSets sets, FileFacts files, Phrasebooks books, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var number = CredentialNumber.Read(query.Number);
            if (number.Refusal is { } mistyped)
            {
                return mistyped;
            }

            var credential = await db.Credentials.AsNoTracking().AsSplitQuery()
                .Where(c => c.Number == number.Value && db.Applicants.Any(a => a.Id == c.ApplicantId && a.AccountId == caller.RequiredAccountId))
                .Include(c => c.Board).Include(c => c.CredentialType).Include(c => c.Acts).Include(c => c.Periods)
                .SingleOrDefaultAsync(cancellationToken);
            if (credential is null)
            {
                return CredentialAbsent.Refusal();
            }

            var today = clock.TodayAt(credential.Board.Zone);
            var facts = await files.OfApplicant(credential.ApplicantId, FactBasis.Claimed, "To say what continuing education is done and owed", cancellationToken, apartFrom: credential.Id);
            var ledger = CeLedger.Of(await Spans(credential, today, cancellationToken), facts, today, books.For(query.Language));
            var evidence = facts.Evidence.ToDictionary(fact => fact.Id);
            return new Response(credential.Number, credential.CredentialType.Code, credential.Board.Code, today, [.. ledger.Select(period => Shown(period, evidence, credential.Board.Code))]);
        }

        /// <summary>The periods that were opened and not vacated, each with the version in force on its last day or, while it runs, today.</summary>
        private async Task<IReadOnlyList<LedgerSpan>> Spans(Credential credential, DateOnly today, CancellationToken cancellationToken)
        {
            var periods = CredentialTimeline.Periods(CredentialActRow.Read(credential.Acts, credential.Periods));
            List<RequirementSet?> rules = [];
            foreach (var endsOn in periods.Select(held => held.Period.EndsOn))
            {
                rules.Add(await sets.InForce(credential.CredentialTypeId, endsOn < today ? endsOn : today, cancellationToken) is { } version ? sets.Parsed(version) : null);
            }

            return LedgerSpan.Of(periods, rules);
        }

        private static Span Shown(LedgerPeriod period, Dictionary<Guid, EvidenceFact> evidence, string board) => new(
            period.Period,
            period.Version,
            period.Share == CeShare.Whole ? null : period.Share,
            period.HoursUntilOn,
            period.Evaluation.IsMet,
            period.Owed,
            period.CarriedInMinutes,
            period.LackingMinutes,
            period.ToNextMinutes,
            period.Evaluation.Root,
            [
                .. from use in period.Evaluation.Entries
                   let fact = evidence[use.EvidenceId]
                   where use.CountedToward.Count > 0 || (period.Period.StartsOn <= fact.Detail.On && fact.Detail.On <= period.HoursUntilOn)
                   let training = fact.Detail as EvidenceDetail.Training
                   select new Entry(
                       use.EvidenceId, fact.Detail.Kind, training?.Title, training?.Provider, training?.Mode, training?.Role, training?.Topics, fact.Detail.On, fact.State,
                       fact.HasDocument, training?.Posted is not null, training?.Posted?.ApprovedBy.Any(b => b.Board == board && b.IsCourse) is true,
                       use.ClaimedMinutes, use.CountedMinutes, use.CountedToward, use.NotCounted),
            ]);
    }

    internal static async Task<IResult> Endpoint(string number, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(number, Phrasebooks.Asked(http)), cancellationToken)).ToHttp(Results.Ok);
}
