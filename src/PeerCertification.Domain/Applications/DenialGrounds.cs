using System.Collections.Frozen;
using System.Globalization;

namespace PeerCertification.Domain.Applications;

/// <summary>Why a board may deny. Codes are stored with the decision; their texts are told to the applicant.</summary>
public enum DenialGround
{
    RequirementsNotMet,
    EvidenceNotGenuine,
    FalseStatement,
    CodeOfEthics,
    DisciplinaryHistory,
    BackgroundCheck,
    NoAnswerToBoard,
}

/// <summary>The texts of the grounds, and whether they can stand.</summary>
public static class DenialGrounds
{
    public static readonly FrozenDictionary<DenialGround, string> Texts = new Dictionary<DenialGround, string>
    {
        [DenialGround.RequirementsNotMet] = "The evidence that the board accepted does not meet every requirement.",
        [DenialGround.EvidenceNotGenuine] = "The board found that evidence in the file is not genuine.",
        [DenialGround.FalseStatement] = "The board found that something stated in the application is false.",
        [DenialGround.CodeOfEthics] = "The board found conduct that its code of ethics does not allow.",
        [DenialGround.DisciplinaryHistory] = "Another board or an employer has disciplined the applicant in a way that stands against certification.",
        [DenialGround.BackgroundCheck] = "The background check shows something that stands against certification under the board's rules.",
        [DenialGround.NoAnswerToBoard] = "The board asked for something that it needs, and did not get it in time.",
    }.ToFrozenDictionary();

    /// <summary>A ground must be true of the file as far as the registry can tell: unmet requirements cannot be the reason where all are met.</summary>
    /// <returns>Null, or a refusal: <c>decision.ground_not_borne_out</c>.</returns>
    public static Refusal? RefuseUnfounded(IReadOnlyCollection<DenialGround> grounds, bool requirementsMet) =>
        requirementsMet && grounds.Contains(DenialGround.RequirementsNotMet)
            ? new Refusal("decision.ground_not_borne_out", "The accepted evidence meets every requirement, so that cannot be a ground of denial.")
            : null;

    /// <summary>The last day on which a board takes a request to reconsider a denial: <paramref name="days"/> after the day of the decision, 1 or more.</summary>
    public static DateOnly ReconsiderationUntil(DateOnly decidedOn, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        return decidedOn.AddDays(days);
    }

    /// <summary>Tells the applicant how to ask for reconsideration: {board} and {day} are filled.</summary>
    public const string HowToAsk = "You may ask {board} to reconsider. Write to the board, name this application and your reasons; it must have your request by {day}.";

    /// <summary>The same, filled.</summary>
    public static string HowToAskAgain(string board, DateOnly untilOn) => FillHowToAsk(HowToAsk, board, untilOn);

    /// <summary>The same in another language.</summary>
    public static string FillHowToAsk(string text, string board, DateOnly untilOn) =>
        text.Replace("{day}", untilOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{board}", board, StringComparison.Ordinal);
}
