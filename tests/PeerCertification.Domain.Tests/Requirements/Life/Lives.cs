using System.Globalization;
using System.Text.Json.Nodes;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;
using static PeerCertification.Domain.Tests.Requirements.Entries;

namespace PeerCertification.Domain.Tests.Requirements.Life;

/// <summary>Documents of which only the sections in question differ, and days in short.</summary>
internal static class Lives
{
    /// <summary>A document with a root and a plain period; the sources are those of the rules that the tests quote.</summary>
    internal const string Plain = """
        {
          "board": "a-board", "credentialType": "PEER", "publicTitle": "Certified Peer Specialist", "numberPrefix": "PEER", "version": 2,
          "effectiveFrom": "2018-01-01", "decidingDate": "Receipt",
          "period": { "months": 24, "source": "page" },
          "topics": { "ethics": "Ethics", "suicide": "Suicide prevention", "peer": "Peer support", "general": "General", "harm-reduction": "Harm reduction" },
          "sources": {
            "page": { "title": "A page", "date": "undated" },
            "as_cpa": { "title": "American Samoa rule 31.0530 (accountants; adjacent)", "date": "1988" },
            "ca_compl": { "title": "CalMHSA - Complaints", "date": "undated" },
            "ca_fee": { "title": "CalMHSA - Fee schedule", "date": "undated (renewal fee effective Sept 2024)" },
            "ca_renew": { "title": "CalMHSA - Certification renewal & CE", "date": "undated (two stored versions: 60-day then 90-day window)" },
            "cop_fl": { "title": "Copeland Center directory - Florida", "date": "undated" },
            "cop_ks": { "title": "Copeland Center directory - Kansas", "date": "undated" },
            "cop_nj": { "title": "Copeland Center directory - New Jersey", "date": "undated" },
            "cop_ny": { "title": "Copeland Center directory - New York (three versions)", "date": "undated" },
            "cop_sc": { "title": "Copeland Center directory - South Carolina", "date": "undated" },
            "dc_7305": { "title": "22-A DCMR 7305", "date": "2017-09-13" },
            "dc_7310": { "title": "22-A DCMR 7310", "date": "2017-09-13 (same text 2024-06-21)" },
            "dc_7313": { "title": "22-A DCMR 7313", "date": "2017-09-13 (casetext 2024 agrees)" },
            "de": { "title": "Delaware Certification Board - CPRS", "date": "undated (three stored versions; one notes a fee waiver effective 2023-05-01, one the 5-domain standard)" },
            "fl_282": { "title": "Florida CS/SB 282 (2022), enrolled", "date": "2022" },
            "ia_ipst": { "title": "Iowa Peer Support Training - Certification", "date": "2018" },
            "il_policy": { "title": "Illinois Certification Board - CPRS maintenance policy (copy)", "date": "undated" },
            "in": { "title": "ICAADA - CAPRC II", "date": "undated" },
            "md_bridge": { "title": "Peer Bridge - Maryland certification requirements", "date": "after 2025-07-03" },
            "mi_faq": { "title": "MiPeers (MDHHS) - Continuing education FAQ", "date": "c. 2024-2025" },
            "mn_cpa": { "title": "Minn. R. 1105.3000 (CPAs; adjacent)", "date": "2014-04-28" },
            "ms_1620": { "title": "24 Miss. Code R. 24-3-16.20 (expiration; sister DMH credential)", "date": "current to 2025-01-14" },
            "ms_ch7": { "title": "24 Miss. Code R. Pt. 5 ch. 7 (renewal)", "date": "current to 2024-03-14" },
            "ms_ch9": { "title": "24 Miss. Code R. Pt. 5 ch. 9 (responsibilities)", "date": "current to 2024-09-24" },
            "mt_mpn": { "title": "Montana Peer Network - Peer support division", "date": "undated" },
            "mt_prev": { "title": "Montana Prevention Certification Board - lapsed policy (adjacent)", "date": "undated" },
            "nc_recert": { "title": "UNC NCCPSS - Recertification overview", "date": "undated" },
            "ncc_ext": { "title": "NCC (nursing certification) - extension and reinstatement (adjacent)", "date": "undated" },
            "nd_02": { "title": "N.D. Admin. Code 75-03-43-02", "date": "current to Oct 2024" },
            "nd_recert": { "title": "ND HHS - Peer support recertification", "date": "undated" },
            "ne_002": { "title": "206 NAC 7-002 Renewal", "date": "current to 2024-09-17" },
            "ne_rein": { "title": "Nebraska DHHS - CPSS reinstatement", "date": "undated (example 2021-2023)" },
            "nm_cpsw": { "title": "NMCBBHP - CPSW", "date": "2023" },
            "nm_forms": { "title": "NMCBBHP - Renewal forms (late fee, non-approved CE fee)", "date": "undated" },
            "ny_board": { "title": "ASAP-NYCB - Certification board home", "date": "c. 2022-2023" },
            "ny_renew": { "title": "NYCB - Certification renewal process", "date": "undated" },
            "or_060": { "title": "OAR 950-060-0060", "date": "2022 or later" },
            "or_recert": { "title": "OHA - THW recertification requirements", "date": "undated" },
            "pa_2026": { "title": "PCB - FAQ for the 2026 updates", "date": "2025-2026 (effective 2026-01-01)" },
            "pa_crs": { "title": "PCB - CRS (current and Dec 2019 update)", "date": "2019 / later" },
            "pa_recert": { "title": "PCB - Recertification information", "date": "undated" },
            "pa_recert_dir": { "title": "PCB recertification directions Jan 2021 (copy)", "date": "January 2021" },
            "sc_faq": { "title": "SC SHARE - FAQ (recertification)", "date": "2024" },
            "tn_renew": { "title": "Tennessee TDMHSAS - Renewing (current, biennial)", "date": "undated" },
            "tx_3201": { "title": "1 TAC 354.3201", "date": "undated" },
            "tx_3203": { "title": "1 TAC 354.3203", "date": "eff. 2019-01-01" },
            "tx_3205": { "title": "1 TAC 354.3205", "date": "eff. 2019-01-01" },
            "ut_9": { "title": "Utah R523-5-9", "date": "current to 2019-11-01" },
            "ut_fix": { "title": "Utah DAR 40653 (correcting 12 to 11 hours)", "date": "2016-09-01" },
            "va_30": { "title": "12VAC35-250-30", "date": "2024-12-06" },
            "wa_060": { "title": "RCW 18.420.060", "date": "2023-2025" },
            "wa_doh": { "title": "WA DOH - Peer specialist FAQ", "date": "2025" },
            "wa_doh2": { "title": "WA DOH - Rules in progress (2SHB 1427 titles)", "date": "2025 (rules effective 2025-11-03)" },
            "wa_doh3": { "title": "WA DOH - Peer Support Specialist licensing information", "date": "late 2025" },
            "wi_covid": { "title": "WICPS - COVID recertification exemption", "date": "2021-05-18" },
            "wi_recert": { "title": "WI Peer Specialist Employment Initiative - recertification FAQ", "date": "undated" }
          },
          "root": {
            "element": "all", "id": "root", "label": "All of it", "source": "page",
            "of": [
              { "element": "exam", "id": "exam", "label": "The exam", "source": "page", "exam": "NCPRSS" },
              { "element": "minutes", "id": "training", "label": "Training", "source": "page", "kind": "Training", "atLeast": "40h" }
            ]
          }
        }
        """;

