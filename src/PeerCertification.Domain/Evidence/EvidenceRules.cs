namespace PeerCertification.Domain.Evidence;

/// <summary>What an entry is held against when it is offered.</summary>
/// <param name="ApplicantEmail">The address of the applicant's own account, or null where it has none.</param>
/// <param name="Today">The latest day that can be called today; see <c>BoardDay.Latest</c>.</param>
/// <param name="SameDay">The applicant's other entries of that day that still count; those of another day are not looked at.</param>
public sealed record OfferFacts(string? ApplicantEmail, DateOnly Today, IEnumerable<EvidenceDetail> SameDay);

/// <summary>What nobody can have done, whatever a board's rules say. A draft is held to the same, so that claiming it brings no surprise.</summary>
public static class EvidenceRules
{
    /// <summary>The minutes of the longest day that an applicant can claim: 24 hours.</summary>
    public const int MinutesOfADay = 24 * 60;

    /// <summary>The years before today in which what somebody offers can lie.</summary>
    public const int YearsBack = 120;

    /// <summary>The years after today up to which something that goes on can be said to end, such as a contract.</summary>
    public const int YearsAhead = 50;

    /// <summary>The highest score of an exam that can be given; the lowest is 0.</summary>
    public const int HighestScore = 10_000;

    private static readonly IReadOnlyList<Func<EvidenceDetail, OfferFacts, Refusal?>> InOrder =
    [
        (offered, _) => MinutesArePositive(offered),
        (offered, facts) => TheDayHasCome(offered, facts.Today),
        (offered, facts) => TheDaysAreOfALifetime(offered, facts.Today),
        (offered, _) => TheScoreIsPossible(offered),
        (offered, facts) => SomebodyElseVouches(offered, facts.ApplicantEmail),
        (offered, _) => TheCourseIsPossible(offered),
        (offered, _) => TimesFitTheMinutes(offered),
        (offered, facts) => TheDayHasRoom(offered, facts.SameDay),
        (offered, facts) => TimesAreFree(offered, facts.SameDay),
    ];

    /// <summary>The first reason why the entry cannot be taken, or null when there is none.</summary>
    public static Refusal? Judge(EvidenceDetail offered, OfferFacts facts) =>
        InOrder.Select(rule => rule(offered, facts)).FirstOrDefault(refusal => refusal is not null);

    /// <summary>
    /// Judges entries one after another, each against what is there and the ones before it that were taken. The answers stand in the order of
    /// the entries: the first reason why one cannot be taken, or null where it is.
    /// </summary>
    public static IReadOnlyList<Refusal?> JudgeInOrder(IEnumerable<EvidenceDetail> offered, string? applicantEmail, DateOnly today, IEnumerable<EvidenceDetail> existing)
    {
        var days = existing.GroupBy(e => e.On).ToDictionary(g => g.Key, g => g.ToList());
        var answers = new List<Refusal?>();
        foreach (var entry in offered)
        {
            if (!days.TryGetValue(entry.On, out var sameDay))
            {
                days[entry.On] = sameDay = [];
            }

            var refusal = Judge(entry, new OfferFacts(applicantEmail, today, sameDay));
            if (refusal is null)
            {
                sameDay.Add(entry);
            }

            answers.Add(refusal);
        }

        return answers;
    }

    /// <summary>
    /// The minutes that an entry takes of its day: practice, supervision, and a course of one day. A longer course may lie on any of its days, and
    /// the other kinds have no length.
    /// </summary>
    public static int MinutesOfTheDay(EvidenceDetail entry) => entry switch
    {
        EvidenceDetail.Practice or EvidenceDetail.Supervision => entry.Minutes,
        EvidenceDetail.Training course when course.StartsOn == course.EndsOn => course.Minutes,
        _ => 0,
    };

    private static Refusal? MinutesArePositive(EvidenceDetail offered) => offered switch
    {
        EvidenceDetail.Training { Topics.Count: 0 } => About("topics", "evidence.minutes_not_positive", "A course needs at least one topic with its minutes."),
        EvidenceDetail.Training course when course.Topics.Any(t => t.Minutes <= 0) => About("topics", "evidence.minutes_not_positive", "Each topic of a course needs at least one minute."),
        EvidenceDetail.Practice { Minutes: <= 0 } => About("practiceMinutes", "evidence.minutes_not_positive", "Practice needs at least one minute."),
        EvidenceDetail.Supervision { Minutes: <= 0 } => About("supervisionMinutes", "evidence.minutes_not_positive", "Supervision needs at least one minute."),
        _ => null,
    };

