using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Tests.Requirements.Life;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>One row of a table of rules: a file of evidence that a document judges, or a question that it is asked, and what must come out.</summary>
internal sealed record RuleCase(string Name, DateOnly On, bool Met)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowOutOfOrderMetadataProperties = true,
    };

    public CaseFacts Facts { get; init; } = new([]);

    /// <summary>The finding that fails, and words of its cure or of a reason why an entry did not count.</summary>
    public string? Finding { get; init; }

    public string? Says { get; init; }

    /// <summary>What is asked of the credential's life; without it the file is judged by the document's root.</summary>
    public LifeQuestion? Asks { get; init; }

    /// <summary>The credential type that it is about, where there are documents of several.</summary>
    public string? Under { get; init; }

    /// <summary>Members of what is answered.</summary>
    public JsonObject? Answer { get; init; }

    internal static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Json)!;

    /// <param name="where">Where the row stands, for the message when it comes out otherwise.</param>
    /// <param name="documents">The document it is about, and other versions and credentials of the board.</param>
    internal void Judge(string where, IReadOnlyList<JsonObject> documents)
    {
        RequirementSet[] sets = [.. documents.Select(document => RequirementSetReader.Read(document.ToJsonString()).Value)];
        var set = sets.First(s => Under is null || s.CredentialType == Under);
        if (Asks is not null)
        {
            Answers(where, Asks.Ask(documents[0], set, sets, Facts.Build(), On));
            return;
        }

        var evaluation = RequirementEvaluator.Evaluate(set, Facts.Build(), On);
        Assert.True(evaluation.IsMet == Met, $"{where}, {Name}: {string.Join(' ', Findings(evaluation.Root).Select(f => $"[{f.Id} {f.Have}/{f.Need} {f.Cure}]"))}");
        if (Finding is not { } wanted)
        {
            return;
        }

        var finding = Findings(evaluation.Root).Single(f => f.Id == wanted);
        Assert.Equal(Met, finding.IsMet);
        string[] told = [finding.Cure ?? "", .. finding.NotCounted.Select(r => r.Reason)];
        Assert.True(Says is null || told.Any(text => text.Contains(Says, StringComparison.Ordinal)), $"{where}, {Name}: {wanted} says \"{string.Join("\", \"", told)}\".");
    }

    private void Answers(string where, LifeAnswer answer)
    {
        Assert.True(answer.IsMet == Met, $"{where}, {Name}: {answer.Shown} {string.Join(' ', answer.Fails)} {string.Join(' ', answer.Says)}");
        Assert.All(Answer ?? [], wanted => Assert.True(
            answer.Shown.ContainsKey(wanted.Key) && JsonNode.DeepEquals(wanted.Value, answer.Shown[wanted.Key]), $"{where}, {Name}: {wanted.Key} is not {wanted.Value} in {answer.Shown}"));
        Assert.True(Finding is null || answer.Fails.Contains(Finding), $"{where}, {Name}: {Finding} is none of {string.Join(' ', answer.Fails)}.");
        Assert.True(Says is null || answer.Says.Any(text => text.Contains(Says, StringComparison.Ordinal)), $"{where}, {Name}: it says \"{string.Join("\", \"", answer.Says)}\".");
    }

    private static IEnumerable<Finding> Findings(Finding finding) => finding.Of.SelectMany(Findings).Prepend(finding);

    /// <summary>What a case does not say is as good as it can be: accepted in full, confirmed in full, with its document.</summary>
    internal sealed record CaseFacts(IReadOnlyList<JsonObject> Entries)
    {
        public FactBasis Basis { get; init; } = FactBasis.Accepted;

        public DateOnly? RecoverySince { get; init; }

        public DateOnly? BirthDate { get; init; }

        public IReadOnlyList<HeldCredential> Held { get; init; } = [];

        public IReadOnlyDictionary<string, DateOnly> Days { get; init; } = new Dictionary<string, DateOnly>();

        public IReadOnlyList<CaseUse> EarlierUses { get; init; } = [];

        public IReadOnlyList<Waiver> Waivers { get; init; } = [];

        public IReadOnlyList<Payment> Payments { get; init; } = [];

        internal Facts Build() => new(Basis, [.. Entries.Select((entry, i) => FactOf(i + 1, entry))], RecoverySince, BirthDate)
        {
            Held = Held,
            Days = Days,
            EarlierUses = [.. EarlierUses.Select(use => new EarlierUse(Requirements.Entries.Id(use.Entry), use.Activity, use.Minutes, use.CredentialType))],
            Waivers = Waivers,
            Payments = Payments,
        };

        private static EvidenceFact FactOf(int number, JsonObject entry)
        {
            var detail = entry["detail"].Deserialize<EvidenceDetail>(Json)!;
            Assert.All(entry, member => Assert.Contains(member.Key, (string[])["detail", "state", "attested", "accepted", "document"]));
            return new EvidenceFact(
                Requirements.Entries.Id(number),
                detail,
                entry["state"]?.Deserialize<EvidenceState>(Json) ?? EvidenceState.Accepted,
                Minutes("attested"),
                Minutes("accepted"),
                entry["document"]?.GetValue<bool>() ?? true,
                null);

            int? Minutes(string member) => entry.ContainsKey(member) ? entry[member]?.GetValue<int>() : int.MaxValue;
        }
    }

    /// <param name="Entry">Which entry of the case it was, from 1; 0 where it is none of them.</param>
    internal sealed record CaseUse(int Minutes, string CredentialType)
    {
        public int Entry { get; init; }

        public string Activity { get; init; } = "";
    }
}
