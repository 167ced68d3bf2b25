using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Features.Audits;

/// <summary>Audits of renewals: a lot that anybody can draw again, and what becomes of those who are drawn. docs/audits.md says how it goes.</summary>
internal static class AuditRoutes
{
    private const string Source = "New York Lottery, Win 4, evening of 2 April 2026";
    private const string Value = "4-8-1-7";
    private static readonly string[] Numbers = ["NCPRSS-1000001-A", "NCPRSS-1000002-B", "NCPRSS-1000003-C"];
    private static readonly Guid SomeAudit = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a41");
    private static readonly Guid SomeCase = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a42");
    private static readonly Guid SomeItem = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a43");
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Last = new(2026, 3, 31);
    private static readonly DateOnly Due = new(2026, 4, 2);
    private static readonly DateTime Noon = new(2026, 4, 1, 16, 0, 0, DateTimeKind.Utc);

    private static readonly AuditSheet Sheet = new(
        SomeCase, SomeAudit, "ncc-ap", "NCPRSS", Numbers[0], new DateOnly(2024, 2, 1), AuditCaseState.AwaitingHolder, new DateOnly(2026, 5, 3), null, null,
        [new(SomeItem, new EvidenceDetail.Training("Ethics for peers", "NAADAC", new DateOnly(2025, 5, 2), new DateOnly(2025, 5, 2), TrainingMode.LiveOnline, [new("ethics", 360)]), 360, null, null, null, null, 1)], 1);

    internal static void MapAudits(this IEndpointRouteBuilder api)
    {
        var board = api.MapGroup("/boards/{board}").WithTags("Audits");
        Lot(board.MapGroup("/audits"));
        Cases(board.MapGroup("/audit-cases"));

        var own = api.MapGroup("/me/audits").WithTags("Audits");
        own.MapGet("/", ListOwnAudits.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<ListOwnAudits.Response>().WithName(nameof(ListOwnAudits))
            .WithSummary("See the audits of one's own renewals: until when, which items, how each was judged")
            .WithExample(answer: new ListOwnAudits.Response([Sheet]));

        own.MapPut("/{caseId:guid}/items/{auditItemId:guid}", ShowAuditEvidence.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<ShowAuditEvidence.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(ShowAuditEvidence))
            .WithSummary("Show the evidence for one item of one's audit")
            .WithExample(new ShowAuditEvidence.Request(Note: "The provider has closed; its letter follows."), new ShowAuditEvidence.Response(SomeItem, null, "The provider has closed; its letter follows.", 2));

        own.MapPost("/{caseId:guid}/hand-in", HandInAudit.Endpoint).RequirePermission(Permission.KeepOwnRecord).RequireIfMatch()
            .Produces<HandInAudit.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(HandInAudit))
            .WithSummary("Hand one's audit in, by the end of its last day at the board")
            .WithExample(answer: new HandInAudit.Response(SomeCase, AuditCaseState.InReview, 2));
    }

    private static void Lot(RouteGroupBuilder audits)
    {
        audits.MapGet("/", ListAudits.Endpoint).AllowAnyone()
            .Produces<ListAudits.Response>().ProducesProblem(404).WithName(nameof(ListAudits))
            .WithSummary("List the audits that a board announced, the latest first")
            .WithExample(answer: new ListAudits.Response([new(SomeAudit, "NCPRSS", First, Last, 3, 0, 10, AuditDraw.DigestOf(Numbers), Source, Due, Noon, null)]));

        audits.MapGet("/{auditId:guid}", ViewAudit.Endpoint).AllowAnyone()
            .Produces<ViewAudit.Response>().ProducesProblem(404).WithName(nameof(ViewAudit))
            .WithSummary("Read all that it takes to draw the lot of an audit again")
            .WithExample(answer: new ViewAudit.Response(
                SomeAudit, "ncc-ap", "NCPRSS", 2, First, Last, 10, 0, AuditDraw.DigestOf(Numbers), Source, Due, Noon, Value, AuditDraw.SeedOf(Value), Noon.AddDays(2), Numbers, AuditDraw.Draw(AuditDraw.SeedOf(Value), Numbers, 10)));

        audits.MapPost("/", AnnounceAudit.Endpoint).RequirePermission(Permission.RunAudits)
            .Produces<AnnounceAudit.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(AnnounceAudit))
            .WithSummary("Announce an audit: close its list, and say where the seed will come from")
            .WithExample(new AnnounceAudit.Request("NCPRSS", First, Last, Source, Due), new AnnounceAudit.Response(SomeAudit, "ncc-ap", 3, 0, 10, AuditDraw.DigestOf(Numbers)));

        audits.MapPost("/{auditId:guid}/seed", EnterSeed.Endpoint).RequirePermission(Permission.RunAudits)
            .Produces<EnterSeed.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(EnterSeed))
            .WithSummary("Enter the public value that the seed is made of, once it has come about")
            .WithExample(new EnterSeed.Request(Value), new EnterSeed.Response(SomeAudit, Value, AuditDraw.SeedOf(Value)));
    }

    private static void Cases(RouteGroupBuilder cases)
    {
        cases.MapGet("/", ListAuditCases.Endpoint).RequirePermission(Permission.ReadBoardFiles)
            .Produces<ListAuditCases.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListAuditCases))
            .WithSummary("List the renewals of a board that were drawn, with their items, the first drawn first")
            .WithExample(answer: new ListAuditCases.Response([Sheet]));

        cases.MapPut("/{caseId:guid}/items/{auditItemId:guid}/judgement", JudgeAuditItem.Endpoint).RequirePermission(Permission.ReviewApplications).RequireIfMatch()
            .Produces<JudgeAuditItem.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(JudgeAuditItem))
            .WithSummary("Accept or reject one item of an audit")
            .WithExample(new JudgeAuditItem.Request(AuditVerdict.Rejected, "The certificate is of another course."), new JudgeAuditItem.Response(SomeItem, AuditVerdict.Rejected, "The certificate is of another course.", 3));

        cases.MapPost("/{caseId:guid}/conclusion", ConcludeAudit.Endpoint).RequirePermission(Permission.DecideApplications).RequireIfMatch()
            .Produces<ConcludeAudit.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(ConcludeAudit))
            .WithSummary("Conclude the audit of a renewal: passed, to be made good, cured or failed, as the rules have it")
            .WithExample(answer: new ConcludeAudit.Response(SomeCase, AuditCaseState.Passed, null, null, 3));
    }
}
