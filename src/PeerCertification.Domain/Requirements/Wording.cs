using System.Globalization;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements;

/// <summary>Amounts and kinds in words that applicants read.</summary>
internal static class Wording
{
    /// <summary>Such as "3 hours 20 minutes", "1 hour" or "45 minutes".</summary>
    internal static string Duration(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => Amount(rest, "minute"),
        (var hours, 0) => Amount(hours, "hour"),
        var (hours, rest) => $"{Amount(hours, "hour")} {Amount(rest, "minute")}",
    };

    /// <summary>Such as "1 month" or "3 months".</summary>
    internal static string Amount(int number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number} {one}{(number == 1 ? "" : "s")}");

    internal static string Day(DateOnly day) => day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    internal static string Of(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Training => "training",
        EvidenceKind.Practice => "peer support practice",
        EvidenceKind.Supervision => "supervision",
        EvidenceKind.Exam => "exam",
        EvidenceKind.Reference => "reference",
        EvidenceKind.Education => "education record",
        EvidenceKind.SignedDocument => "signed document",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    internal static string Of(TrainingMode mode) => mode switch
    {
        TrainingMode.InPerson => "in person",
        TrainingMode.LiveOnline => "live online",
        TrainingMode.SelfPaced => "self-paced",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    internal static string Of(EducationLevel level) => level switch
    {
        EducationLevel.None => "no diploma",
        EducationLevel.Ged => "a GED",
        EducationLevel.HighSchoolDiploma => "a high-school diploma",
        EducationLevel.SomeCollege => "some college",
        EducationLevel.AssociateDegree => "an associate degree",
        EducationLevel.BachelorDegree => "a bachelor's degree",
        EducationLevel.GraduateDegree => "a graduate degree",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };
}
