using System.Text.Json.Serialization;
using PeerCertification.Domain.ContinuingEducation;

namespace PeerCertification.Domain.Evidence;

public enum EvidenceKind { Training, Practice, Supervision, Exam, Reference, Education, SignedDocument, Statement }

public enum TrainingMode { InPerson, LiveOnline, SelfPaced }

/// <summary>What somebody was in a course.</summary>
public enum CourseRole { Learner, Teacher, Supervisor }

public enum ServiceRole { PeerCoach, ResourceCoordinator, SupportGroupFacilitator, WorkshopFacilitator, ActivitiesCoordinator, RecoveryCommunityCenter, Other }

/// <summary>The four kinds of social support in which boards and payers ask about service.</summary>
public enum SupportDomain { Emotional, Informational, Instrumental, Affiliational }

public enum Modality { Individual, Group, Community }

public enum Compensation { Paid, Volunteer }

/// <summary>Ordered: a higher member meets what a lower one meets.</summary>
public enum EducationLevel { None, Ged, HighSchoolDiploma, SomeCollege, AssociateDegree, BachelorDegree, GraduateDegree }

/// <summary>
/// What an applicant says of one piece of evidence. One record per kind; which rule reads which field is a matter of the requirement set.
/// Minutes are whole and positive; dates are days at the place where it happened.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Training), nameof(Training))]
[JsonDerivedType(typeof(Practice), nameof(Practice))]
[JsonDerivedType(typeof(Supervision), nameof(Supervision))]
[JsonDerivedType(typeof(Exam), nameof(Exam))]
[JsonDerivedType(typeof(Reference), nameof(Reference))]
[JsonDerivedType(typeof(Education), nameof(Education))]
[JsonDerivedType(typeof(SignedDocument), nameof(SignedDocument))]
[JsonDerivedType(typeof(Statement), nameof(Statement))]
public abstract record EvidenceDetail
{
    private EvidenceDetail()
    {
    }

    [JsonIgnore]
    public EvidenceKind Kind => Essence.Kind;

    /// <summary>The day a rule's window looks at: the last day of a course, the day of service, the day of signing.</summary>
    [JsonIgnore]
    public DateOnly On => Essence.On;

    /// <summary>What the applicant claims, in whole minutes; 0 where the kind has no length.</summary>
    [JsonIgnore]
    public int Minutes => Essence.Minutes;

    /// <summary>Words of the board's rules for what sort of entry this is, such as "in-service" or "clinical".</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    private protected abstract (EvidenceKind Kind, DateOnly On, int Minutes) Essence { get; }

    /// <summary>The entry as one board's rules see it: a posted one carries the words by which that board approved it, and no other board's.</summary>
    internal EvidenceDetail AsSeenBy(string board) => this is Training { Posted: { } posted } training
        ? training with { Tags = [.. Tags, CourseApproval.PostedTag, .. posted.ApprovedBy.Where(b => b.Board == board).SelectMany(b => b.Tags)] }
        : this;

    /// <summary>A course or workshop. Its minutes are told apart by topic, and count only under the topic they are given to.</summary>
    public sealed record Training(string Title, string Provider, DateOnly StartsOn, DateOnly EndsOn, TrainingMode Mode, IReadOnlyList<TopicMinutes> Topics) : EvidenceDetail
    {
        public CourseRole Role { get; init; }

        /// <summary>What boards said of the course on its day, where its provider posted the entry; null where the applicant offers it herself.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public PostedAttendance? Posted { get; init; }

        private protected override (EvidenceKind Kind, DateOnly On, int Minutes) Essence => (EvidenceKind.Training, EndsOn, (int)Math.Clamp(Topics.Sum(t => (long)t.Minutes), int.MinValue, int.MaxValue));
    }

    /// <summary>Service hours of one day, volunteer or paid. Times of day are optional; given, they may not overlap another entry's.</summary>
    public sealed record Practice(
        DateOnly Day,
        int PracticeMinutes,
        ServiceRole Role,
        IReadOnlyList<SupportDomain> Domains,
        Modality Modality,
        string Setting,
        string? Population,
        Compensation Compensation,
        string SupervisorName,
        string SupervisorEmail,
        TimeOnly? StartsAt = null,
        TimeOnly? EndsAt = null) : EvidenceDetail
    {
        /// <summary>The board's own topic or domain of practice, where its rules name one, such as "advocacy".</summary>
        public string? Topic { get; init; }

        private protected override (EvidenceKind Kind, DateOnly On, int Minutes) Essence => (EvidenceKind.Practice, Day, PracticeMinutes);
    }

