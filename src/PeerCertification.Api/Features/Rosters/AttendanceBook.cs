using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Rosters;

/// <summary>Finds whose rows of rosters are, and writes what was attended into their evidence.</summary>
internal sealed class AttendanceBook(RegistryContext db, Caller caller, TrainingSeal seal, History history, Outbox outbox, TimeProvider clock)
{
    private sealed record Holder(string Number, Guid ApplicantId, Guid AccountId, string LegalName, string NameAsPrinted);

    /// <summary>A row that is written down, and the code of its attendee where it has one.</summary>
    internal sealed record Written(RosterRow Row, string? Code);

    /// <summary>
    /// Writes rows down and matches those whose number and family name fit. A number that nobody has, one of somebody else and one of somebody who is
    /// on the roster already all wait alike, so that a provider learns nothing of anybody.
    /// </summary>
    internal async Task<IReadOnlyList<Written>> Write(Roster roster, IReadOnlyList<GoodRow> rows, CancellationToken cancellationToken, RosterRow? supersedes = null)
    {
        var supersededId = supersedes?.Id;
        var numbers = rows.Where(r => r.Minutes > 0).Select(r => r.Number).OfType<string>().ToList();
        var holders = await (from c in db.Credentials
                             join a in db.Applicants on c.ApplicantId equals a.Id
                             where numbers.Contains(c.Number)
                             select new Holder(c.Number, a.Id, a.AccountId, a.LegalName, c.NameAsPrinted)).ToDictionaryAsync(h => h.Number, cancellationToken);
        var there = await db.RosterRows.Where(r => r.RosterId == roster.Id && r.State == AttendanceState.Matched && r.Id != supersededId).Select(r => r.ApplicantId!.Value).ToListAsync(cancellationToken);
        var present = there.ToHashSet();
        var approvedBy = await db.BoardsThatApprove(roster.Course, roster.Day, cancellationToken);
        List<Written> written = [];
        foreach (var row in rows)
        {
            var token = row.Number is null && row.Minutes > 0 ? LinkToken.New() : null;
            var kept = new RosterRow
            {
                Id = Ids.New(clock),
                RosterId = roster.Id,
                Roster = roster,
                Line = row.Row,
                State = row.Minutes > 0 ? AttendanceState.Waiting : AttendanceState.Absent,
                Role = row.Role,
                Minutes = row.Minutes,
                CredentialNumber = row.Number,
                FamilyNameProtected = seal.CloseName(row.FamilyName),
                CodeHash = token?.Hash,
                SupersedesId = supersededId,
                PostedByAccountId = caller.RequiredAccountId,
                PostedAtUtc = clock.UtcNow(),
                Version = 1,
            };
            db.RosterRows.Add(kept);
            if (row.Number is not null && holders.TryGetValue(row.Number, out var holder) && IsOf(holder, row) && present.Add(holder.ApplicantId))
            {
                await Match(kept, holder.ApplicantId, approvedBy, supersedes?.ApplicantId == holder.ApplicantId ? supersedes.EvidenceItemId : null, why: null, cancellationToken);
            }

            written.Add(new Written(kept, token?.Raw));
        }

        return written;
    }

    /// <summary>Says whose a waiting row is, and writes what they attended into their evidence; or why not.</summary>
    internal async Task<Refusal?> Match(RosterRow row, Guid applicantId, string? why, CancellationToken cancellationToken) =>
        await db.RosterRows.AnyAsync(r => r.RosterId == row.RosterId && r.ApplicantId == applicantId && r.State == AttendanceState.Matched, cancellationToken)
            ? new Refusal("attendance.already_recorded", "This person's attendance of this session is recorded already.")
            : await Match(row, applicantId, await db.BoardsThatApprove(row.Roster.Course, row.Roster.Day, cancellationToken), corrects: null, why, cancellationToken);

