using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>What an applicant offers: training, practice, supervision, exams, references, education, signed documents.</summary>
internal static class EvidenceRoutes
{
    private static readonly Guid Entry = Guid.Parse("0196b0a0-7c1e-7a00-8000-000000000002");

    private static readonly EvidenceDetail Morning = new EvidenceDetail.Practice(
        new DateOnly(2026, 2, 14), 180, ServiceRole.PeerCoach, [SupportDomain.Emotional, SupportDomain.Informational], Modality.Individual,
        "Recovery community center", "Adults", Compensation.Volunteer, "Sam Reed", "sam.reed@example.test", new TimeOnly(9, 0), new TimeOnly(12, 0));

    private static readonly string FirstRow = string.Join(',', PracticeCsv.Columns) + "\r\n";

    private static readonly string SomeFile = FirstRow + "2026-02-14,180,PeerCoach,Emotional;Informational,Individual,Recovery community center,Adults,Volunteer,Sam Reed,sam.reed@example.test,09:00,12:00,ethics\r\n";

    internal static void MapEvidence(this IEndpointRouteBuilder api)
    {
        var evidence = api.MapGroup("/evidence").WithTags("Evidence");

        evidence.MapPost("/", OfferEvidence.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<OfferEvidence.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(OfferEvidence))
            .WithSummary("Offer one piece of evidence, claimed or as a draft")
            .WithExample(new OfferEvidence.Request(Morning), new OfferEvidence.Response(Entry, EvidenceKind.Practice, EvidenceState.Claimed, Morning.On, 180, null, 1));

        evidence.MapGet("/", ListEvidence.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<ListEvidence.Response>().ProducesProblem(400).WithName(nameof(ListEvidence))
            .WithSummary("List one's own entries, all or of one kind or state")
            .WithExample(answer: new ListEvidence.Response([new(Entry, EvidenceKind.Practice, EvidenceState.Claimed, Morning.On, 180, null, Morning, null, null, 1)]));

        evidence.MapGet("/{id:guid}", ReadEvidence.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<ReadEvidence.Response>().ProducesProblem(404).WithName(nameof(ReadEvidence))
            .WithSummary("Read one of one's own entries")
            .WithExample(answer: new ReadEvidence.Response(Entry, EvidenceKind.Practice, EvidenceState.Claimed, Morning.On, 180, null, Morning, null, null, new DateTime(2026, 3, 1, 9, 30, 0, DateTimeKind.Utc), 1));

        evidence.MapPut("/{id:guid}", CorrectEvidence.Endpoint).RequirePermission(Permission.KeepOwnRecord).RequireIfMatch()
            .Produces<CorrectEvidence.Response>().Produces<CorrectEvidence.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(CorrectEvidence))
            .WithSummary("Correct an entry: a draft is written over, anything else is superseded by a new entry")
            .WithExample(new CorrectEvidence.Request(Morning), new CorrectEvidence.Response(Guid.Parse("0196b0a0-7c1e-7a00-8000-000000000004"), EvidenceKind.Practice, EvidenceState.Claimed, Morning.On, 180, null, Entry, 1));

        evidence.MapDelete("/{id:guid}", WithdrawEvidence.Endpoint).RequirePermission(Permission.KeepOwnRecord).RequireIfMatch()
            .Produces<WithdrawEvidence.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(WithdrawEvidence))
            .WithSummary("Take an entry back; it is kept as Superseded and counts for nothing")
            .WithExample(answer: new WithdrawEvidence.Response(Entry, EvidenceState.Superseded, 2));

        evidence.MapPost("/practice/import", ImportPractice.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .WithMetadata(new RequestSizeLimitAttribute(ImportPractice.LongestBytes + (64 * 1024))).Accepts<string>("text/csv")
            .Produces<ImportPractice.Response>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).WithName(nameof(ImportPractice))
            .WithSummary("Claim up to 5,000 practice entries from a CSV file: good rows are kept, bad rows reported")
            .WithExample(SomeFile, new ImportPractice.Response(1, 1, [new(2, Entry)], [new(3, "practiceMinutes", "evidence.minutes_not_positive", "Practice needs at least one minute.")]));

        evidence.MapGet("/practice/import/template", DownloadPracticeTemplate.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<string>(200, "text/csv").WithName(nameof(DownloadPracticeTemplate))
            .WithSummary("Get the first row of such a CSV file").WithExample(answer: FirstRow);
    }
}
