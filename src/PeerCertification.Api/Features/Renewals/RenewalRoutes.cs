using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Renewals;

/// <summary>Renewing a credential, from its holder's side. Once begun, a renewal is an application like any other.</summary>
internal static class RenewalRoutes
{
    private static readonly DateOnly Today = new(2027, 11, 2);
    private static readonly Period SomePeriod = new(new(2026, 1, 1), new(2027, 12, 31));
    private static readonly Guid SomeEntry = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a12");

    internal static void MapRenewals(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/me/credentials/{number}").WithTags("Renewals");

        own.MapGet("/renewal", ViewRenewal.Endpoint).RequirePermission(Permission.ApplyForCredential)
            .Produces<ViewRenewal.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(ViewRenewal))
            .WithSummary("See when and on what terms one's credential can be renewed, and what is owed for it")
            .WithExample(answer: new ViewRenewal.Response(
                "NCPRSS-1234567-Q", "ncc-ap", "NCPRSS", Today, Today, Standing.Active, "Active on 2 November 2027; the period ends with 31 December 2027.", SomePeriod, 2,
                RenewalPhase.Open, SomePeriod.EndsOn, RenewalEvidence.Audit, 10, 20000,
                [new("renewal-fee", FeePurpose.Renewal, 20000, ChargeReason.Owed, "Renewal.", "NAADAC - Credential FAQs (undated)")],
                [new(RenewalPhase.Open, null, "Renewal", SomePeriod.StartsOn, SomePeriod.EndsOn, 0, Standing.Active, true)],
                null, null, null,
                new Evaluation(Today, FactBasis.Claimed, false, new("renewal-hours", "40 contact hours", "NAADAC", false, 1800, 2400, FindingUnit.Minutes, "Log 10 hours more.", [new(SomeEntry, 1800)], [], []), [new(SomeEntry, 1800, 1800, ["renewal-hours"], [])])));

        own.MapPost("/renewals", BeginRenewal.Endpoint).RequirePermission(Permission.ApplyForCredential)
            .Produces<BeginRenewal.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(BeginRenewal))
            .WithSummary("Begin the renewal of one's credential, or its reinstatement where it is that late; hand it in like any application")
            .WithExample(answer: new BeginRenewal.Response(Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a11"), "NCPRSS-1234567-Q", ApplicationKind.Renewal, SomePeriod.StartsOn, SomePeriod.EndsOn, ApplicationState.Draft, 1));
    }
}
