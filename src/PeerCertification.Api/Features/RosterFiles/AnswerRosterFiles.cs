using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Documents;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>
/// The clock answers the roster files that were sent, the oldest first. A large one takes minutes, so this is no command: the answers to a page of rows
/// are appended, then the lookups and how far it has come are saved together. Whatever stops it in between, the next attempt goes on after the last row that was saved.
/// </summary>
public static class AnswerRosterFiles
{
    private const int PageSize = 500;

    public sealed record Command : IRequest<Outcome<Response>>;

    public sealed record Response(int Taken);

    internal sealed class Handler(RegistryContext db, WriteGate gate, VerificationDesk desk, LookupLog log, UnknownNumbers unknown, IDocumentStore store, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            await Tidy(cancellationToken);
            var open = await db.RosterFiles.Where(f => RosterFileLifecycle.Open.Contains(f.State)).OrderBy(f => f.RequestedAtUtc).ThenBy(f => f.Id).Select(f => f.Id).ToListAsync(cancellationToken);
            foreach (var id in open)
            {
                await Take(id, cancellationToken);
                await Tidy(cancellationToken);
            }

            return new Response(open.Count);
        }

        private async Task Take(Guid id, CancellationToken cancellationToken)
        {
            var file = await db.RosterFiles.AsNoTracking().SingleAsync(f => f.Id == id, cancellationToken);
            if (file.Attempts >= RosterFileRules.MostAttempts)
            {
                await End(file, RosterFileAct.Fail, file.Error ?? "interrupted");
                return;
            }

            if (!await Begin(file, cancellationToken))
            {
                return;
            }

            try
            {
                if (await Answer(file, cancellationToken))
                {
                    await End(file, RosterFileAct.Finish, null);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The next run tries again. Its kind, not its message: that may quote a row.
                db.ChangeTracker.Clear();
                using var turn = await gate.EnterAsync(CancellationToken.None);
                await Mine(file).ExecuteUpdateAsync(set => set.SetProperty(f => f.Error, e.GetType().Name), CancellationToken.None);
            }
        }

        /// <summary>The file, while nobody else took it up and nobody cancelled it.</summary>
        private IQueryable<RosterFile> Mine(RosterFile file) => db.RosterFiles.Where(f => f.Id == file.Id && f.State == RosterFileState.Running && f.Attempts == file.Attempts);

        /// <summary>Takes the file up. False where somebody else did, or it was cancelled meanwhile.</summary>
        private async Task<bool> Begin(RosterFile file, CancellationToken cancellationToken)
        {
            var (was, running) = (file.State, RosterFileLifecycle.Table.Decide(file.State, RosterFileAct.Begin));
            if (running.Refusal is not null)
            {
                return false;
            }

            using var turn = await gate.EnterAsync(cancellationToken);
            var begun = await db.RosterFiles.Where(f => f.Id == file.Id && f.State == was && f.Attempts == file.Attempts)
                .ExecuteUpdateAsync(set => set.SetProperty(f => f.State, running.Value).SetProperty(f => f.Attempts, f => f.Attempts + 1), cancellationToken);
            (file.State, file.Attempts) = (running.Value, file.Attempts + 1);
            return begun == 1;
        }

        /// <summary>Answers what is left, page by page. False where it was cancelled or taken from this run meanwhile, or given up.</summary>
        private async Task<bool> Answer(RosterFile file, CancellationToken cancellationToken)
        {
            await using var sent = store.Open(file.StorageName);
            await using var answers = store.Create(file.AnswersName(file.Attempts));
            await CopySaved(file, answers, cancellationToken);
            sent.Seek(file.BytesRead, SeekOrigin.Begin);
            var (lines, page, nobodys) = (new RosterLines(sent, file.BytesRead), new MemoryStream(), 0);
            while (file.RowsDone < file.Rows)
            {
                page.SetLength(0);
                var numbers = await Numbers(lines, Math.Min(PageSize, file.Rows - file.RowsDone), cancellationToken);
                var asked = await Answer(file, numbers, page, cancellationToken);
                await answers.WriteAsync(page.GetBuffer().AsMemory(0, (int)page.Length), cancellationToken);
                await answers.FlushAsync(cancellationToken);
                (file.RowsDone, file.BytesRead, file.AnswersBytes) = (file.RowsDone + numbers.Count, lines.At, file.AnswersBytes + page.Length);
                if (!await Keep(file, asked, cancellationToken))
                {
                    return false;
                }

                nobodys += unknown.Note(file.OrganisationId, file.AccountId, asked.Select(a => a.Said));
                if (unknown.IsTooManyForFile(nobodys))
                {
                    await End(file, RosterFileAct.Fail, RosterFileRules.TooManyUnknown);
                    return false;
                }
            }

            return true;
        }

        /// <summary>Begins with what an earlier attempt had saved. What it had appended after that was never saved and is written anew.</summary>
        private async Task CopySaved(RosterFile file, Stream answers, CancellationToken cancellationToken)
        {
            if (file.AnswersOf == 0)
            {
                return;
            }

            await using var earlier = store.Open(file.AnswersName(file.AnswersOf));
            var buffer = new byte[64 * 1024];
            for (var left = file.AnswersBytes; left > 0;)
            {
                var part = buffer.AsMemory(0, (int)Math.Min(buffer.Length, left));
                await earlier.ReadExactlyAsync(part, cancellationToken);
                await answers.WriteAsync(part, cancellationToken);
                left -= part.Length;
            }
        }

        private static async Task<List<string>> Numbers(RosterLines lines, int count, CancellationToken cancellationToken)
        {
            var numbers = new List<string>(count);
            while (numbers.Count < count)
            {
                numbers.Add(RosterLines.Cell(await lines.Next(cancellationToken) ?? throw new EndOfStreamException()));
            }

            return numbers;
        }

        /// <summary>Writes the answers to a page, and says what was asked in it.</summary>
        private async Task<List<LookedUp>> Answer(RosterFile file, List<string> numbers, MemoryStream page, CancellationToken cancellationToken)
        {
            var (asked, at) = (new List<LookedUp>(numbers.Count), 0);
            await foreach (var answered in desk.AnswerMany(numbers, file.On, file.KnownAtUtc, cancellationToken, file.RequestedAtUtc))
            {
                var row = AnsweredRow.Of(file.RowsDone + at + 1, answered);
                Count(file, row);
                page.Write(row.Written(asCsv: false));
                page.WriteByte((byte)'\n');
                if (log.Asked(row, numbers[at++], file.On, file.KnownAtUtc) is { } one)
                {
                    asked.Add(one);
                }
            }

            return asked;
        }

        /// <summary>Counts a row without an answer, and keeps it where it is one of the first.</summary>
        private static void Count(RosterFile file, AnsweredRow row)
        {
            if (row is { Code: { } code, Reason: { } reason } && file.RowsRefused++ < RosterFileRules.MostRefusedTold)
            {
                file.FirstRefused = [.. file.FirstRefused, new RefusedRow(row.Number, code, reason)];
            }
        }

        /// <summary>Saves what was asked in a page and how far the file has come, together or not at all. False where it was cancelled or taken from this run meanwhile.</summary>
        private async Task<bool> Keep(RosterFile file, List<LookedUp> asked, CancellationToken cancellationToken)
        {
            using var turn = await gate.EnterAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var goesOn = await Mine(file).ExecuteUpdateAsync(
                set => set.SetProperty(f => f.RowsDone, file.RowsDone).SetProperty(f => f.RowsRefused, file.RowsRefused).SetProperty(f => f.FirstRefused, file.FirstRefused)
                    .SetProperty(f => f.BytesRead, file.BytesRead).SetProperty(f => f.AnswersBytes, file.AnswersBytes).SetProperty(f => f.AnswersOf, file.Attempts)
                    .SetProperty(f => f.Error, (string?)null), // it goes on
                cancellationToken) == 1;
            if (goesOn)
            {
                await log.WriteMany(new LookupLog.Asker(file.OrganisationId, file.AccountId, file.KeyId, file.Purpose), LookupWay.Roster, asked, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            return goesOn;
        }

        private async Task End(RosterFile file, RosterFileAct act, string? error)
        {
            var (ended, now) = (RosterFileLifecycle.Table.Decide(RosterFileState.Running, act).Value, clock.UtcNow());
            using var turn = await gate.EnterAsync(CancellationToken.None);
            await Mine(file).ExecuteUpdateAsync(set => set.SetProperty(f => f.State, ended).SetProperty(f => f.Error, error).SetProperty(f => f.EndedAtUtc, now), CancellationToken.None);
        }

        /// <summary>Deletes what is no longer needed of files that have ended: what was sent, and all answers but those of a finished one.</summary>
        private async Task Tidy(CancellationToken cancellationToken)
        {
            foreach (var file in await db.RosterFiles.AsNoTracking().Where(f => !f.IsTidied && !RosterFileLifecycle.Open.Contains(f.State)).ToListAsync(cancellationToken))
            {
                store.Delete(file.StorageName);
                foreach (var attempt in Enumerable.Range(1, file.Attempts).Where(a => file.State != RosterFileState.Finished || a != file.AnswersOf))
                {
                    store.Delete(file.AnswersName(attempt));
                }

                using var turn = await gate.EnterAsync(cancellationToken);
                await db.RosterFiles.Where(f => f.Id == file.Id).ExecuteUpdateAsync(set => set.SetProperty(f => f.IsTidied, true), cancellationToken);
            }
        }
    }
}
