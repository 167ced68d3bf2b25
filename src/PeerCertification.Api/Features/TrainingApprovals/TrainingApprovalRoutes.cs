using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.TrainingApprovals;

/// <summary>What boards say of training providers and their courses.</summary>
internal static class TrainingApprovalRoutes
{
    private static readonly Guid Approval = new("0198c0de-0000-7000-8000-000000000031");

    private static readonly Guid Other = new("0198c0de-0000-7000-8000-000000000032");

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    private static readonly DateOnly From = new(2026, 4, 1);

    private static readonly DateOnly Until = new(2028, 3, 31);

    private static readonly string[] Tags = ["nycb-approved"];

    private static readonly TopicMinutes[] Topics = [new("ethics", 180)];

    internal static void MapTrainingApprovals(this IEndpointRouteBuilder api)
    {
        api.MapGroup("/boards/{board}/courses").WithTags("Boards").MapGet("/", ListApprovedCourses.Endpoint).AllowAnyone()
            .Produces<ListApprovedCourses.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListApprovedCourses))
            .WithSummary("List the courses that a board approves on a day")
            .WithExample(answer: new ListApprovedCourses.Response("ncc-ap", From, [new(Other, "Ethics for peers", "Capital Recovery Academy", TrainingMode.InPerson, Topics, 180)]));

        var approvals = api.MapGroup("/boards/{board}/training-approvals").WithTags("Training approvals");

        approvals.MapGet("/", ListTrainingApprovals.Endpoint).RequirePermission(Permission.ReadBoardFiles)
            .Produces<ListTrainingApprovals.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListTrainingApprovals))
            .WithSummary("List what training providers asked the board to approve")
            .WithExample(answer: new ListTrainingApprovals.Response([new(Approval, Other, "Capital Recovery Academy", null, null, ApprovalState.Requested, Noon, null, null, null, 1)]));

        approvals.MapGet("/{approvalId:guid}", ViewTrainingApproval.Endpoint).RequirePermission(Permission.ReadBoardFiles)
            .Produces<ViewTrainingApproval.Response>().ProducesProblem(404).WithName(nameof(ViewTrainingApproval))
            .WithSummary("Look at one request for approval")
            .WithExample(answer: new ViewTrainingApproval.Response(
                Approval, Other, "Capital Recovery Academy", "Jo Mills", "jo.mills@example.test", new(Other, "Ethics for peers", TrainingMode.InPerson, Topics, 180), ApprovalState.Approved, Noon, From, Until, null, Tags, null, 2));

        approvals.MapPost("/{approvalId:guid}/approval", ApproveTraining.Endpoint).Answers<ApproveTraining.Response>().WithName(nameof(ApproveTraining))
            .WithSummary("Approve a provider or a course from a day on")
            .WithExample(new ApproveTraining.Request(From, Until, Tags, "Its curriculum fits."), new ApproveTraining.Response(Approval, ApprovalState.Approved, From, Until, Tags, 2));

        approvals.MapPost("/{approvalId:guid}/refusal", RefuseTraining.Endpoint).Answers<RefuseTraining.Response>().WithName(nameof(RefuseTraining))
            .WithSummary("Refuse to approve a provider or a course")
            .WithExample(new RefuseTraining.Request("No teacher is named."), new RefuseTraining.Response(Approval, ApprovalState.Refused, 2));

        approvals.MapPost("/{approvalId:guid}/withdrawal", WithdrawTrainingApproval.Endpoint).Answers<WithdrawTrainingApproval.Response>().WithName(nameof(WithdrawTrainingApproval))
            .WithSummary("Withdraw an approval from today or a later day on")
            .WithExample(new WithdrawTrainingApproval.Request(new DateOnly(2027, 1, 1), "Attendance was not taken."), new WithdrawTrainingApproval.Response(Approval, ApprovalState.Withdrawn, new DateOnly(2027, 1, 1), 3));
    }

    private static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route) =>
        route.RequirePermission(Permission.ApproveTraining).RequireIfMatch()
            .Produces<T>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
}
