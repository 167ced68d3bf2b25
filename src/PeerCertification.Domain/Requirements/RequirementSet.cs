using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Elements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Requirements;

/// <summary>Which day of an application tells the version of the rules that it is judged by.</summary>
public enum DecidingDate { Receipt, Training, Issue, Lapse }

/// <summary>
/// Whether applications are judged by a set. An informational one says what is known of a board's rules where that is too little to decide by:
/// it is shown, and takes no applications.
/// </summary>
public enum Openness { Open, Informational }

/// <summary>One version of what a board asks for one credential. Never changed once published; the next version is another document.</summary>
/// <param name="Version">1, 2, 3 … within the credential type.</param>
/// <param name="EffectiveUntil">The last day of the version, or null while no later version is known.</param>
/// <param name="Period">How long a credential is good for, or null where an informational set does not know it.</param>
/// <param name="Topics">Plain label by topic code; evidence names topics by these codes.</param>
/// <param name="Sources">By key; every requirement names one.</param>
/// <param name="Notes">What the document's author had to choose, and what the sources say that the document does not state.</param>
public sealed record RequirementSet(
    string Board,
    string CredentialType,
    string PublicTitle,
    string NumberPrefix,
    int Version,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveUntil,
    DecidingDate DecidingDate,
    PeriodRule? Period,
    IReadOnlyDictionary<string, string> Topics,
    IReadOnlyDictionary<string, RequirementSource> Sources,
    IReadOnlyList<string> Notes,
    Requirement Root)
{
    public Openness Status { get; init; }

    /// <summary>What the evidence for this document does not say, in plain sentences.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>How many minutes one credit of a unit is, such as 900 for a semester credit.</summary>
    public IReadOnlyDictionary<string, int> Units { get; init; } = new Dictionary<string, int>();

    /// <summary>The sums in which a minute counts once only, in the order of the document.</summary>
    internal IReadOnlyList<MinutesSum> SumsOfGroup(string group) => [.. All(Root).OfType<MinutesSum>().Where(sum => sum.Exclusive == group)];

    internal static IEnumerable<Requirement> All(Requirement requirement) => requirement.Below.SelectMany(All).Prepend(requirement);

    /// <summary>Whether an application whose deciding date is <paramref name="day"/> is judged by this version. Both ends are inside.</summary>
    public bool IsInEffectOn(DateOnly day) => day >= EffectiveFrom && (EffectiveUntil is not { } last || day <= last);

    /// <summary>What becomes of the credential once it is issued, and around that.</summary>
    public CredentialLife Life { get; init; } = CredentialLife.Plain(Period);
}
