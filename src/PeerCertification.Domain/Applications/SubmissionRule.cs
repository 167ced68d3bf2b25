using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Applications;

/// <summary>Whether an application may be submitted: by what the applicant claims. What a board accepts of it decides later.</summary>
public static class SubmissionRule
{
    /// <param name="rules">The rules of the day of receipt, or null where there are none.</param>
    /// <param name="claimed">How the claimed entries come out by these rules, or null where there are none.</param>
    /// <param name="kind">A renewal is taken whatever intake is: what is closed to new people stays good for those who have it.</param>
    /// <returns>The state that follows, or a refusal: <c>application.act_not_allowed</c>, <c>application.not_open</c>, <c>application.requirements_not_met</c> with the findings.</returns>
    public static Outcome<ApplicationState> Decide(ApplicationState state, RequirementSet? rules, Evaluation? claimed, ApplicationKind kind = ApplicationKind.First)
    {
        var moved = ApplicationLifecycle.Table.Decide(state, ApplicationAct.Submit);
        return moved.Refusal is not null ? moved
            : rules is null || claimed is null ? NotOpen()
            : kind == ApplicationKind.First && RefuseClosed(rules, claimed.On) is { } refusal ? refusal
            : claimed.IsMet ? moved
            : new Refusal("application.requirements_not_met", "Not every requirement is met by what you claim; the findings say what is missing and what would cure it.")
            {
                Details = new Dictionary<string, object?> { ["findings"] = claimed.Root },
            };
    }

    /// <summary><c>application.not_open</c> where the rules in force take no new applications on a day, with the reason, or null.</summary>
    public static Refusal? RefuseClosed(RequirementSet? inForce, DateOnly on) => inForce switch
    {
        null => null,
        { Status: Openness.Informational } => NotOpen("Too little is known of this board's rules to decide by them. The registry shows what is known and takes no applications for this credential; ask the board itself."),
        _ => inForce.Life.IntakeOn(on) switch
        {
            IntakeState.Open => null,
            IntakeState.Suspended => NotOpen("The board takes no new applications for this credential for now."),
            IntakeState.Closed => NotOpen("The board takes no new applications for this credential any more. Who holds it can still renew it."),
            var unknown => throw new ArgumentOutOfRangeException(nameof(inForce), unknown, "No rule says whether this takes applications."),
        },
    };

    /// <summary>Said where no version of the rules counts for somebody on a day.</summary>
    public static Refusal NotOpen() => NotOpen("The board has no rules for this credential that count for you today, so it takes no application. Where the day of your training decides which rules count, log the training first.");

    private static Refusal NotOpen(string why) => new("application.not_open", why);
}
