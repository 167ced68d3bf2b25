using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Api.Persistence.Seeding;

/// <summary>Loads boards, credential types and requirement sets from seed-data/. What is there already stays as it is, so seeding twice changes nothing.</summary>
internal sealed class SeedFiles(RegistryContext db, TimeProvider clock, string folder)
{
    private sealed record BoardFile(string Code, string Name, string TimeZone, int[] LeadDays, string? State = null, string[]? Tags = null);

    private static readonly JsonSerializerOptions AsWritten = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false };

    internal async Task Load(CancellationToken stop)
    {
        var boards = JsonSerializer.Deserialize<BoardFile[]>(await File.ReadAllTextAsync(Path.Combine(folder, "boards.json"), stop), AsWritten)!;
        var knownBoards = await db.Boards.Select(b => b.Code).ToHashSetAsync(stop);
        db.Boards.AddRange(boards.Where(file => !knownBoards.Contains(file.Code)).Select(New));
        await db.SaveChangesAsync(stop);
        await SayWhatIsNew(boards, stop);

        // Most starts find every document there: one question for all of them, and nothing is read that is known by its hash.
        var known = await db.RequirementSets.Select(s => s.Sha256).ToHashSetAsync(stop);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "credential-types"), "*.json").Order(StringComparer.Ordinal))
        {
            var document = await File.ReadAllTextAsync(path, stop);
            if (!known.Contains(RequirementSetVersion.HashOf(document)))
            {
                await LoadDocument(path, document, stop);
                await db.SaveChangesAsync(stop);
            }
        }
    }

    /// <summary>What the seeds came to say after a registry was begun with them. What is said already stays.</summary>
    private async Task SayWhatIsNew(BoardFile[] boards, CancellationToken stop)
    {
        foreach (var board in await db.Boards.ToListAsync(stop))
        {
            var file = boards.FirstOrDefault(file => file.Code == board.Code);
            board.State ??= file?.State;
            if (board.Tags.Count == 0)
            {
                board.Tags = [.. file?.Tags ?? []];
            }
        }

        await db.SaveChangesAsync(stop);
    }

    private Board New(BoardFile file)
    {
        var id = Ids.New(clock);
        return new Board { Id = id, Code = file.Code, Name = file.Name, TimeZone = file.TimeZone, State = file.State, Tags = [.. file.Tags ?? []], LeadTimes = [.. file.LeadDays.Select(d => new BoardLeadTime { BoardId = id, Days = d })] };
    }

    private async Task LoadDocument(string path, string document, CancellationToken stop)
    {
        var set = Read(path, document);
        var board = await db.Boards.SingleOrDefaultAsync(b => b.Code == set.Board, stop)
            ?? throw new InvalidDataException($"{path}: there is no board \"{set.Board}\" in boards.json.");
        var type = await db.CredentialTypes.SingleOrDefaultAsync(t => t.BoardId == board.Id && t.Code == set.CredentialType, stop)
            ?? db.CredentialTypes.Add(new CredentialType { Id = Ids.New(clock), BoardId = board.Id, Code = set.CredentialType, PublicTitle = set.PublicTitle, NumberPrefix = set.NumberPrefix, LastSerial = FirstSerial(set.NumberPrefix) }).Entity;
        if (!await db.RequirementSets.AnyAsync(s => s.CredentialTypeId == type.Id && s.Number == set.Version, stop))
        {
            await RefuseSharedDays(path, set, type.Id, stop);
            db.RequirementSets.Add(new RequirementSetVersion
            {
                Id = Ids.New(clock),
                CredentialTypeId = type.Id,
                Number = set.Version,
                EffectiveFrom = set.EffectiveFrom,
                EffectiveUntil = set.EffectiveUntil,
                State = RequirementSetState.Published,
                Document = document,
                Sha256 = RequirementSetVersion.HashOf(document),
                PublishedAtUtc = clock.UtcNow(),
            });
        }
    }

    /// <summary>On any day one version at most decides.</summary>
    private async Task RefuseSharedDays(string path, RequirementSet set, Guid typeId, CancellationToken stop)
    {
        var until = set.EffectiveUntil ?? DateOnly.MaxValue;
        var other = await db.RequirementSets.FirstOrDefaultAsync(s => s.CredentialTypeId == typeId && s.EffectiveFrom <= until && (s.EffectiveUntil == null || s.EffectiveUntil >= set.EffectiveFrom), stop);
        if (other is not null)
        {
            throw new InvalidDataException($"{path}: document: it is in effect on days on which version {other.Number} is.");
        }
    }

    /// <summary>A registry does not start on rules that it cannot judge by: a document that is refused stops the seeding, with file and element.</summary>
    private static RequirementSet Read(string path, string document)
    {
        var read = RequirementSetReader.Read(document);
        return read.Refusal is { } refusal
            ? throw new InvalidDataException(string.Join(Environment.NewLine, (refusal.Fields ?? new Dictionary<string, string[]>()).SelectMany(field => field.Value, (field, problem) => $"{path}: {field.Key}: {problem}")))
            : read.Value;
    }

    /// <summary>Series begin at different places, so that a number does not tell how many there are.</summary>
    private static int FirstSerial(string prefix) => 1_000_000 + (SHA256.HashData(Encoding.UTF8.GetBytes(prefix))[0] * 1000);
}
