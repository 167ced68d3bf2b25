using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements;

/// <summary>Why an entry, or a part of it, did not count. The codes are a public contract: they are stored with decisions and never change.</summary>
public static class NotCounted
{
    public const string AfterTheDay = "after_the_day";
    public const string CorrectedByAttester = "corrected_by_attester";
    public const string CountedElsewhere = "counted_elsewhere";
    public const string CountsInPart = "counts_in_part";
    public const string DeclinedByAttester = "declined_by_attester";
    public const string DocumentMissing = "document_missing";
    public const string ExamNotPassed = "exam_not_passed";
    public const string InTheWay = "in_the_way";
    public const string KindNotAsked = "kind_not_asked";
    public const string LevelTooLow = "level_too_low";
    public const string NotAttested = "not_attested";
    public const string NotYetAccepted = "not_yet_accepted";
    public const string OtherDocument = "other_document";
    public const string OtherDocumentVersion = "other_document_version";
    public const string OtherExam = "other_exam";
    public const string OtherSort = "other_sort";
    public const string OutsideWindow = "outside_window";
    public const string OverTheCap = "over_the_cap";
    public const string PartlyAccepted = "partly_accepted";
    public const string Rejected = "rejected";
    public const string SameActivity = "same_activity";
    public const string StillADraft = "still_a_draft";
    public const string Superseded = "superseded";
    public const string TooShort = "too_short";
    public const string TopicNotAsked = "topic_not_asked";
    public const string UnitNotKnown = "unit_not_known";
    public const string UsedBefore = "used_before";

    /// <summary>Every code with its meaning, as docs/rule-language.md lists them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Meanings = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [AfterTheDay] = "It is dated after the day of the check.",
        [CorrectedByAttester] = "The person asked to confirm it confirmed less than was claimed.",
        [CountedElsewhere] = "It counted toward another requirement, and can count once.",
        [CountsInPart] = "It counts for less than its length.",
        [DeclinedByAttester] = "The person asked to confirm it declined.",
        [DocumentMissing] = "No document is attached.",
        [ExamNotPassed] = "The exam was not passed.",
        [InTheWay] = "These rules ask that there is none of it.",
        [KindNotAsked] = "These rules do not ask for evidence of this kind.",
        [LevelTooLow] = "The level of education is lower than the one asked.",
        [NotAttested] = "Nobody has confirmed it yet, and these rules ask for that.",
        [NotYetAccepted] = "The board has not accepted it yet.",
        [OtherDocument] = "It is not the document that these rules ask to be signed.",
        [OtherDocumentVersion] = "It is another version of the document than the one asked.",
        [OtherExam] = "It is another exam than the one asked.",
        [OtherSort] = "These rules ask for another sort of it.",
        [OutsideWindow] = "It is not within the time that counts.",
        [OverTheCap] = "No more of this sort can count.",
        [PartlyAccepted] = "The board accepted only part of it.",
        [Rejected] = "The board did not accept it.",
        [SameActivity] = "The same activity counts once.",
        [StillADraft] = "It is still a draft.",
        [Superseded] = "A later entry took its place.",
        [TooShort] = "It is shorter than these rules let count.",
        [TopicNotAsked] = "These rules do not ask for this topic.",
        [UnitNotKnown] = "These rules do not say how long such a credit is.",
        [UsedBefore] = "It counted for another credential or an earlier period.",
    };

    /// <summary>A refusal of the whole entry or a part of it, in the words of the code and of whoever judged it.</summary>
    internal static RefusedEntry Of(EvidenceFact fact, int amount, string code, Phrasebook words) =>
        new(fact.Id, amount, code, fact.Note is { } note && code is CorrectedByAttester or DeclinedByAttester or PartlyAccepted or Rejected
            ? words.Say("reason_given", ("reason", words.Reason(code)), ("note", note))
            : words.Reason(code));
}
