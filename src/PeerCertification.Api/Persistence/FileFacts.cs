using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Persistence;

/// <summary>Reads what a file holds into the facts that requirements are judged on. The sensitive record is read through its store, and so recorded.</summary>
public sealed class FileFacts(RegistryContext db, SensitiveStore sensitive, SubmissionSeal seal, RenewalFiles renewals, EarlierUses uses, FeeLedger fees, TimeProvider clock)
{
    /// <summary>Everything the person has logged and not replaced, as it stands now: for looking ahead before submission.</summary>
    /// <param name="apartFrom">A credential of which it is worked out anew what its periods count, or null.</param>
    public async Task<Facts> OfApplicant(Guid applicantId, FactBasis basis, string why, CancellationToken cancellationToken, Guid? apartFrom = null) =>
        await OfApplicant(applicantId, basis, await sensitive.Read(applicantId, why, cancellationToken), cancellationToken, apartFrom);

    /// <summary>The same, for a use case that has read the sensitive record already.</summary>
    public async Task<Facts> OfApplicant(Guid applicantId, FactBasis basis, SensitiveData person, CancellationToken cancellationToken, Guid? apartFrom = null)
    {
        var entries = await db.Evidence.AsNoTracking()
            .Where(e => e.ApplicantId == applicantId && e.State != EvidenceState.Superseded)
            .OrderBy(e => e.OccurredOn).ThenBy(e => e.Id)
            .Select(e => new EvidenceFact(
                e.Id,
                e.Detail,
                e.State,
                e.AttestedMinutes,
                null,
                e.DocumentId != null,
                db.AttestationRequests.Where(r => r.EvidenceItemId == e.Id && r.AnsweredAtUtc != null).OrderByDescending(r => r.AnsweredAtUtc).Select(r => r.AnswerReason).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        return new Facts(basis, entries, person.RecoverySince, person.BirthDate)
        {
            Held = await db.Held(applicantId, clock, cancellationToken),
            EarlierUses = await uses.UntilNow(applicantId, apartFrom, cancellationToken),
            Payments = await fees.OfOpen(applicantId, cancellationToken),
        };
    }

    /// <summary>
    /// What one application was submitted with, as judged so far: the person as she then was, whatever her record says since; entries are named by the
    /// id that their applicant knows them by.
    /// </summary>
    public async Task<Facts> OfApplication(Guid applicationId, FactBasis basis, string why, CancellationToken cancellationToken)
    {
        var file = await db.Applications.AsNoTracking().SingleAsync(a => a.Id == applicationId, cancellationToken);
        await sensitive.Note(file.ApplicantId, why, cancellationToken);
        var sent = seal.Open(file.SubmissionProtected!);
        var items = await db.ApplicationItems.AsNoTracking()
            .Where(i => i.ApplicationId == applicationId)
            .Select(i => new EvidenceFact(
                i.EvidenceItemId,
                i.Detail,
                i.State,
                i.AttestedMinutes,
                i.AcceptedMinutes,
                i.DocumentId != null,
                i.JudgementReason ?? db.AttestationRequests.Where(r => r.EvidenceItemId == i.EvidenceItemId && r.AnsweredAtUtc != null).OrderByDescending(r => r.AnsweredAtUtc).Select(r => r.AnswerReason).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        var waivers = await db.RequirementWaivers.Where(w => w.ApplicationId == applicationId && w.WithdrawnAtUtc == null)
            .OrderBy(w => w.RequirementId).Select(w => new Waiver(w.RequirementId, null, w.Reason)).ToListAsync(cancellationToken);
        var facts = Submitted(basis, items, sent, file.ReceivedOn) with
        {
            Waivers = waivers,
            Held = await db.Held(file.ApplicantId, clock, cancellationToken),
            EarlierUses = await uses.Before(applicationId, file.ApplicantId, cancellationToken),
            Payments = (await fees.Of(applicationId, cancellationToken)).Covers,
        };
        return file.CredentialId is null ? facts : await renewals.FactsOfSubmitted(file, facts, sent, cancellationToken);
    }

    /// <summary>The person as she was when she submitted, and the days that windows hang on.</summary>
    internal static Facts Submitted(FactBasis basis, IEnumerable<EvidenceFact> items, SubmittedFile sent, DateOnly? receivedOn) =>
        new(basis, [.. items.OrderBy(i => i.Detail.On).ThenBy(i => i.Id)], sent.Person.RecoverySince, sent.Person.BirthDate)
        {
            Days = receivedOn is { } received ? new Dictionary<string, DateOnly> { [nameof(Anchor.Receipt)] = received, [nameof(Anchor.Submission)] = received } : new Dictionary<string, DateOnly>(),
        };
}
