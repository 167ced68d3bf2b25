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
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Fees;

/// <summary>
/// What an application costs: every line of its ledger, what is owed, why and until when; and of one's own that is not handed in yet, what it would
/// cost today.
/// </summary>
public static class ViewFees
{
    public sealed record Query(Guid Id) : IQuery<Response>;

    /// <param name="UnusedCents">Money that is there and covers nothing: paid ahead, or too much.</param>
    /// <param name="Charges">Each charge as it stands.</param>
    /// <param name="Lines">Everything that was written, the oldest first.</param>
    /// <param name="IfSentToday">Null once it is handed in, and for others than the applicant.</param>
    public sealed record Response(
        Guid ApplicationId, string Board, string CredentialType, ApplicationKind Kind, ApplicationState State,
        long ChargedCents, long WaivedCents, long PaidCents, long RefundedCents, long OwedCents, long UnusedCents,
        IReadOnlyList<ChargeBalance> Charges, IReadOnlyList<Line> Lines, Ahead? IfSentToday);

    /// <param name="Why">What the rules say, or the board's own words.</param>
    /// <param name="DueOn">The last day to pay a charge, or null where the rules name no time.</param>
    /// <param name="AboutId">The charge that is waived, or the payment that is refunded.</param>
    /// <param name="RecordedByAccountId">For the board alone.</param>
    public sealed record Line(
        Guid Id, FeeLineKind Kind, FeePurpose? For, long Cents, DateOnly On, string? FeeId, FeeBlock Blocks, DateOnly? DueOn, string? Why, string? Reference,
        Guid? AboutId, Guid? CorrectsId, DateTime RecordedAtUtc, Guid? RecordedByAccountId);

    /// <summary>What would be charged, and until when it stays at that; null where the rules name no end.</summary>
    public sealed record Ahead(IReadOnlyList<Charge> Charges, long OwedCents, DateOnly? UntilOn);

    internal sealed class Handler(RegistryContext db, Caller caller, FileFacts files, RenewalFiles renewals, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var file = await db.ReadableApplications(caller).AsNoTracking().Where(a => a.Id == query.Id)
                .Select(a => new { Application = a, a.Board, Type = a.CredentialType.Code, IsOwn = a.Applicant.AccountId == caller.RequiredAccountId })
                .SingleOrDefaultAsync(cancellationToken);
            if (file is null)
            {
                return ApplicationAccess.NotFound();
            }

            var rows = await db.FeeLines.AsNoTracking().Where(l => l.ApplicationId == query.Id).OrderBy(l => l.Sequence).ToListAsync(cancellationToken);
            var account = FeeAccount.Of(rows.Select(row => row.Read()));
            var ahead = file is { IsOwn: true, Application.SubmittedAtUtc: null } ? await IfSent(file.Application, account, clock.TodayAt(file.Board.Zone), cancellationToken) : null;
            return new Response(
                query.Id, file.Board.Code, file.Type, file.Application.Kind, file.Application.State,
                account.ChargedCents, account.WaivedCents, account.PaidCents, account.RefundedCents, account.OwedCents, account.UnusedCents,
                account.Charges, [.. rows.Select(row => Of(row, file.IsOwn))], ahead);
        }

        private async Task<Ahead?> IfSent(Application draft, FeeAccount account, DateOnly today, CancellationToken cancellationToken)
        {
            var claimed = await renewals.Claim(draft, await files.OfApplicant(draft.ApplicantId, FactBasis.Claimed, "To say what an application costs", cancellationToken), today, cancellationToken);
            if (claimed.Refusal is not null || claimed.Value.Rules is not { } rules)
            {
                return null;
            }

            var position = claimed.Value.Renewal?.Renewing.Position;
            var charges = ApplicationFees.Of(rules, position, claimed.Value.Facts, RequirementEvaluator.Evaluate(rules, claimed.Value.Facts, today));
            return new Ahead(charges, account.With(charges, today).OwedCents, position?.UntilOn);
        }

        private static Line Of(FeeLineRow row, bool isOwn) => new(
            row.Id, row.Kind, row.For, row.Cents, row.On, row.FeeId, row.Blocks, row.DueOn, row.Why, row.Reference, row.AboutId, row.CorrectsId, row.RecordedAtUtc, isOwn ? null : row.RecordedByAccountId);
    }

    internal static async Task<IResult> Endpoint(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id), cancellationToken)).ToHttp(Results.Ok);
}
