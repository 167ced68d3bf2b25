using BenchmarkDotNet.Attributes;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Benchmarks;

/// <summary>The verification query and the derivation of standing, without HTTP, among a hundred thousand credentials.</summary>
[MemoryDiagnoser]
public class VerificationBenchmarks : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private readonly string _folder = Directory.CreateTempSubdirectory("peercert-bench-").FullName;
    private SqlitePublicRegister? _register;
    private string[] _numbers = [];
    private int _next;

    [GlobalSetup]
    public void Make()
    {
        var file = Path.Combine(_folder, "registry.db");
        using (var db = new SqliteRegistryContext(new DbContextOptionsBuilder<SqliteRegistryContext>().UseSqlite($"Data Source={file};Pooling=False").Options))
        {
            db.Database.Migrate();
            var board = new Board { Id = new Guid(1, 0, 0, new byte[8]), Code = "ncc-ap", Name = "Board", TimeZone = "America/New_York" };
            db.CredentialTypes.Add(new CredentialType { Id = new Guid(2, 0, 0, new byte[8]), BoardId = board.Id, Board = board, Code = "NCPRSS", PublicTitle = "Peer", NumberPrefix = "NCPRSS" });
            db.SaveChanges();
        }

        Fill.Run(file, 100_000);
        _numbers = File.ReadAllLines(Path.Combine(_folder, "numbers.txt"));
        _register = new SqlitePublicRegister($"Data Source={file}", new ParsedRequirementSets(), TimeProvider.System);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _register?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark]
    public async Task<Standing> VerifyOne()
    {
        var found = await _register!.Find(_numbers[_next++ % _numbers.Length], CancellationToken.None);
        return CredentialTimeline.On(Day, [.. found!.Acts], DateTime.MaxValue)!.Standing;
    }
}
