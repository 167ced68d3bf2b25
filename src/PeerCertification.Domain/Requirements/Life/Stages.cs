using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Something more that a credential can carry, for those who meet it.</summary>
/// <param name="CanBePrimary">Whether it can be the primary one of the credential.</param>
public sealed record Endorsement(string Id, string Label, RequirementSource Source, Requirement Root, bool CanBePrimary)
{
    internal static Endorsement Read(ElementReader element, DocumentContext context) =>
        new(element.Id, element.Label, element.Source, element.Tree("root", context), element.Flag("primary"));

    /// <summary>The endorsements that somebody meets, and whether the primary one that she chose is one of them.</summary>
    public static EndorsementAnswer Judge(IReadOnlyList<Endorsement> endorsements, Func<Requirement, bool> holds, string? chosenPrimary)
    {
        ArgumentNullException.ThrowIfNull(endorsements);
        var met = endorsements.Where(endorsement => holds(endorsement.Root)).ToArray();
        var primary = met.FirstOrDefault(endorsement => endorsement.CanBePrimary && endorsement.Id == chosenPrimary);
        var needsPrimary = endorsements.Any(endorsement => endorsement.CanBePrimary);
        return new EndorsementAnswer([.. met.Select(endorsement => endorsement.Id)], primary?.Id, !needsPrimary || primary is not null);
    }
}

/// <param name="HasPrimaryItNeeds">Whether there is a primary one, or none is needed.</param>
public sealed record EndorsementAnswer(IReadOnlyList<string> Met, string? Primary, bool HasPrimaryItNeeds);

/// <summary>What a gate stands before.</summary>
public enum Stage { Training, Application, Exam, Issue }

/// <summary>What must be met before something else may begin.</summary>
public sealed record Gate(string Id, string Label, RequirementSource Source, Stage Before, Requirement Root)
{
    internal static Gate Read(ElementReader element, DocumentContext context) =>
        new(element.Id, element.Label, element.Source, element.Choice<Stage>("before"), element.Tree("root", context));

    /// <summary>The gates that keep somebody from a stage; none where she may begin.</summary>
    public static IReadOnlyList<Gate> Shut(IEnumerable<Gate> gates, Stage before, Func<Requirement, bool> holds) =>
        [.. gates.Where(gate => gate.Before == before && !holds(gate.Root))];
}