    /// <summary>Takes back what a row had written into somebody's evidence, and tells them where nothing takes its place. Files that are not decided yet learn of it.</summary>
    /// <param name="now">The row that takes its place.</param>
    internal async Task TakeBack(RosterRow before, RosterRow now, CancellationToken cancellationToken)
    {
        if (before.EvidenceItemId is not { } entryId)
        {
            return;
        }

        var entry = await db.Evidence.SingleAsync(e => e.Id == entryId, cancellationToken);
        entry.State = EvidenceLifecycle.Table.Decide(entry.State, EvidenceAct.Supersede).Value;
        entry.Version++;
        history.Record(RegistryEvent.EvidenceSuperseded, new About(ApplicantId: entry.ApplicantId, SubjectId: entry.Id), before: new { State = EvidenceState.Attested }, after: new { entry.State });
        if (now.ApplicantId != entry.ApplicantId)
        {
            var (roster, course) = (before.Roster, before.Roster.Course);
            await outbox.WriteToApplicant(MessageKind.AttendanceTakenBack, entry.ApplicantId, new { Provider = course.Provider.Name, Course = course.Title, Day = $"{roster.Day:yyyy-MM-dd}" }, cancellationToken);
        }

        var left = now.ApplicantId == entry.ApplicantId && now.Role == before.Role ? now.Minutes : 0;
        var open = ApplicationLifecycle.Open.ToList();
        var parts = await (from item in db.ApplicationItems
                           join application in db.Applications on item.ApplicationId equals application.Id
                           where item.EvidenceItemId == entryId && open.Contains(application.State)
                           select new { Item = item, application.BoardId }).ToListAsync(cancellationToken);
        foreach (var part in parts)
        {
            var was = new { part.Item.AttestedMinutes };
            part.Item.AttestedMinutes = left;
            part.Item.Version++;
            history.Record(RegistryEvent.ApplicationItemAttested, new About(part.BoardId, entry.ApplicantId, part.Item.ApplicationId, SubjectId: part.Item.Id), before: was, after: new { part.Item.AttestedMinutes });
        }
    }

    private bool IsOf(Holder holder, GoodRow row) =>
        holder.AccountId != caller.AccountId && (FamilyName.Fits(row.FamilyName, holder.LegalName) || FamilyName.Fits(row.FamilyName, holder.NameAsPrinted));

    /// <param name="corrects">The entry that is corrected, where it is of the same person.</param>
    private async Task<Refusal?> Match(RosterRow row, Guid applicantId, IReadOnlyList<ApprovingBoard> approvedBy, Guid? corrects, string? why, CancellationToken cancellationToken)
    {
        var matched = AttendanceLifecycle.Table.Decide(row.State, AttendanceAct.Match);
        if (matched.Refusal is not null)
        {
            return matched.Refusal;
        }

        var (roster, course) = (row.Roster, row.Roster.Course);
        var detail = new EvidenceDetail.Training(course.Title, course.Provider.Name, roster.StartsOn, roster.Day, course.Mode, course.Topics)
        {
            Role = row.Role,
            Posted = new PostedAttendance(course.ProviderId, course.Id, row.Id, approvedBy),
        };
        var entry = EvidenceItem.Offered(Ids.New(clock), applicantId, detail, documentId: null, draft: false, clock.UtcNow(), supersedes: corrects);
        entry.State = EvidenceLifecycle.Table.Decide(entry.State, EvidenceAct.Attest).Value;
        entry.AttestedMinutes = row.Minutes;
        db.Evidence.Add(entry);
        (row.State, row.ApplicantId, row.EvidenceItemId) = (matched.Value, applicantId, entry.Id);
        row.Version++;
        history.Record(
            RegistryEvent.AttendancePosted,
            new About(ApplicantId: applicantId, SubjectId: entry.Id),
            why,
            after: new { entry.State, entry.OccurredOn, entry.ClaimedMinutes, entry.AttestedMinutes, course.ProviderId, CourseId = course.Id, RowId = row.Id, ApprovedBy = approvedBy });
        await outbox.WriteToApplicant(
            MessageKind.AttendancePosted,
            applicantId,
            new { Provider = course.Provider.Name, Course = course.Title, Day = $"{roster.Day:yyyy-MM-dd}", Minutes = $"{row.Minutes}" },
            cancellationToken);
        return null;
    }
}
