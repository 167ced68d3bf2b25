using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>The documents of seed-data/, and other files of the repository, as they stand in the working tree.</summary>
internal static class SeedDocuments
{
    internal static string Repository { get; } = Above(AppContext.BaseDirectory);

    internal static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository, "seed-data", "credential-types");

    internal static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    internal static RequirementSet Set(string name)
    {
        var read = RequirementSetReader.Read(Text(name));
        Assert.True(read.Refusal is null, read.Refusal?.Reason);
        return read.Value;
    }

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "PeerCertification.sln")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
