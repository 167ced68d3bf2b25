using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Applications;

/// <summary>Applying for a credential, from the applicant's side.</summary>
internal static class ApplicationRoutes
{
    private static readonly Guid SomeApplication = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a11");

    internal static void MapApplications(this IEndpointRouteBuilder api)
    {
        var applications = api.MapGroup("/applications").WithTags("Applications");

        applications.MapPost("/", BeginApplication.Endpoint).RequirePermission(Permission.ApplyForCredential)
            .Produces<BeginApplication.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(BeginApplication))
            .WithSummary("Begin an application for a credential")
            .WithExample(new BeginApplication.Request("ncc-ap", "NCPRSS"), new BeginApplication.Response(SomeApplication, "ncc-ap", "NCPRSS", ApplicationState.Draft, 1));
    }
}
