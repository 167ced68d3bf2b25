using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Domain.Tests.Applications;

public sealed class StraightThroughRuleTests
{
    private static readonly Finding Met = new("ce", "CE", "page", true, 1, 1, FindingUnit.Count, null, [], [], []);

    private static readonly StraightThroughFile Clear = new(RenewalPhase.Open, Judged(FactBasis.Accepted, Met), false, false, false, FeeAccount.Of([]), false);

    public static TheoryData<string, StraightThroughFile, PersonNeeded[]> Table => new()
    {
        { "nothing is left to judge", Clear, [] },
        { "by the end, at a fee", Clear with { Phase = RenewalPhase.OpenWithFee }, [] },
        { "in a late band", Clear with { Phase = RenewalPhase.Late }, [PersonNeeded.SentLate] },
        { "a reinstatement", Clear with { Phase = RenewalPhase.Reinstatement }, [PersonNeeded.SentLate] },
        { "something is missing", Clear with { OnAttendance = Judged(FactBasis.Accepted, Met with { IsMet = false }) }, [PersonNeeded.NotMetByAttendance] },
        { "met by what is claimed only", Clear with { OnAttendance = Judged(FactBasis.Claimed, Met) }, [PersonNeeded.NotMetByAttendance] },
        { "an audit is open", Clear with { HasOpenAudit = true }, [PersonNeeded.AuditOpen] },
        { "restricted", Clear with { IsRestricted = true }, [PersonNeeded.Restricted] },
        { "disciplined", Clear with { HasDiscipline = true }, [PersonNeeded.Discipline] },
        { "a fee is owed that blocks the decision", Clear with { Fees = Owed(FeeBlock.Decision) }, [PersonNeeded.FeeOwed] },
        { "a fee is owed that blocks nothing", Clear with { Fees = Owed(FeeBlock.Nothing) }, [] },
        { "taken back before", Clear with { WasTakenBack = true }, [PersonNeeded.TakenBackBefore] },
        { "several at once", Clear with { HasOpenAudit = true, WasTakenBack = true }, [PersonNeeded.AuditOpen, PersonNeeded.TakenBackBefore] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_person_decides_for_these_reasons(string why, StraightThroughFile file, PersonNeeded[] grounds) =>
        Assert.True(grounds.SequenceEqual(StraightThroughRule.Grounds(file)), why);

    [Fact]
    public void Every_reason_has_words() => Assert.Equal(Enum.GetValues<PersonNeeded>().Order(), StraightThroughRule.Texts.Keys.Order());

    [Theory]
    [InlineData(true, "oak", false, EvidenceState.Attested, true)]
    [InlineData(false, "oak", false, EvidenceState.Attested, false)] // typed by the holder
    [InlineData(true, "elm", false, EvidenceState.Attested, false)] // approved by another board
    [InlineData(true, "oak", true, EvidenceState.Attested, false)] // the holder's own provider
    [InlineData(true, "oak", false, EvidenceState.Rejected, false)]
    public void Only_what_an_approved_provider_posted_counts(bool isPosted, string approvedBy, bool isOwn, EvidenceState state, bool counts)
    {
        var (id, provider, day) = (Guid.CreateVersion7(), Guid.CreateVersion7(), new DateOnly(2026, 4, 1));
        var detail = new EvidenceDetail.Training("Ethics", "Academy", day, day, TrainingMode.InPerson, [new TopicMinutes("ethics", 180)])
        {
            Posted = isPosted ? new PostedAttendance(provider, Guid.CreateVersion7(), Guid.CreateVersion7(), [new ApprovingBoard(approvedBy, true, [])]) : null,
        };
        var claimed = new Facts(FactBasis.Claimed, [new EvidenceFact(id, detail, state, 120, null, false, null)], new DateOnly(2020, 1, 1), null);

        var facts = StraightThroughRule.OnAttendance(claimed, "oak", new HashSet<Guid> { id }, isOwn ? new HashSet<Guid> { provider } : []);

        Assert.Equal((FactBasis.Accepted, counts ? 120 : null), (facts.Basis, facts.Evidence[0].AcceptedMinutes));
        Assert.Null(facts.RecoverySince); // nobody but the holder says so
        Assert.Empty(StraightThroughRule.OnAttendance(claimed, "oak", new HashSet<Guid>(), new HashSet<Guid>()).Evidence);
    }

    private static Evaluation Judged(FactBasis basis, Finding root) => new(new DateOnly(2026, 5, 1), basis, root.IsMet, root, []);

    private static FeeAccount Owed(FeeBlock blocks) => FeeAccount.Of([new FeeLine(Guid.Empty, FeeLineKind.Charge, FeePurpose.Renewal, 5000, new DateOnly(2026, 5, 1), FeeId: "renewal-fee", Blocks: blocks)]);
}
