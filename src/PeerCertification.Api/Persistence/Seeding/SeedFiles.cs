using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Persistence.Seeding;

/// <summary>Loads boards, credential types and requirement sets from seed-data/. What is there already stays as it is, so seeding twice changes nothing.</summary>
internal sealed class SeedFiles(RegistryContext db, TimeProvider clock, string folder)
{
    private sealed record BoardFile(string Code, string Name, string TimeZone, int[] LeadDays);

    /// <summary>The part of a requirement-set document that tells where it belongs.</summary>
    private sealed record DocumentHead(string Board, string CredentialType, string PublicTitle, string NumberPrefix, int Version, DateOnly EffectiveFrom, DateOnly? EffectiveUntil);

    private static readonly JsonSerializerOptions HeadOnly = new(JsonSerializerDefaults.Web);

    internal async Task Load(CancellationToken stop)
    {
        var boards = JsonSerializer.Deserialize<BoardFile[]>(await File.ReadAllTextAsync(Path.Combine(folder, "boards.json"), stop), HeadOnly)!;
        foreach (var file in boards)
        {
            await Load(file, stop);
        }

        await db.SaveChangesAsync(stop);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "credential-types"), "*.json").Order(StringComparer.Ordinal))
        {
            await LoadDocument(await File.ReadAllTextAsync(path, stop), stop);
            await db.SaveChangesAsync(stop);
        }
    }

    private async Task Load(BoardFile file, CancellationToken stop)
    {
        if (!await db.Boards.AnyAsync(b => b.Code == file.Code, stop))
        {
            var id = Ids.New(clock);
            db.Boards.Add(new Board { Id = id, Code = file.Code, Name = file.Name, TimeZone = file.TimeZone, LeadTimes = [.. file.LeadDays.Select(d => new BoardLeadTime { BoardId = id, Days = d })] });
        }
    }

    private async Task LoadDocument(string document, CancellationToken stop)
    {
        var head = JsonSerializer.Deserialize<DocumentHead>(document, HeadOnly)!;
        var board = await db.Boards.SingleAsync(b => b.Code == head.Board, stop);
        var type = await db.CredentialTypes.SingleOrDefaultAsync(t => t.BoardId == board.Id && t.Code == head.CredentialType, stop)
            ?? db.CredentialTypes.Add(new CredentialType { Id = Ids.New(clock), BoardId = board.Id, Code = head.CredentialType, PublicTitle = head.PublicTitle, NumberPrefix = head.NumberPrefix, LastSerial = FirstSerial(head.NumberPrefix) }).Entity;
        if (!await db.RequirementSets.AnyAsync(s => s.CredentialTypeId == type.Id && s.Number == head.Version, stop))
        {
            db.RequirementSets.Add(new RequirementSetVersion
            {
                Id = Ids.New(clock),
                CredentialTypeId = type.Id,
                Number = head.Version,
                EffectiveFrom = head.EffectiveFrom,
                EffectiveUntil = head.EffectiveUntil,
                State = RequirementSetState.Published,
                Document = document,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document))),
            });
        }
    }

    /// <summary>Series begin at different places, so that a number does not tell how many there are.</summary>
    private static int FirstSerial(string prefix) => 1_000_000 + (SHA256.HashData(Encoding.UTF8.GetBytes(prefix))[0] * 1000);
}