    /// <summary>Time that a qualified supervisor spent with the applicant.</summary>
    public sealed record Supervision(DateOnly Day, int SupervisionMinutes, Modality Modality, string? Topic, string SupervisorName, string SupervisorEmail) : EvidenceDetail
    {
        private protected override (EvidenceKind Kind, DateOnly On, int Minutes) Essence => (EvidenceKind.Supervision, Day, SupervisionMinutes);
    }

    /// <summary>One sitting of an examination. Whether it was passed is what the examiner said, not a comparison of ours.</summary>
    public sealed record Exam(string ExamCode, DateOnly TakenOn, bool Passed, int? Score) : EvidenceDetail
    {
        private protected override (EvidenceKind Kind, DateOnly On, int Minutes) Essence => (EvidenceKind.Exam, TakenOn, 0);
    }

    /// <summary>Somebody who knows the applicant's work or recovery and says so.</summary>
    public sealed record Reference(string RefereeName, string RefereeEmail, string Relation, DateOnly GivenOn) : EvidenceDetail
    {
        /// <summary>For how many whole months the referee has known the applicant, or null where it is not said.</summary>
        public int? KnownMonths { get; init; }

        private protected override (EvidenceKind Kind, DateOnly On, int Minutes) Essence => (EvidenceKind.Reference, GivenOn, 0);
    }

    public sealed record Education(EducationLevel Level, string Institution, DateOnly CompletedOn) : EvidenceDetail
    {
        private protected override (EvidenceKind Kind, DateOnly On, int Minutes) Essence => (EvidenceKind.Education, CompletedOn, 0);
    }

    /// <summary>A text that the applicant signed, such as a code of ethics, in the version that was signed.</summary>
    public sealed record SignedDocument(string DocumentCode, string DocumentVersion, DateOnly SignedOn) : EvidenceDetail
    {
        private protected override (EvidenceKind Kind, DateOnly On, int Minutes) Essence => (EvidenceKind.SignedDocument, SignedOn, 0);
    }

    /// <summary>
    /// Something that is so, or happened, on a day or over a time: employment, residence, a stay in custody, the result of a check.
    /// </summary>
    /// <param name="Code">The word of the board's rules for it, such as "employment".</param>
    /// <param name="EndsOn">The last day, or null while it goes on.</param>
    /// <param name="Percent">The share that the rule asks about, 0 to 100, such as that of a position which is peer support.</param>
    public sealed record Statement(string Code, DateOnly StartsOn, DateOnly? EndsOn, int? Percent) : EvidenceDetail
    {
        private protected override (EvidenceKind Kind, DateOnly On, int Minutes) Essence => (EvidenceKind.Statement, StartsOn, 0);
    }
}

/// <summary>Minutes of a course under one topic. <paramref name="Topic"/> is a code of the requirement set, such as "ethics".</summary>
public sealed record TopicMinutes(string Topic, int Minutes)
{
    /// <summary>What else these minutes are about, for rules that look at one minute in two ways.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>The credits that were given for them, where a school or provider counts in credits; the rules say how long a credit is.</summary>
    public CourseCredits? Credits { get; init; }
}

/// <summary>Credits in a unit of the board's rules, such as "semesterCredit" or "ceu".</summary>
/// <param name="Hundredths">0.1 CEU are 10 hundredths; 1 to 10,000.</param>
public sealed record CourseCredits(string Unit, int Hundredths);

/// <summary>What stands behind an entry that a training provider posted. Written when it was posted; it does not change with what boards do later.</summary>
/// <param name="RowId">The row of the roster.</param>
/// <param name="ApprovedBy">The boards that approved the provider on the day of the course, in the order of their codes.</param>
public sealed record PostedAttendance(Guid ProviderId, Guid CourseId, Guid RowId, IReadOnlyList<ApprovingBoard> ApprovedBy);

/// <summary>A board that approved the provider of a course on its day.</summary>
/// <param name="Board">Its code.</param>
/// <param name="IsCourse">Whether it approved the course too.</param>
/// <param name="Tags">The words by which its rules know that.</param>
public sealed record ApprovingBoard(string Board, bool IsCourse, IReadOnlyList<string> Tags);
