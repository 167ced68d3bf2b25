using System.Text.Json;
using System.Text.RegularExpressions;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Elements;
using PeerCertification.Domain.Requirements.Life;
using PeerCertification.Domain.Requirements.Publication;

namespace PeerCertification.Domain.Tests.Requirements;

/// <summary>Every document of the seeds, judged by files that are made from its own tree.</summary>
public partial class SeededCredentialsTests
{
    /// <summary>The entries of the collected evidence, and the document that each became.</summary>
    private static readonly Dictionary<string, string> DocumentOf = new[]
    {
        "MHA-NCPS", "AL-CRSS", "AL-CPS", "AZ-PRSS", "AR-PR", "CA-CMPSS", "CO-CPFS", "CT-RSS", "DE-CPRS", "FL-CRPS", "GA-CPS", "GA-CPS-AD", "IL-CRSS", "IL-CPRS", "IN-CAPRC2",
        "IA-PRS", "KS-CPS", "KY-APSS", "KY-ADPSS", "LA-PSS", "ME-CIPSS", "MD-CPRS", "MA-CPS", "MI-CPSS", "MN-MHCPS", "MO-CPS", "MT-CBHPSS", "NV-PRSS", "NJ-CRSP", "NM-CPSW",
        "NY-NYCPS", "NY-CRPA", "NC-CPSS", "OH-CPS", "OK-CPRSS", "PA-CPS", "PA-CRS", "RI-CPRS", "SC-SHARE", "SC-APSC", "TN-CPRS", "TX-MHPS-RSPS", "UT-PSS", "VA-RPRS", "WV-PRSS", "ICRC-PR",
    }.ToDictionary(id => id, id => $"{id.ToLowerInvariant()}.v1.json").Append(new("NAADAC-NCPRSS", "ncprss.v2.json")).ToDictionary();

    public static TheoryData<string> Documents => [.. SeedDocuments.Names];

    /// <summary>Each document, and once more with what is owed under a condition where it has one.</summary>
    public static TheoryData<string, bool> Files
    {
        get
        {
            var files = new TheoryData<string, bool>();
            foreach (var name in SeedDocuments.Names)
            {
                files.Add(name, false);
                if (MeetingFile.Tree(SeedDocuments.Set(name).Root).OfType<Conditional>().Any())
                {
                    files.Add(name, true);
                }
            }

            return files;
        }
    }

    /// <summary>Each document that says what a renewal asks, in time and in every late band and reinstatement.</summary>
    public static TheoryData<string, string> Renewals
    {
        get
        {
            var renewals = new TheoryData<string, string>();
            foreach (var (name, renewal) in SeedDocuments.Names.Select(name => (name, SeedDocuments.Set(name).Life.Renewal)).Where(seed => seed.Renewal?.Root is not null))
            {
                renewals.Add(name, "");
                foreach (var band in renewal!.Late)
                {
                    renewals.Add(name, band.Id);
                }
            }

            return renewals;
        }
    }

    [Fact]
    public void Every_entry_of_the_evidence_has_a_document()
    {
        Assert.Equal(47, DocumentOf.Count);
        Assert.Empty(DocumentOf.Values.Except(SeedDocuments.Names));
    }

    [Theory, MemberData(nameof(Files))]
    public void A_file_made_from_a_document_meets_it(string document, bool owing)
    {
        var set = SeedDocuments.Set(document);
        var root = RequirementEvaluator.Evaluate(set, new MeetingFile(set, owing).Facts, Entries.Today).Root;
        Assert.True(root.IsMet, string.Join(", ", SeedDocumentTests.Unmet(root)));
    }

    [Theory, MemberData(nameof(Files))]
    public void Without_any_one_thing_exactly_its_own_findings_fail(string document, bool owing)
    {
        var set = SeedDocuments.Set(document);
        var file = new MeetingFile(set, owing);
        Assert.All(file.Pieces.Where(p => !p.IsCondition), piece => Assert.Equal(piece.Fails.Order(), Fails(set, file, file.Without(piece))));
        Assert.Equal(file.FailWithoutBirthDate.Order(), Fails(set, file, file.Facts with { BirthDate = null }));
        Assert.Equal(file.FailWithoutRecovery.Order(), Fails(set, file, file.Facts with { RecoverySince = null }));
        Assert.Equal(file.FailWithoutRecovery.Order(), Fails(set, file, file.Facts with { RecoverySince = file.RecoverySince?.AddDays(1) }));
    }

    [Theory, MemberData(nameof(Files))]
    public void With_any_one_minute_less_exactly_its_own_findings_fail(string document, bool owing)
    {
        var set = SeedDocuments.Set(document);
        var file = new MeetingFile(set, owing);
        Assert.All(
            file.Pieces.Where(p => p is { IsCondition: false, Entry.Detail.Minutes: > 0 }),
            piece => Assert.Equal(piece.Fails.Order(), Fails(set, file, file.Shortened(piece))));
    }

