using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Requirements;

/// <summary>Why an entry, or a part of it, did not count. The codes are a public contract: they are stored with decisions and never change.</summary>
public static class NotCounted
{
    public const string AfterTheDay = "after_the_day";
    public const string CorrectedByAttester = "corrected_by_attester";
    public const string DeclinedByAttester = "declined_by_attester";
    public const string DocumentMissing = "document_missing";
    public const string ExamNotPassed = "exam_not_passed";
    public const string KindNotAsked = "kind_not_asked";
    public const string LevelTooLow = "level_too_low";
    public const string NotAttested = "not_attested";
    public const string NotYetAccepted = "not_yet_accepted";
    public const string OtherDocument = "other_document";
    public const string OtherDocumentVersion = "other_document_version";
    public const string OtherExam = "other_exam";
    public const string OutsideWindow = "outside_window";
    public const string OverTheCap = "over_the_cap";
    public const string PartlyAccepted = "partly_accepted";
    public const string Rejected = "rejected";
    public const string StillADraft = "still_a_draft";
    public const string Superseded = "superseded";
    public const string TopicNotAsked = "topic_not_asked";

    /// <summary>Every code with its meaning, as docs/rule-language.md lists them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Meanings = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [AfterTheDay] = "It is dated after the day of the check.",
        [CorrectedByAttester] = "The person asked to confirm it confirmed less than was claimed.",
        [DeclinedByAttester] = "The person asked to confirm it declined.",
        [DocumentMissing] = "No document is attached.",
        [ExamNotPassed] = "The exam was not passed.",
        [KindNotAsked] = "These rules do not ask for evidence of this kind.",
        [LevelTooLow] = "The level of education is lower than the one asked.",
        [NotAttested] = "Nobody has confirmed it yet, and these rules ask for that.",
        [NotYetAccepted] = "The board has not accepted it yet.",
        [OtherDocument] = "It is not the document that these rules ask to be signed.",
        [OtherDocumentVersion] = "It is another version of the document than the one asked.",
        [OtherExam] = "It is another exam than the one asked.",
        [OutsideWindow] = "It is too old to count.",
        [OverTheCap] = "No more of these minutes can count until there are more of the kind that the rules want most of.",
        [PartlyAccepted] = "The board accepted only part of it.",
        [Rejected] = "The board did not accept it.",
        [StillADraft] = "It is still a draft.",
        [Superseded] = "A later entry took its place.",
        [TopicNotAsked] = "These rules do not ask for this topic.",
    };

    /// <summary>A refusal of the whole entry or a part of it, in the words of the code and of whoever judged it.</summary>
    internal static RefusedEntry Of(EvidenceFact fact, int amount, string code) =>
        new(fact.Id, amount, code, fact.Note is { } note && code is CorrectedByAttester or DeclinedByAttester or PartlyAccepted or Rejected
            ? $"{Meanings[code]} Reason given: {note}"
            : Meanings[code]);
}
