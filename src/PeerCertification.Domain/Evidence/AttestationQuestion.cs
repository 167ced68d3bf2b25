using System.Diagnostics;
using System.Globalization;

namespace PeerCertification.Domain.Evidence;

/// <summary>What an attester is asked, in one plain sentence that says no more than the statement.</summary>
public static class AttestationQuestion
{
    public static string About(string applicantName, EvidenceDetail entry) => entry switch
    {
        EvidenceDetail.Training training => $"Did {applicantName} attend {Length(training.Minutes)} of the training \"{training.Title}\", which ended on {Day(training.EndsOn)}?",
        EvidenceDetail.Practice practice => $"Did {applicantName} give {Length(practice.Minutes)} of peer support on {Day(practice.Day)}?",
        EvidenceDetail.Supervision supervision => $"Did you supervise {applicantName} for {Length(supervision.Minutes)} on {Day(supervision.Day)}?",
        EvidenceDetail.Reference reference => $"Did you give {applicantName} a reference on {Day(reference.GivenOn)}, and do you stand by it?",
        EvidenceDetail.Statement statement => $"Is this true of {applicantName}: \"{statement.Code}\", since {Day(statement.StartsOn)}{(statement.EndsOn is { } end ? $", until {Day(end)}" : "")}{(statement.Percent is { } percent ? $", at {percent}%" : "")}?",
        _ => throw new UnreachableException($"Nobody is asked about an entry of kind {entry.Kind}."),
    };

    private static string Length(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => $"{rest} min",
        (var hours, 0) => $"{hours} h",
        var (hours, rest) => $"{hours} h {rest} min",
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
