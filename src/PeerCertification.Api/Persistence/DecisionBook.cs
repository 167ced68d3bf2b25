using PeerCertification.Api.Security;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Persistence;

/// <summary>A file as it was judged for a decision.</summary>
public sealed record JudgedFile(Guid RequirementSetVersionId, RequirementSet Rules, Facts Facts, Evaluation Evaluation);

/// <summary>How a decision comes out when the facts it was made on are judged again by the rules it was made by.</summary>
/// <param name="IsIdentical">Whether the evaluation is, byte for byte, the one that was stored.</param>
public sealed record ReplayedDecision(bool IsIdentical, RequirementSetVersion Rules, Evaluation Evaluation);

/// <summary>Judges files for decisions, writes down what each was made on, encrypted, and can make it out again.</summary>
public sealed class DecisionBook(FileFacts facts, RequirementSets sets, DecisionSeal seal)
{
    /// <summary>Judges a submitted file by the rules it is pinned to, on what the board accepted of it.</summary>
    public async Task<JudgedFile> Judge(Application file, DateOnly on, CancellationToken cancellationToken)
    {
        var version = await sets.Pinned(file.RequirementSetVersionId!.Value, cancellationToken);
        var rules = sets.Parsed(version);
        var held = await facts.OfApplication(file.Id, FactBasis.Accepted, "To decide the application", cancellationToken);
        return new JudgedFile(version.Id, rules, held, RequirementEvaluator.Evaluate(rules, held, on));
    }

    /// <summary>Encrypts facts or an evaluation for their column.</summary>
    public string Close<T>(T part) => seal.Close(part);

    /// <summary>The evaluation that a decision was made on.</summary>
    public Evaluation Findings(Decision decision) => seal.Findings(decision);

    /// <summary>The facts that a decision was made on.</summary>
    public Facts Facts(Decision decision) => seal.Facts(decision);

    /// <summary>Judges the stored facts again, by the version and on the day of the decision.</summary>
    public async Task<ReplayedDecision> Replay(Decision decision, CancellationToken cancellationToken)
    {
        var version = await sets.Pinned(decision.RequirementSetVersionId, cancellationToken);
        var evaluation = RequirementEvaluator.Evaluate(sets.Parsed(version), Facts(decision), decision.DecidedOn);
        return new ReplayedDecision(seal.IsStored(decision, evaluation), version, evaluation);
    }
}
