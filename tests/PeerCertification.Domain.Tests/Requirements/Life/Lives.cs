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
    /// <summary>A document with a root and a plain period.</summary>
    internal const string Plain = """
        {
          "board": "a-board", "credentialType": "PEER", "publicTitle": "Certified Peer Specialist", "numberPrefix": "PEER", "version": 2,
          "effectiveFrom": "2018-01-01", "decidingDate": "Receipt",
          "period": { "months": 24, "source": "page" },
          "topics": { "ethics": "Ethics", "peer": "Peer support" },
          "sources": { "page": { "title": "A page", "date": "undated" } },
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
}