    [Theory, MemberData(nameof(Documents))]
    public void What_must_be_absent_fails_its_own_finding_when_it_is_there(string document)
    {
        var set = SeedDocuments.Set(document);
        var file = new MeetingFile(set, owing: false);
        Assert.All(MeetingFile.Tree(set.Root).OfType<Absence>(), absence =>
            Assert.Equal(new[] { absence.Id, set.Root.Id }.Order(), Fails(set, file, file.Facts with { Evidence = [.. file.Facts.Evidence, MeetingFile.InTheWayOf(absence)] })));
    }

    [Theory, MemberData(nameof(Renewals))]
    public void A_renewal_made_from_a_document_meets_it(string document, string band)
    {
        var (set, file, facts) = RenewalOf(document, band);
        var root = RequirementEvaluator.Evaluate(set, facts(file.Facts), Entries.Today).Root;
        Assert.True(root.IsMet, string.Join(", ", SeedDocumentTests.Unmet(root)));
    }

    [Theory, MemberData(nameof(Renewals))]
    public void Without_any_one_thing_exactly_the_findings_of_the_renewal_fail_that_ask_for_it(string document, string band)
    {
        var (set, file, facts) = RenewalOf(document, band);
        Assert.NotEmpty(file.Pieces);
        Assert.All(file.Pieces, piece => Assert.Equal(piece.Fails.Order(), Fails(facts(file.Without(piece)))));
        Assert.All(file.Pieces.Where(p => p.Entry?.Detail.Minutes > 0), piece => Assert.Equal(piece.Fails.Order(), Fails(facts(file.Shortened(piece)))));

        IEnumerable<string> Fails(Facts changed) => SeedDocumentTests.Unmet(RequirementEvaluator.Evaluate(set, changed, Entries.Today).Root).Order();
    }

    /// <summary>As the first version of its credential on the day that it says, alone at its board.</summary>
    [Theory, MemberData(nameof(Documents))]
    public void A_board_could_publish_each_document(string document)
    {
        var set = SeedDocuments.Set(document);
        VersionInterval[] before = [.. Enumerable.Range(1, set.Version - 1).Select(number => new VersionInterval(number, set.EffectiveFrom.AddDays(-number), null))];
        Assert.Null(PublicationRule.Plan(SeedDocuments.Text(document), new(set.Board, set.CredentialType, set.NumberPrefix, before, set.EffectiveFrom)).Refusal?.Reason);
    }

    [Theory, MemberData(nameof(Documents))]
    public void Nobody_is_kept_from_a_first_credential_by_money(string document)
    {
        var set = SeedDocuments.Set(document);
        Assert.DoesNotContain(MeetingFile.Tree(set.Root), requirement => requirement is FeePaid);
        Assert.All(set.Life.Fees, fee => Assert.Equal(FeeBlock.Nothing, fee.Blocks));
    }

