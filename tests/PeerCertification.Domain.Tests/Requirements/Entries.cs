using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>Evidence as tests need it: accepted in full unless a test says otherwise.</summary>
internal static class Entries
{
    internal static readonly DateOnly Today = new(2026, 3, 1);

    private static readonly DateOnly LastYear = new(2025, 6, 15);

    internal static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    internal static EvidenceFact Training(int id, string topic, int minutes, DateOnly? on = null, TrainingMode mode = TrainingMode.InPerson) =>
        Training(id, [new TopicMinutes(topic, minutes)], on, mode);

    internal static EvidenceFact Training(int id, TopicMinutes[] topics, DateOnly? on = null, TrainingMode mode = TrainingMode.InPerson) =>
        Accepted(id, new EvidenceDetail.Training("A course", "A provider", on ?? LastYear, on ?? LastYear, mode, topics));

    internal static EvidenceFact Practice(int id, int minutes, string? topic = null, DateOnly? on = null) =>
        Accepted(id, new EvidenceDetail.Practice(on ?? LastYear, minutes, ServiceRole.PeerCoach, [SupportDomain.Emotional], Modality.Individual, "A centre", null, Compensation.Volunteer, "Sam Reed", "sam@example.test") { Topic = topic }) with { AttestedMinutes = minutes };

    internal static EvidenceFact Supervision(int id, int minutes, string? topic = null) =>
        Accepted(id, new EvidenceDetail.Supervision(LastYear, minutes, Modality.Individual, topic, "Sam Reed", "sam@example.test")) with { AttestedMinutes = minutes };

    internal static EvidenceFact Exam(int id, string code, bool passed = true, DateOnly? on = null) => Accepted(id, new EvidenceDetail.Exam(code, on ?? LastYear, passed, null));

    internal static EvidenceFact Reference(int id) => Accepted(id, new EvidenceDetail.Reference("Kim Lee", "kim@example.test", "colleague", LastYear));

    internal static EvidenceFact Education(int id, EducationLevel level, bool document = true) =>
        Accepted(id, new EvidenceDetail.Education(level, "A school", new DateOnly(2001, 6, 1))) with { HasDocument = document };

    internal static EvidenceFact Signed(int id, string code, string version = "1") => Accepted(id, new EvidenceDetail.SignedDocument(code, version, LastYear));

    internal static EvidenceFact Statement(int id, string code, DateOnly from, DateOnly? until = null, int? percent = null) =>
        Accepted(id, new EvidenceDetail.Statement(code, from, until, percent)) with { AttestedMinutes = 0 };

    internal static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    internal static EvidenceFact Statement(int id, string code, int? percent = null) => Accepted(id, new EvidenceDetail.Statement(code, LastYear, null, percent));

    internal static Facts Accepted(params EvidenceFact[] evidence) => new(FactBasis.Accepted, evidence, new DateOnly(2020, 1, 1), null);

    internal static Facts Claimed(params EvidenceFact[] evidence) => new(FactBasis.Claimed, evidence, new DateOnly(2020, 1, 1), null);

    internal static EvidenceFact OnlyClaimed(this EvidenceFact fact) => fact with { State = EvidenceState.Claimed, AcceptedMinutes = null, AttestedMinutes = null };

    internal static EvidenceFact Accepted(int id, EvidenceDetail detail) => new(Id(id), detail, EvidenceState.Accepted, null, detail.Minutes, false, null);
}
