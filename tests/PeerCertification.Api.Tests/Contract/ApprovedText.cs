namespace PeerCertification.Api.Tests.Contract;

/// <summary>Compares what the code says with a text in the repository. With PEERCERT_APPROVE=1 it writes the text instead, for somebody to read and commit.</summary>
internal static class ApprovedText
{
    internal static string Root { get; } = FindRoot();

    internal static void Matches(string path, string actual)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("PEERCERT_APPROVE") == "1")
        {
            File.WriteAllText(file, actual);
        }

        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(approved == actual, $"{path} does not say what the code does; run the test with PEERCERT_APPROVE=1 and read the difference. {FirstDifference(approved, actual)}");
    }

    private static string FirstDifference(string approved, string actual)
    {
        var (left, right) = (approved.Split('\n'), actual.Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Line {line + 1}: '{left.ElementAtOrDefault(line)}' is approved, '{right.ElementAtOrDefault(line)}' is there.";
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PeerCertification.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
