using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Operations.Demo;

/// <summary>The evidence that meets each credential of the seeds: entries, and the number of twenty-hour days of practice.</summary>
internal sealed record DemoFile(IReadOnlyList<EvidenceDetail> Entries, int PracticeDays, bool PracticeAttested)
{
    internal static DemoFile For(string credentialType, DateOnly today) => credentialType switch
    {
        "NCPRSS" => new DemoFile(
            [
                new EvidenceDetail.Education(EducationLevel.HighSchoolDiploma, "Lincoln High School", new DateOnly(2003, 6, 15)),
                Training(today, ("peer-recovery", 48), ("ethics", 6)),
                Training(today, ("hiv-bloodborne-pathogens", 6)),
                new EvidenceDetail.Exam("NCPRSS", today.AddDays(-20), Passed: true, Score: 80),
                new EvidenceDetail.SignedDocument("ncc-ap-code-of-ethics", "1", today.AddDays(-5)),
            ],
            PracticeDays: 10,
            PracticeAttested: true),
        "PR" => new DemoFile(
            [
                new EvidenceDetail.Education(EducationLevel.Ged, "Adult Learning Center", new DateOnly(2004, 6, 15)),
                Training(today, ("advocacy", 10), ("mentoring-education", 10)),
                Training(today, ("recovery-wellness", 10), ("ethical-responsibility", 16)),
                Supervision(today, "advocacy"),
                Supervision(today.AddDays(-7), "mentoring-education"),
                Supervision(today.AddDays(-14), "recovery-wellness"),
                new EvidenceDetail.Exam("ICRC-PR", today.AddDays(-20), Passed: true, Score: 540),
                new EvidenceDetail.SignedDocument("icrc-code-of-ethics", "1", today.AddDays(-5)),
                new EvidenceDetail.Statement("lives-in-the-area", today.AddDays(-900), null, 100),
            ],
            PracticeDays: 25,
            PracticeAttested: false),
        "DPS" => new DemoFile([Training(today, ("ethics", 10))], PracticeDays: 1, PracticeAttested: false),
        _ => throw Unknown(credentialType),
    };

    /// <summary>The continuing education that meets its renewal or reinstatement.</summary>
    internal static EvidenceDetail ForRenewal(string credentialType, DateOnly today) => credentialType switch
    {
        "NCPRSS" => Course(today, ("peer-recovery", 40)),
        "PR" => Course(today, ("advocacy", 14), ("ethical-responsibility", 6)),
        "DPS" => Course(today, ("ethics", 10)),
        _ => throw Unknown(credentialType),
    };

    internal static string? PracticeTopic(string credentialType) => credentialType == "PR" ? "advocacy" : null;

    private static InvalidOperationException Unknown(string credentialType) => new($"Nobody has written down what {credentialType} asks of a demonstration.");

    private static EvidenceDetail.Training Course(DateOnly today, params (string Topic, int Hours)[] topics) =>
        new("Continuing education", "Recovery Academy", today.AddDays(-10), today.AddDays(-5), TrainingMode.LiveOnline, [.. topics.Select(t => new TopicMinutes(t.Topic, t.Hours * 60))]);

    private static EvidenceDetail.Training Training(DateOnly today, params (string Topic, int Hours)[] topics) =>
        new("Peer support core", "Recovery Academy", today.AddDays(-60), today.AddDays(-50), TrainingMode.InPerson, [.. topics.Select(t => new TopicMinutes(t.Topic, t.Hours * 60))]);

    private static EvidenceDetail.Supervision Supervision(DateOnly today, string topic) =>
        new(today.AddDays(-12), 500, Modality.Individual, topic, "Sam Supervisor", "supervisor@example.test");
}
