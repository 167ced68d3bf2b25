using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Pipeline;

/// <summary>An application of a board with its ledger, on a day at the board.</summary>
public sealed record FeeFile(Application Application, FeeAccount Account, DateOnly Today);

/// <summary>Writes into the ledger of fees: each line with its history, in the transaction of the act.</summary>
internal sealed class FeeDesk(RegistryContext db, StaffRoll staff, FeeLedger ledger, Caller caller, History history, TimeProvider clock)
{
    /// <summary>
    /// Charges what an application costs that comes in today. Where something of it must be paid first and is not, nothing is charged.
    /// </summary>
    /// <returns>The ledger with what is charged, or a refusal: <c>fee.owed</c>.</returns>
    public async Task<Outcome<FeeAccount>> ChargeSubmission(Application file, IReadOnlyCollection<Charge> charges, DateOnly today, CancellationToken cancellationToken)
    {
        var account = await ledger.Of(file.Id, cancellationToken);
        var charged = account.With(charges, today);
        if (charged.RefuseOwed(FeeBlock.Submission) is { } owed)
        {
            return owed;
        }

        var sequence = account.Length;
        foreach (var charge in charges)
        {
            Charge(file, ++sequence, charge, today);
        }

        return charged;
    }

    /// <summary><c>fee.owed</c> where something is owed on an application that blocks its approval, or null.</summary>
    public async Task<Refusal?> RefuseApproval(Guid applicationId, CancellationToken cancellationToken) =>
        (await ledger.Of(applicationId, cancellationToken)).RefuseOwed(FeeBlock.Decision);

    /// <summary>
    /// An application of the board, also one that is not handed in, for somebody who keeps the board's fees and whom nothing ties to it.
    /// </summary>
    /// <returns>The file, or a refusal: <c>board.not_found</c>, <c>access.not_permitted</c>, <c>application.not_found</c>, and those of <see cref="SeparationOfDuties.RefuseHandling"/>.</returns>
    public async Task<Outcome<FeeFile>> Take(string boardCode, Guid applicationId, CancellationToken cancellationToken)
    {
        var board = await staff.OwnBoard(boardCode, Permission.KeepFees, cancellationToken);
        if (board.Refusal is { } refusal)
        {
            return refusal;
        }

        var me = caller.RequiredAccountId;
        var found = await db.Applications.Where(a => a.Id == applicationId && a.BoardId == board.Value)
            .Select(a => new { Application = a, a.Board, IsOwn = a.Applicant.AccountId == me, HasConflict = db.ConflictDeclarations.Any(c => c.ApplicationId == a.Id && c.AccountId == me) })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? ApplicationAccess.NotFound()
            : SeparationOfDuties.RefuseHandling(new FileTies(found.IsOwn, found.HasConflict, HasRecommended: false)) is { } tied ? tied
            : new FeeFile(found.Application, await ledger.Of(applicationId, cancellationToken), clock.TodayAt(found.Board.Zone));
    }

    /// <summary>The same, of the application that a line is of.</summary>
    /// <returns>The file, or a refusal: those of the other, and <c>fee.line_not_found</c>.</returns>
    public async Task<Outcome<FeeFile>> TakeByLine(string boardCode, Guid lineId, CancellationToken cancellationToken)
    {
        var line = await db.FeeLines.Where(l => l.Id == lineId && db.Boards.Any(b => b.Id == l.BoardId && b.Code == boardCode)).Select(l => (Guid?)l.ApplicationId).SingleOrDefaultAsync(cancellationToken);
        if (line is { } applicationId)
        {
            return await Take(boardCode, applicationId, cancellationToken);
        }

        return (await staff.OwnBoard(boardCode, Permission.KeepFees, cancellationToken)).Refusal ?? FeeRules.NotFound();
    }

    /// <summary>Writes a charge.</summary>
    /// <param name="sequence">Its place in the ledger of the application.</param>
    public FeeLineRow Charge(Application file, int sequence, Charge charge, DateOnly today) => Write(
        RegistryEvent.FeeCharged,
        Line(file, sequence, FeeLineKind.Charge, charge.For, charge.Cents, today, today, $"{charge.Why} {charge.Source}", blocks: charge.Blocks, feeId: charge.FeeId, dueOn: charge.DueOn(today)));

    /// <summary>Writes what staff posted: a payment, a refund, a waiver, a correction.</summary>
    public FeeLineRow Post(RegistryEvent happened, FeeFile file, FeeLineKind kind, FeePurpose? purpose, long cents, string? why, DateOnly? on = null, Guid? about = null, Guid? corrects = null, string? reference = null) =>
        Write(happened, Line(file.Application, file.Account.Length + 1, kind, purpose, cents, on ?? file.Today, file.Today, why, about, corrects, reference));

    private FeeLineRow Line(
        Application file, int sequence, FeeLineKind kind, FeePurpose? purpose, long cents, DateOnly on, DateOnly today, string? why,
        Guid? about = null, Guid? corrects = null, string? reference = null, FeeBlock blocks = FeeBlock.Nothing, string? feeId = null, DateOnly? dueOn = null) => new()
        {
            Id = Ids.New(clock),
            BoardId = file.BoardId,
            ApplicantId = file.ApplicantId,
            ApplicationId = file.Id,
            Sequence = sequence,
            CredentialId = file.CredentialId,
            Kind = kind,
            For = purpose,
            Cents = cents,
            On = on,
            FeeId = feeId,
            Blocks = blocks,
            DueOn = dueOn,
            AboutId = about,
            CorrectsId = corrects,
            Reference = reference,
            Why = why,
            RecordedOn = today,
            RecordedAtUtc = clock.UtcNow(),
            RecordedByAccountId = caller.AccountId,
        };

    private FeeLineRow Write(RegistryEvent happened, FeeLineRow line)
    {
        db.FeeLines.Add(line);
        history.Record(
            happened,
            new About(line.BoardId, line.ApplicantId, line.ApplicationId, line.CredentialId, line.Id),
            line.Kind == FeeLineKind.Charge && line.CorrectsId is null ? null : line.Why,
            after: new { line.For, line.Cents, line.FeeId, line.AboutId, line.CorrectsId });
        return line;
    }
}