    private static Refusal? TheDayHasCome(EvidenceDetail offered, DateOnly today) => offered.On > today
        ? About(DayField(offered), "evidence.in_the_future", $"{offered.On:yyyy-MM-dd} has not come yet; the latest day that can be offered is {today:yyyy-MM-dd}.")
        : null;

    private static Refusal? TheDaysAreOfALifetime(EvidenceDetail offered, DateOnly today)
    {
        var earliest = today.Year > YearsBack ? today.AddYears(-YearsBack) : DateOnly.MinValue;
        var latest = today.Year + YearsAhead <= DateOnly.MaxValue.Year ? today.AddYears(YearsAhead) : DateOnly.MaxValue;
        var (field, begins) = offered switch { EvidenceDetail.Training course => ("startsOn", course.StartsOn), _ => (DayField(offered), offered.On) };
        return begins < earliest ? About(field, "evidence.too_long_ago", $"{begins:yyyy-MM-dd} is longer ago than anybody lives; the earliest day that can be offered is {earliest:yyyy-MM-dd}.")
            : offered is EvidenceDetail.Statement { EndsOn: { } ends } && ends > latest
                ? About("endsOn", "evidence.too_far_ahead", $"{ends:yyyy-MM-dd} is too far ahead; the latest end that can be offered is {latest:yyyy-MM-dd}. Leave out the end of what goes on.")
                : null;
    }

    private static Refusal? TheScoreIsPossible(EvidenceDetail offered) => offered is EvidenceDetail.Exam { Score: < 0 or > HighestScore } exam
        ? About("score", "evidence.score_not_possible", $"A score is 0 to {HighestScore}; {exam.Score} is none.")
        : null;

    private static Refusal? SomebodyElseVouches(EvidenceDetail offered, string? applicant) => offered switch
    {
        EvidenceDetail.Practice practice when IsOwn(practice.SupervisorEmail, applicant) => OwnSupervisor(),
        EvidenceDetail.Supervision supervision when IsOwn(supervision.SupervisorEmail, applicant) => OwnSupervisor(),
        EvidenceDetail.Reference reference when IsOwn(reference.RefereeEmail, applicant) =>
            About("refereeEmail", "evidence.referee_is_applicant", "The referee has the applicant's own address; somebody else must give the reference."),
        _ => null,
    };

    private static Refusal? TheCourseIsPossible(EvidenceDetail offered) => offered switch
    {
        EvidenceDetail.Training course when course.EndsOn < course.StartsOn =>
            About("endsOn", "evidence.ends_before_start", $"The course ends on {course.EndsOn:yyyy-MM-dd}, before it begins on {course.StartsOn:yyyy-MM-dd}."),
        EvidenceDetail.Statement statement when statement.EndsOn < statement.StartsOn =>
            About("endsOn", "evidence.ends_before_start", $"It ends on {statement.EndsOn:yyyy-MM-dd}, before it begins on {statement.StartsOn:yyyy-MM-dd}."),
        EvidenceDetail.Training course when TotalOf(course) > RoomOf(course) =>
            About("topics", "evidence.training_too_long", $"The course claims {TotalOf(course)} minutes; its days have {RoomOf(course)}."),
        _ => null,
    };

    private static Refusal? TimesFitTheMinutes(EvidenceDetail offered) => offered switch
    {
        EvidenceDetail.Practice { StartsAt: null, EndsAt: null } => null,
        EvidenceDetail.Practice { StartsAt: { } from, EndsAt: { } to } practice =>
            TimesOfDay.Between(from, to) is not { } times
                ? About("endsAt", "evidence.times_do_not_fit", "Practice ends after it begins, on the same day; one that runs past midnight is two entries. 00:00 as an end is midnight.")
                : practice.PracticeMinutes > times.Minutes
                    ? About("practiceMinutes", "evidence.times_do_not_fit", $"{practice.PracticeMinutes} minutes do not fit between {from:HH:mm} and {to:HH:mm}, which are {Math.Floor(times.Minutes)}.")
                    : null,
        EvidenceDetail.Practice => About("endsAt", "evidence.times_do_not_fit", "Give both times of day, or neither."),
        _ => null,
    };

