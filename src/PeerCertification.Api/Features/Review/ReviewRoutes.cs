using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Review;

/// <summary>The board's side of an application: the queue, the judgement of evidence, the recommendation, the decision.</summary>
internal static class ReviewRoutes
{
    private static readonly Guid File = new("0198c0de-0000-7000-8000-000000000001");

    private static readonly Guid Entry = new("0198c0de-0000-7000-8000-000000000002");

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    internal static void MapReview(this IEndpointRouteBuilder api)
    {
        api.MapGet("/boards/{board}/decision-clocks", ListDecisionClocks.Endpoint).WithTags("Review").RequirePermission(Permission.ReadBoardFiles)
            .Produces<ListDecisionClocks.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListDecisionClocks))
            .WithSummary("See by when the board's rules ask it to deal with each open application, the first received first")
            .WithExample(answer: new ListDecisionClocks.Response(new(2026, 3, 1), [new(new Guid("019a0000-0000-7000-8000-000000000001"), "CMPSS", ApplicationState.InReview, new(2026, 1, 20), [new("review", "Review of an application", new(2026, 2, 19), IsOverdue: true)])]));

        MapQueue(api.MapGroup("/boards/{board}/applications").WithTags("Review"));
        var file = api.MapGroup("/applications/{id:guid}").WithTags("Review");
        MapFile(file);
        MapDecision(file);
    }

    private static void MapQueue(RouteGroupBuilder queue)
    {
        queue.MapGet("/", ListQueue.Endpoint).RequirePermission(Permission.ReadBoardFiles)
            .Produces<ListQueue.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListQueue))
            .WithSummary("See the board's queue")
            .WithExample(answer: new ListQueue.Response([new(File, "NCPRSS", ApplicationKind.First, "Ana Ruiz", ApplicationState.Submitted, null, new DateOnly(2026, 3, 14), Noon, false, 2)]));

        queue.MapGet("/{id:guid}", ViewFile.Endpoint).RequirePermission(Permission.ReadBoardFiles)
            .Produces<ViewFile.Response>().ProducesProblem(404).WithName(nameof(ViewFile))
            .WithSummary("Open one file of the board")
            .WithExample(answer: new ViewFile.Response(File, "NCPRSS", ApplicationKind.First, "Ana Ruiz", ["legalName"], ApplicationState.InReview, null, new DateOnly(2026, 3, 14), 2, [], 14, 3, [], [], [], [], 3));
    }

    private static void MapFile(RouteGroupBuilder file)
    {
        file.MapGet("/items", ListItems.Endpoint).RequireAccount()
            .Produces<ListItems.Response>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).WithName(nameof(ListItems))
            .WithSummary("List the entries of a file with their judgement")
            .WithExample(answer: new ListItems.Response([new(Entry, Entry, new EvidenceDetail.Exam("NCPRSS", new DateOnly(2026, 2, 1), true, 82), EvidenceState.Claimed, 0, null, null, null, null, null, null, 0)]));

        file.MapPut("/items/{itemId:guid}/judgement", JudgeItem.Endpoint).RequirePermission(Permission.ReviewApplications).RequireIfMatch()
            .Produces<JudgeItem.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(JudgeItem))
            .WithSummary("Accept an entry, accept a part of it, or reject it")
            .WithExample(
                new JudgeItem.Request(Verdict.AcceptInPart, 240, "The certificate shows four hours, not six."),
                new JudgeItem.Response(Entry, EvidenceState.PartlyAccepted, 360, null, 240, "The certificate shows four hours, not six.", 1));

        file.MapPost("/review", BeginReview.Endpoint).RequirePermission(Permission.ReviewApplications).RequireIfMatch()
            .Produces<BeginReview.Response>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(BeginReview))
            .WithSummary("Take up a submitted file")
            .WithExample(answer: new BeginReview.Response(File, ApplicationState.InReview, 3));

        file.MapPost("/questions", AskApplicant.Endpoint).RequirePermission(Permission.ReviewApplications).RequireIfMatch()
            .Produces<AskApplicant.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(AskApplicant))
            .WithSummary("Ask the applicant for more")
            .WithExample(
                new AskApplicant.Request(WaitingReason.MoreEvidence, "Please send the certificate of the ethics course."),
                new AskApplicant.Response(File, ApplicationState.AwaitingApplicant, WaitingReason.MoreEvidence, Entry, 4));

        file.MapPost("/third-party-requests", AskThirdParty.Endpoint).RequirePermission(Permission.ReviewApplications).RequireIfMatch()
            .Produces<AskThirdParty.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(AskThirdParty))
            .WithSummary("Note that the file waits for somebody else")
            .WithExample(
                new AskThirdParty.Request(WaitingReason.ExamResult, "Score report asked for on 14 March."),
                new AskThirdParty.Response(File, ApplicationState.AwaitingThirdParty, WaitingReason.ExamResult, 4));

        file.MapPost("/third-party-answers", HearThirdParty.Endpoint).RequirePermission(Permission.ReviewApplications).RequireIfMatch()
            .Produces<HearThirdParty.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(HearThirdParty))
            .WithSummary("Note that what the file waited for has come")
            .WithExample(new HearThirdParty.Request("Score report came."), new HearThirdParty.Response(File, ApplicationState.InReview, 5));

        file.MapPost("/conflicts", DeclareConflict.Endpoint).RequirePermission(Permission.ReadBoardFiles)
            .Produces<DeclareConflict.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(DeclareConflict))
            .WithSummary("Declare a conflict of interest and keep away from a file")
            .WithExample(new DeclareConflict.Request("The applicant is my sister."), new DeclareConflict.Response(File, Noon));

        file.MapPost("/recommendation", RecommendDecision.Endpoint).RequirePermission(Permission.ReviewApplications).RequireIfMatch()
            .Produces<RecommendDecision.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(RecommendDecision))
            .WithSummary("Recommend to approve or to deny")
            .WithExample(
                new RecommendDecision.Request(DecisionKind.Approve, "Every requirement is met by accepted evidence."),
                new RecommendDecision.Response(File, ApplicationState.Recommended, DecisionKind.Approve, 6));

        file.MapPost("/return", ReturnToReview.Endpoint).RequirePermission(Permission.DecideApplications).RequireIfMatch()
            .Produces<ReturnToReview.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(ReturnToReview))
            .WithSummary("Send a recommended file back to the reviewers")
            .WithExample(new ReturnToReview.Request("The second reference is not judged yet."), new ReturnToReview.Response(File, ApplicationState.InReview, 7));
    }

    private static void MapDecision(RouteGroupBuilder file)
    {
        file.MapPost("/waivers", WaiveRequirement.Endpoint).RequirePermission(Permission.DecideApplications).RequireIfMatch()
            .Produces<WaiveRequirement.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(WaiveRequirement))
            .WithSummary("Let an applicant off a requirement that the rules call waivable")
            .WithExample(
                new WaiveRequirement.Request("no-custody", "The board weighed the stay in custody of 2024 and the three references."),
                new WaiveRequirement.Response(Entry, File, "no-custody", 7));

        file.MapPost("/waivers/{waiverId:guid}/withdraw", WithdrawWaiver.Endpoint).RequirePermission(Permission.DecideApplications).RequireIfMatch()
            .Produces<WithdrawWaiver.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(WithdrawWaiver))
            .WithSummary("Ask for a waived requirement again")
            .WithExample(new WithdrawWaiver.Request("Granted to the wrong file."), new WithdrawWaiver.Response(Entry, Noon, 8));

        file.MapPost("/approval", ApproveApplication.Endpoint).RequirePermission(Permission.DecideApplications).RequireIfMatch()
            .Produces<ApproveApplication.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(ApproveApplication))
            .WithSummary("Approve an application and issue the credential")
            .WithExample(new ApproveApplication.Request(), new ApproveApplication.Response(File, ApplicationState.Approved, "NCPRSS-4821937-F", new DateOnly(2026, 3, 20), new DateOnly(2028, 3, 19), 7));

        file.MapPost("/denial", DenyApplication.Endpoint).RequirePermission(Permission.DecideApplications).RequireIfMatch()
            .Produces<DenyApplication.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(DenyApplication))
            .WithSummary("Deny an application on coded grounds")
            .WithExample(
                new DenyApplication.Request([DenialGround.RequirementsNotMet], "Six hours of ethics are missing."),
                new DenyApplication.Response(
                    File,
                    ApplicationState.Denied,
                    [new(DenialGround.RequirementsNotMet, DenialGrounds.Texts[DenialGround.RequirementsNotMet])],
                    new DateOnly(2026, 4, 19),
                    DenialGrounds.HowToAskAgain("NCC AP", new DateOnly(2026, 4, 19)),
                    7));

        file.MapGet("/decision", ViewDecision.Endpoint).RequireAccount()
            .Produces<ViewDecision.Response>().ProducesProblem(403).ProducesProblem(404).WithName(nameof(ViewDecision))
            .WithSummary("Read the decision on an application and how every requirement came out")
            .WithExample(answer: new ViewDecision.Response(
                DecisionKind.Approve,
                new DateOnly(2026, 3, 20),
                Noon,
                null,
                null,
                2,
                [],
                null,
                null,
                null,
                "NCPRSS-4821937-F",
                new Finding("exam", "The NCPRSS exam of NCC AP, passed", "NAADAC - Credential FAQs", true, 1, 1, FindingUnit.Count, null, [new CountedEntry(Entry, 1)], [], [])));

        file.MapGet("/decision/replay", ReplayDecision.Endpoint).RequirePermission(Permission.ReadHistory)
            .Produces<ReplayDecision.Response>().ProducesProblem(404).WithName(nameof(ReplayDecision))
            .WithSummary("Make a decision out again from what it was made on")
            .WithExample(answer: new ReplayDecision.Response(DecisionKind.Approve, new DateOnly(2026, 3, 20), true, true, 2, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));
    }
}
