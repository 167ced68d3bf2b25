using System.Reflection;
using System.Text;

namespace PeerCertification.Domain.Tests;

/// <summary>docs/lifecycles.md prints every lifecycle as the code has it.</summary>
public class LifecycleDocumentTests
{
    private const string Refresh = "PEERCERT_WRITE_DOCS";

    private const string Head = """
        # Lifecycles

        Printed from the tables in `src/PeerCertification.Domain`; a test keeps this page equal to them. Rows are states, columns are acts, a cell is
        the state that follows. An empty cell is refused: there is no default move. To print it anew, run
        `PEERCERT_WRITE_DOCS=1 dotnet test --project tests/PeerCertification.Domain.Tests --filter-class "*LifecycleDocumentTests"`.

        What a credential's acts leave open, the day decides: see "standing" in the glossary. Vacate is in no cell of its own: it takes another act
        out of the history as if it had never been, and what remains must still be a history that the table allows.

        """;

    [Fact]
    public void The_page_is_what_the_tables_say()
    {
        var page = Path.Combine(Root(), "docs", "lifecycles.md");
        var printed = Print();
        if (Environment.GetEnvironmentVariable(Refresh) is { Length: > 0 })
        {
            File.WriteAllText(page, printed);
        }

        Assert.True(File.Exists(page) && File.ReadAllText(page) == printed, $"docs/lifecycles.md is not what the code says. Set {Refresh}=1 and run this test again to print it anew.");
    }

    [Fact]
    public void Every_lifecycle_is_found() =>
        Assert.Equal(["Application", "Attestation", "Credential", "Evidence"], Lifecycles().Select(l => l.Name).Intersect(["Application", "Attestation", "Credential", "Evidence"]));

    private static string Print() => Head.ReplaceLineEndings("\n") + string.Concat(Lifecycles().Select(l =>
        (string)typeof(LifecycleDocumentTests).GetMethod(nameof(PrintOne), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(l.Table.GetType().GenericTypeArguments).Invoke(null, [l.Name, l.Table])!));

    private static string PrintOne<TState, TAct>(string name, Lifecycle<TState, TAct> table)
        where TState : struct, Enum
        where TAct : struct, Enum
    {
        var acts = Enum.GetValues<TAct>();
        var text = new StringBuilder($"\n## {name}\n\n");
        text.Append("| |").AppendJoin('|', acts.Select(a => $" {a} ")).Append("|\n");
        text.Append("|---|").AppendJoin('|', acts.Select(_ => "---")).Append("|\n");
        foreach (var state in Enum.GetValues<TState>())
        {
            text.Append("| **").Append(state).Append("** |")
                .AppendJoin('|', acts.Select(act => table.Decide(state, act) is { Refusal: null } moved ? $" {moved.Value} " : " ")).Append("|\n");
        }

        return text.ToString();
    }

    private static List<(string Name, object Table)> Lifecycles() =>
    [
        .. from type in typeof(Lifecycle<,>).Assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
           where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Lifecycle<,>)
           orderby type.Name
           select (type.Name.Replace("Lifecycle", "", StringComparison.Ordinal), field.GetValue(null)!),
    ];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PeerCertification.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The solution's folder is not above the tests.");
        }

        return folder.FullName;
    }
}
