using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Providers;

/// <summary>Training providers: who they are, who acts for them, what they teach, and what they ask of boards.</summary>
internal static class ProviderRoutes
{
    private static readonly Guid Provider = new("0198c0de-0000-7000-8000-000000000021");

    private static readonly Guid Other = new("0198c0de-0000-7000-8000-000000000022");

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    private static readonly TopicMinutes[] Topics = [new("ethics", 180)];

    internal static void MapProviders(this IEndpointRouteBuilder api)
    {
        var providers = api.MapGroup("/providers").WithTags("Training providers");

        providers.MapPost("/", RegisterProvider.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<RegisterProvider.Response>(201).ProducesProblem(400).WithName(nameof(RegisterProvider))
            .WithSummary("Register an organisation that gives courses")
            .WithExample(new RegisterProvider.Request("Capital Recovery Academy", "Jo Mills", "jo.mills@example.test"), new RegisterProvider.Response(Provider, "Capital Recovery Academy", Noon));

        providers.MapGet("/", ListOwnProviders.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<ListOwnProviders.Response>().ProducesProblem(400).WithName(nameof(ListOwnProviders))
            .WithSummary("List the training providers that you are a member of")
            .WithExample(answer: new ListOwnProviders.Response([new(Provider, "Capital Recovery Academy", Noon)]));

        providers.MapPost("/join", JoinProvider.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<JoinProvider.Response>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).WithName(nameof(JoinProvider))
            .WithSummary("Join a provider with the link of an invitation")
            .WithExample(new JoinProvider.Request("u1Jt0mJ9c8yV2nq3sX4wP5eR6tY7uI8oP9aS0dF1gH2"), new JoinProvider.Response(Provider, "Capital Recovery Academy"));

        var own = providers.MapGroup("/{providerId:guid}");
        MapMembers(own);
        MapCourses(own);
        MapApprovals(own);
    }

    private static void MapMembers(RouteGroupBuilder own)
    {
        own.MapGet("/", ViewProvider.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<ViewProvider.Response>().ProducesProblem(404).WithName(nameof(ViewProvider))
            .WithSummary("See a provider and who acts for it")
            .WithExample(answer: new ViewProvider.Response(Provider, "Capital Recovery Academy", "Jo Mills", "jo.mills@example.test", [new(Other, "jo.mills@example.test", Noon)]));

        own.MapPost("/invitations", InviteMember.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<InviteMember.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(InviteMember))
            .WithSummary("Ask somebody else to act for the provider; a link goes to the address")
            .WithExample(new InviteMember.Request("kim.day@example.test"), new InviteMember.Response(Other, Noon.AddDays(14)));

        own.MapPost("/members/{memberId:guid}/end", EndMembership.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<EndMembership.Response>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(EndMembership))
            .WithSummary("End somebody's membership of the provider")
            .WithExample(answer: new EndMembership.Response(Other, Noon));
    }

    private static void MapCourses(RouteGroupBuilder own)
    {
        own.MapPost("/courses", OfferCourse.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<OfferCourse.Response>(201).ProducesProblem(400).ProducesProblem(404).WithName(nameof(OfferCourse))
            .WithSummary("Write down a course that the provider gives; it never changes")
            .WithExample(new OfferCourse.Request("Ethics for peers", TrainingMode.InPerson, Topics), new OfferCourse.Response(Other, "Ethics for peers", TrainingMode.InPerson, Topics, 180));

        own.MapGet("/courses", ListOwnCourses.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<ListOwnCourses.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListOwnCourses))
            .WithSummary("List the provider's courses")
            .WithExample(answer: new ListOwnCourses.Response([new(Other, "Ethics for peers", TrainingMode.InPerson, Topics, 180, Noon)]));
    }

    private static void MapApprovals(RouteGroupBuilder own)
    {
        own.MapPost("/approvals", RequestApproval.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<RequestApproval.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(RequestApproval))
            .WithSummary("Ask a board to approve the provider, or one of its courses")
            .WithExample(new RequestApproval.Request("ncc-ap"), new RequestApproval.Response(Other, "ncc-ap", null, ApprovalState.Requested, 1));

        own.MapGet("/approvals", ListOwnApprovals.Endpoint).RequirePermission(Permission.KeepProvider)
            .Produces<ListOwnApprovals.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListOwnApprovals))
            .WithSummary("List what the provider asked boards to approve, and their answers")
            .WithExample(answer: new ListOwnApprovals.Response([new(Other, "ncc-ap", null, null, ApprovalState.Approved, Noon, new DateOnly(2026, 4, 1), new DateOnly(2028, 3, 31), null, null, 2)]));

        own.MapPost("/approvals/{approvalId:guid}/retraction", RetractApproval.Endpoint).RequirePermission(Permission.KeepProvider).RequireIfMatch()
            .Produces<RetractApproval.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(RetractApproval))
            .WithSummary("Take back a request that the board has not answered")
            .WithExample(answer: new RetractApproval.Response(Other, ApprovalState.Retracted, 2));
    }
}
