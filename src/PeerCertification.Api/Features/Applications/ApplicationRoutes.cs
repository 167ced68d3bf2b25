using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Evidence;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Applications;

/// <summary>Applying for a credential, from the applicant's side.</summary>
internal static class ApplicationRoutes
{
    private static readonly Guid SomeApplication = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a11");
    private static readonly Guid SomeEntry = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a12");
    private static readonly DateOnly SomeDay = new(2026, 3, 2);
    private static readonly DateTime SomeInstant = new(2026, 3, 2, 15, 4, 5, DateTimeKind.Utc);

    /// <summary>Five of the hours of ethics training are there, one is missing.</summary>
    private static readonly Evaluation SomeEvaluation = new(
        SomeDay,
        FactBasis.Claimed,
        false,
        new("ethics", "Six hours of ethics training", "manual", false, 300, 360, FindingUnit.Minutes, "Log 60 more minutes of ethics training.", [new(SomeEntry, 300)], [], []),
        [new(SomeEntry, 300, 300, ["ethics"], [])]);

    internal static void MapApplications(this IEndpointRouteBuilder api)
    {
        var applications = api.MapGroup("/applications").WithTags("Applications");

        api.MapGet("/progress", PreviewProgress.Endpoint).RequirePermission(Permission.ApplyForCredential).WithTags("Applications")
            .Produces<PreviewProgress.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(PreviewProgress))
            .WithSummary("See how far one's entries carry toward a credential, before applying")
            .WithExample(answer: new PreviewProgress.Response("ncc-ap", "NCPRSS", 2, SomeEvaluation));

        applications.MapPost("/", BeginApplication.Endpoint).RequirePermission(Permission.ApplyForCredential)
            .Produces<BeginApplication.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(BeginApplication))
            .WithSummary("Begin an application for a credential")
            .WithExample(new BeginApplication.Request("ncc-ap", "NCPRSS"), new BeginApplication.Response(SomeApplication, "ncc-ap", "NCPRSS", ApplicationState.Draft, 1));

        applications.MapGet("/", ListOwnApplications.Endpoint).RequirePermission(Permission.ApplyForCredential)
            .Produces<ListOwnApplications.Response>().ProducesProblem(400).WithName(nameof(ListOwnApplications))
            .WithSummary("List one's own applications, the latest first")
            .WithExample(answer: new ListOwnApplications.Response([new(SomeApplication, "ncc-ap", "NCPRSS", ApplicationKind.First, ApplicationState.Submitted, null, SomeInstant, SomeDay, 2)]));

        applications.MapGet("/{id:guid}", ViewApplication.Endpoint).RequireAccount()
            .Produces<ViewApplication.Response>().ProducesProblem(404).WithName(nameof(ViewApplication))
            .WithSummary("See how an application stands: one's own, or one submitted to one's board")
            .WithExample(answer: new ViewApplication.Response(SomeApplication, "Ana Ruiz", "ncc-ap", "NCPRSS", ApplicationKind.First, ApplicationState.Submitted, null, SomeInstant, SomeInstant, SomeDay, 2, [], [], null, null, 2));

        applications.MapGet("/{id:guid}/progress", ViewProgress.Endpoint).RequireAccount()
            .Produces<ViewProgress.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(ViewProgress))
            .WithSummary("See what of the requirements is met, what is missing, and what would cure it")
            .WithExample(answer: new ViewProgress.Response("ncc-ap", "NCPRSS", 2, SomeEvaluation));

        applications.MapGet("/{id:guid}/rule-changes", ViewRuleChanges.Endpoint).RequireAccount()
            .Produces<ViewRuleChanges.Response>().ProducesProblem(404).WithName(nameof(ViewRuleChanges))
            .WithSummary("See how the latest rules differ from those that an application is judged by")
            .WithExample(answer: new ViewRuleChanges.Response(
                "ncc-ap", "NCPRSS", 2, 3, new DateOnly(2026, 7, 1), [new("practice", ChangeKind.Changed, "250 hours of practice", [new("at least", "200 hours", "250 hours", "At least: 200 hours before, 250 hours now.")])]));

        applications.MapPost("/{id:guid}/submission", SubmitApplication.Endpoint).RequirePermission(Permission.ApplyForCredential).RequireIfMatch()
            .Produces<SubmitApplication.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(SubmitApplication))
            .WithSummary("Submit an application to the board")
            .WithExample(answer: new SubmitApplication.Response(SomeApplication, ApplicationState.Submitted, SomeDay, SomeInstant, 2, 41, [], 2));

        applications.MapGet("/{id:guid}/submission", ViewSubmission.Endpoint).RequireAccount()
            .Produces<ViewSubmission.Response>().ProducesProblem(404).WithName(nameof(ViewSubmission))
            .WithSummary("Read what was submitted, as it was")
            .WithExample(answer: new ViewSubmission.Response(
                SomeDay,
                "Ana Ruiz",
                null,
                EducationLevel.HighSchoolDiploma,
                new SensitiveData(RecoverySince: new DateOnly(2021, 5, 1)),
                2,
                "5f1a0c8e4b7d2936a1c4e8f07b6d5932c1e0a9f8d7c6b5a493827160f5e4d3c2",
                [new(SomeEntry, new EvidenceDetail.Training("Ethics for peers", "Recovery College", SomeDay, SomeDay, TrainingMode.InPerson, [new("ethics", 300)]), EvidenceState.Attested, 300, null, true, null)],
                SomeEvaluation));

        applications.MapPost("/{id:guid}/answers", AnswerBoard.Endpoint).RequirePermission(Permission.ApplyForCredential).RequireIfMatch()
            .Produces<AnswerBoard.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(AnswerBoard))
            .WithSummary("Answer what the board asked; entries logged since become part of the application")
            .WithExample(new AnswerBoard.Request("The missing hour of ethics is logged, with its certificate."), new AnswerBoard.Response(SomeApplication, ApplicationState.InReview, 1, 6));

        applications.MapPost("/{id:guid}/withdrawal", WithdrawApplication.Endpoint).RequirePermission(Permission.ApplyForCredential).RequireIfMatch()
            .Produces<WithdrawApplication.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(WithdrawApplication))
            .WithSummary("Withdraw an application before it is decided")
            .WithExample(new WithdrawApplication.Request("I am moving to another state."), new WithdrawApplication.Response(SomeApplication, ApplicationState.Withdrawn, 3));
    }
}
