namespace PeerCertification.Domain.Applications;

/// <summary>What ties one member of staff to one file.</summary>
/// <param name="IsApplicant">It is their own application.</param>
/// <param name="HasConflict">They declared a conflict of interest on it.</param>
/// <param name="HasRecommended">They recommended on it, now or in an earlier round.</param>
public readonly record struct FileTies(bool IsApplicant, bool HasConflict, bool HasRecommended);

/// <summary>
/// Who must keep away from a file although they hold the permission. Nobody handles their own, nobody handles one they declared a conflict on,
/// and whoever recommended leaves the decision to somebody else.
/// </summary>
public static class SeparationOfDuties
{
    /// <summary>Reading a file as staff, judging, asking, recommending.</summary>
    /// <returns>Null, or a refusal: <c>decision.own_application</c>, <c>decision.conflict_of_interest</c>.</returns>
    public static Refusal? RefuseHandling(FileTies ties) => ties switch
    {
        { IsApplicant: true } => new Refusal("decision.own_application", "This is your own application; somebody else on the board's staff must handle it."),
        { HasConflict: true } => new Refusal("decision.conflict_of_interest", "You declared a conflict of interest on this file; somebody else must handle it."),
        _ => null,
    };

    /// <summary>Approving and denying.</summary>
    /// <returns>Null, or a refusal: those of <see cref="RefuseHandling"/>, and <c>decision.needs_second_person</c>.</returns>
    public static Refusal? RefuseDeciding(FileTies ties) => RefuseHandling(ties) ?? (ties.HasRecommended
        ? new Refusal("decision.needs_second_person", "You recommended on this application; somebody else must decide it.")
        : null);
}