    [Fact]
    public void The_README_tells_how_many_documents_state_renewals_fees_and_deadlines()
    {
        var lives = SeedDocuments.Names.Select(name => SeedDocuments.Set(name).Life).ToList();
        Assert.Contains(
            $"- {lives.Count(life => life.Renewal?.Root is not null)} documents state what a renewal asks, so that it can be judged; {lives.Count(life => life.Fees.Count > 0)} state fees, and {lives.Count(life => life.Deadlines.Count > 0)} state deadlines.",
            File.ReadAllText(Path.Combine(SeedDocuments.Repository, "seed-data", "README.md")),
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Documents))]
    public void Every_label_is_there_in_Spanish_too(string document)
    {
        var set = SeedDocuments.Set(document);
        Requirement[] asked = [.. MeetingFile.Tree(set.Root), .. Asked(set).SelectMany(MeetingFile.Tree)];
        Assert.All(asked, requirement => Assert.Contains("es", requirement.Labels));
        Assert.All(asked.OfType<MinutesSum>().SelectMany(sum => sum.Parts), part => Assert.Contains("es", part.Labels));
    }

    [Theory, MemberData(nameof(Documents))]
    public void Every_source_says_how_sure_it_is_and_is_cited_by_a_rule_or_a_note(string document)
    {
        var set = SeedDocuments.Set(document);
        var cited = Key().Matches(string.Join(' ', set.Notes)).SelectMany(match => match.Groups["keys"].Value.Split(", ")).ToHashSet();
        using var read = JsonDocument.Parse(SeedDocuments.Text(document));
        cited.UnionWith(SourcesIn(read.RootElement));
        Assert.All(set.Sources.Values, source =>
        {
            Assert.Contains(source.Confidence, new[] { "primary", "secondary" });
            Assert.Contains(source.Key, cited);
        });
    }

    /// <summary>All that a renewal can ask, by when it is sent.</summary>
    private static IEnumerable<Requirement> Asked(RequirementSet set) =>
        set.Life.Renewal is not { } renewal ? [] : renewal.Late.Select(band => band.Extra).Append(renewal.Reinstatement?.Root).Append(renewal.Root).OfType<Requirement>();

    private static IEnumerable<string> SourcesIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member is { Name: "source", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : SourcesIn(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(SourcesIn),
        _ => [],
    };

    [Theory, MemberData(nameof(Documents))]
    public void A_document_is_open_where_training_and_period_are_known_and_some_source_is_primary(string document)
    {
        var set = SeedDocuments.Set(document);
        if (set.Status == Openness.Informational)
        {
            Assert.StartsWith("Informational: ", set.Notes[0], StringComparison.Ordinal);
            Assert.NotEmpty(set.Unknown);
            return;
        }

        Assert.NotNull(set.Period);
        Assert.DoesNotContain(set.Notes, note => note.StartsWith("Informational", StringComparison.Ordinal));
        Assert.Contains(MeetingFile.Tree(set.Root), r => r is CredentialHeld || (r is MinutesSum sum && sum.From[0].Kind == EvidenceKind.Training));
        Assert.Contains(set.Sources.Values, source => source.Confidence == "primary");
    }

    [Fact]
    public void Boards_and_prefixes_are_told_apart()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(SeedDocuments.Repository, "seed-data", "boards.json")));
        var boards = file.RootElement.EnumerateArray().ToList();
        var codes = boards.Select(b => b.GetProperty("code").GetString()!).ToList();
        var sets = SeedDocuments.Names.Select(SeedDocuments.Set).ToList();
        Assert.Equal(codes.Distinct(), codes);
        Assert.All(boards, board =>
        {
            Assert.Matches("^[A-Z]{2}$", board.GetProperty("state").GetString());
            Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(board.GetProperty("timeZone").GetString()!, out _));
        });
        Assert.Equal(codes.Order(), sets.Select(s => s.Board).Distinct().Order());
        Assert.All(sets.GroupBy(s => s.NumberPrefix), of => Assert.Single(of.Select(s => (s.Board, s.CredentialType)).Distinct()));
        Assert.All(sets.GroupBy(s => (s.Board, s.CredentialType)), of => Assert.Equal(Enumerable.Range(1, of.Count()), of.Select(s => s.Version).Order()));
        Assert.True(sets.GroupBy(s => s.CredentialType).Count(of => of.Select(s => s.Board).Distinct().Count() > 1) >= 4, "the same abbreviation stands at several boards");
    }

    /// <summary>
    /// A renewal that is sent today in a phase, the least that meets it, and how its facts are told. Where no source says how long a period is, two
    /// years stand for it.
    /// </summary>
    private static (RequirementSet Set, MeetingFile File, Func<Facts, Facts> AsRenewal) RenewalOf(string document, string band)
    {
        var set = SeedDocuments.Set(document);
        var ends = Enumerable.Range(-1000, 2000).Select(Entries.Today.AddDays).Select(end => (Ends: end, Held: HeldTo(end)))
            .First(period => set.Life.Renewal!.On(period.Held, Entries.Today) is { Phase: RenewalPhase.Open or RenewalPhase.OpenWithFee or RenewalPhase.Late } position && (position.BandId ?? "") == band);
        CredentialAct[] acts = [new(1, CredentialActKind.Issue, ends.Held.StartsOn, default, Opens: ends.Held)];
        var renewing = RenewalRule.At(set, acts, Entries.Today, CredentialTimeline.Periods(acts)[0]);
        var file = new MeetingFile(set with { Root = set.Life.Renewal!.Asked(renewing.Position.BandId)! }, owing: false, day: ends.Held.EndsOn < Entries.Today.AddDays(-30) ? ends.Held.EndsOn : Entries.Today.AddDays(-30));
        return (set, file, facts => RenewalRule.FactsOf(set, renewing, facts, Entries.Today, null, null));

        Period HeldTo(DateOnly end) => new(end.AddMonths(-(set.Period?.Months ?? 24)).AddDays(1), end);
    }

    /// <summary>The findings that a change makes fail, by their ids.</summary>
    private static IEnumerable<string> Fails(RequirementSet set, MeetingFile file, Facts changed) =>
        SeedDocumentTests.Unmet(RequirementEvaluator.Evaluate(set, changed, Entries.Today).Root)
            .Except(SeedDocumentTests.Unmet(RequirementEvaluator.Evaluate(set, file.Facts, Entries.Today).Root)).Order();

    [GeneratedRegex(@"\((?<keys>[a-z0-9_]+(, [a-z0-9_]+)*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Key();
}
