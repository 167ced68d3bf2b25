namespace PeerCertification.Domain.Applicants;

/// <summary>What cannot be true of the days of a life, whoever says so.</summary>
public static class PersonalDates
{
    /// <summary>
    /// The first reason why the days cannot be taken, or null when there is none. <paramref name="today"/> is the latest day that can be called
    /// today; see <c>BoardDay.Latest</c>. The reasons never repeat the days.
    /// </summary>
    public static Refusal? Judge(DateOnly? birthDate, DateOnly? recoverySince, DateOnly today) =>
        birthDate > today ? About("birthDate", "applicant.birth_in_the_future", "The birth date has not come yet.")
        : recoverySince > today ? About("recoverySince", "applicant.recovery_in_the_future", "The first day of recovery has not come yet.")
        : recoverySince < birthDate ? About("recoverySince", "applicant.recovery_before_birth", "Recovery cannot begin before birth.")
        : null;

    private static Refusal About(string field, string code, string reason) => new(code, reason, new Dictionary<string, string[]> { [field] = [reason] });
}