    private static Refusal? TheDayHasRoom(EvidenceDetail offered, IEnumerable<EvidenceDetail> others)
    {
        var minutes = MinutesOfTheDay(offered);
        if (minutes == 0)
        {
            return null;
        }

        var taken = others.Where(o => o.On == offered.On).Sum(o => (long)MinutesOfTheDay(o));
        return taken + minutes > MinutesOfADay
            ? About(MinutesField(offered), "evidence.day_over_24_hours", $"{offered.On:yyyy-MM-dd} holds {taken} minutes of practice, supervision and training already; with {minutes} more it would have over 24 hours.")
            : null;
    }

    private static Refusal? TimesAreFree(EvidenceDetail offered, IEnumerable<EvidenceDetail> others) =>
        offered is EvidenceDetail.Practice practice && TimesOfDay.Of(practice) is { } times
            && others.OfType<EvidenceDetail.Practice>().Where(o => o.Day == practice.Day).Any(o => TimesOfDay.Of(o) is { } other && times.Overlaps(other))
            ? About("startsAt", "evidence.times_overlap", $"Another entry of {practice.Day:yyyy-MM-dd} covers part of the time from {practice.StartsAt:HH:mm} to {practice.EndsAt:HH:mm}.")
            : null;

    private static bool IsOwn(string given, string? applicant) => applicant is not null && EmailIdentity.Same(given, applicant);

    private static Refusal OwnSupervisor() =>
        About("supervisorEmail", "evidence.supervisor_is_applicant", "The supervisor has the applicant's own address; somebody else must have supervised.");

    private static string MinutesField(EvidenceDetail offered) => offered switch
    {
        EvidenceDetail.Training => "topics",
        EvidenceDetail.Practice => "practiceMinutes",
        EvidenceDetail.Supervision => "supervisionMinutes",
        _ => throw new ArgumentOutOfRangeException(nameof(offered), offered.Kind, "A kind without a length."),
    };

    private static string DayField(EvidenceDetail offered) => offered switch
    {
        EvidenceDetail.Training => "endsOn",
        EvidenceDetail.Practice or EvidenceDetail.Supervision => "day",
        EvidenceDetail.Exam => "takenOn",
        EvidenceDetail.Reference => "givenOn",
        EvidenceDetail.Education => "completedOn",
        EvidenceDetail.SignedDocument => "signedOn",
        EvidenceDetail.Statement => "startsOn",
        _ => throw new ArgumentOutOfRangeException(nameof(offered), offered.Kind, "A kind without a day."),
    };

    private static long TotalOf(EvidenceDetail.Training course) => course.Topics.Sum(t => (long)t.Minutes);

    private static long RoomOf(EvidenceDetail.Training course) => (course.EndsOn.DayNumber - course.StartsOn.DayNumber + 1L) * MinutesOfADay;

    private static Refusal About(string field, string code, string reason) => new(code, reason, new Dictionary<string, string[]> { [$"detail.{field}"] = [reason] });

    /// <summary>A span within one day, in minutes from its beginning; the end is not part of it.</summary>
    private readonly record struct TimesOfDay(double From, double To)
    {
        public double Minutes => To - From;

        public static TimesOfDay? Of(EvidenceDetail.Practice practice) =>
            practice is { StartsAt: { } from, EndsAt: { } to } ? Between(from, to) : null;

        /// <summary>Null when the end does not come after the start. An end of 00:00 is midnight at the end of the day.</summary>
        public static TimesOfDay? Between(TimeOnly from, TimeOnly to)
        {
            var end = to == TimeOnly.MinValue ? MinutesOfADay : to.ToTimeSpan().TotalMinutes;
            return end > from.ToTimeSpan().TotalMinutes ? new TimesOfDay(from.ToTimeSpan().TotalMinutes, end) : null;
        }

        public bool Overlaps(TimesOfDay other) => From < other.To && other.From < To;
    }
}
