using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>Small requirement sets, and the one finding of a set that is a single requirement.</summary>
internal static class Rules
{
    internal static readonly RequirementSource Source = new("test", "A test", null, "undated", null);

    internal static RequirementSet Set(Requirement root) =>
        new("ncc-ap", "TEST", "Test", "TEST", 1, new DateOnly(2020, 1, 1), null, DecidingDate.Receipt, new PeriodRule(24), new Dictionary<string, string>(), new Dictionary<string, RequirementSource>(), [], root);

    internal static Evaluation Evaluate(Requirement root, Facts facts, DateOnly? on = null) => RequirementEvaluator.Evaluate(Set(root), facts, on ?? Entries.Today);

    internal static Finding Judge(Requirement root, Facts facts, DateOnly? on = null) => Evaluate(root, facts, on).Root;

    internal static MinutesSum Minutes(EvidenceKind kind, int need, bool attested = false, int? withinMonths = null, ModeShare? share = null, string[]? topics = null, TopicFloor[]? floors = null, string id = "sum") =>
        new(id, "A sum", Source, kind, need, topics ?? [], attested, withinMonths, share, floors ?? []);

    internal static TopicFloor Floor(string topic, int need, int? withinMonths = null) => new($"floor-{topic}", $"Some {topic}", Source, need, [topic], withinMonths);

    internal static Combination AtLeast(int need, params Requirement[] of) => new("tree", "A tree", Source, need, of);

    internal static RecoveryTime Recovery(int months, string id = "recovery") => new(id, "Recovery", Source, months);
}