    /// <summary>A tree that stands for whatever a condition is about; tests say by its id whether it is met.</summary>
    internal static string Tree(string id) => $$"""{ "element": "signedDocument", "id": "{{id}}", "label": "{{id}}", "source": "page", "document": "{{id}}", "version": "1" }""";

    internal static Func<Requirement, bool> Met(params string[] ids) => requirement => ids.Contains(requirement.Id);

    internal static Outcome<RequirementSet> Read(string sections)
    {
        var document = JsonNode.Parse(Plain)!.AsObject();
        foreach (var (name, section) in JsonNode.Parse($"{{ {sections} }}")!.AsObject())
        {
            document[name] = section?.DeepClone();
        }

        return RequirementSetReader.Read(document.ToJsonString());
    }

    internal static RequirementSet Set(string sections)
    {
        var read = Read(sections);
        Assert.True(read.Refusal is null, read.Refusal?.Reason);
        return read.Value;
    }

    internal static CredentialLife Of(string sections) => Set(sections).Life;

    /// <summary>Everything that the document is refused for, in one text: <c>id: problem</c>, a line each.</summary>
    internal static string Problems(string sections) =>
        string.Join('\n', Read(sections).Refusal?.Fields?.SelectMany(field => field.Value.Select(problem => $"{field.Key}: {problem}")) ?? []);

    internal static WorkingDays Without(params string[] holidays) => new(holidays.Select(Day).ToHashSet());

    internal static Period Span(string starts, string ends, string? grace = null) => new(Day(starts), Day(ends), grace is null ? null : Day(grace));

    /// <summary>The period that an issue opens.</summary>
    internal static Period Issue(this CredentialLife life, string on, string? born = null, WorkingDays? calendar = null, params Period[] others) =>
        life.Award(new PeriodQuestion(Day(on), calendar ?? WorkingDays.WithoutHolidays, born is null ? null : Day(born), null, others))!.Period;

    /// <summary>The period that a renewal opens.</summary>
    internal static Period Renew(this CredentialLife life, string on, Period previous, string? born = null, WorkingDays? calendar = null) =>
        life.Award(new PeriodQuestion(Day(on), calendar ?? WorkingDays.WithoutHolidays, born is null ? null : Day(born), previous))!.Period;

    internal static CeShare ShareOf(this CredentialLife life, string issuedOn) => life.Award(new PeriodQuestion(Day(issuedOn), WorkingDays.WithoutHolidays))!.CeShare;

    /// <summary>Whether a tree is met by a file, as the evaluator judges it.</summary>
    internal static bool IsMet(this Requirement tree, Facts facts, DateOnly? on = null) => Rules.Evaluate(tree, facts, on).IsMet;
}
