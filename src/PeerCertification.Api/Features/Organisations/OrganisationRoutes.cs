using System.Text.Json;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Organisations;

/// <summary>Employers and payers: who they are, who acts for them, and the keys of their programs.</summary>
internal static class OrganisationRoutes
{
    private const string Name = "Riverside Behavioral Health";

    private const string Prefix = "pcr_k7m2x9qa";

    private static readonly Guid Organisation = new("0198c0de-0000-7000-8000-000000000061");

    private static readonly Guid Other = new("0198c0de-0000-7000-8000-000000000062");

    private static readonly Guid Older = new("0198c0de-0000-7000-8000-000000000063");

    private const string Number = "NCPRSS-1234567-Q";

    private static readonly DateOnly Day = new(2026, 3, 1);

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    internal static void MapOrganisations(this IEndpointRouteBuilder api)
    {
        var organisations = api.MapGroup("/organisations").WithTags("Organisations");

        organisations.MapPost("/", RegisterOrganisation.Endpoint).RequirePermission(Permission.KeepOrganisation)
            .Produces<RegisterOrganisation.Response>(201).ProducesProblem(400).ProducesProblem(422).WithName(nameof(RegisterOrganisation))
            .WithSummary("Register an employer or a payer")
            .WithExample(new RegisterOrganisation.Request(Name, OrganisationKind.Employer, ["NY"]), new RegisterOrganisation.Response(Organisation, Name, OrganisationKind.Employer, ["NY"], Noon));

        organisations.MapGet("/", ListOwnOrganisations.Endpoint).RequirePermission(Permission.KeepOrganisation)
            .Produces<ListOwnOrganisations.Response>().ProducesProblem(400).WithName(nameof(ListOwnOrganisations))
            .WithSummary("List the organisations that you are a member of")
            .WithExample(answer: new ListOwnOrganisations.Response([new(Organisation, Name, OrganisationKind.Employer, Noon)]));

        organisations.MapPost("/join", JoinOrganisation.Endpoint).RequirePermission(Permission.KeepOrganisation)
            .Produces<JoinOrganisation.Response>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).WithName(nameof(JoinOrganisation))
            .WithSummary("Join an organisation with the link of an invitation")
            .WithExample(new JoinOrganisation.Request("u1Jt0mJ9c8yV2nq3sX4wP5eR6tY7uI8oP9aS0dF1gH2"), new JoinOrganisation.Response(Organisation, Name, OrganisationRole.Member));

        var own = organisations.MapGroup("/{organisationId:guid}");
        MapMembers(own);
        MapKeys(own.MapGroup("/keys"));
        MapLookups(own);
    }

    private static void MapMembers(RouteGroupBuilder own)
    {
        own.MapGet("/", ViewOrganisation.Endpoint).RequirePermission(Permission.KeepOrganisation)
            .Produces<ViewOrganisation.Response>().ProducesProblem(404).WithName(nameof(ViewOrganisation))
            .WithSummary("See an organisation, who acts for it, and its open invitations")
            .WithExample(answer: new ViewOrganisation.Response(
                Organisation, Name, OrganisationKind.Employer, ["NY"], Noon, OrganisationRole.Owner, DigestEvery.Weekly,
                [new(Other, "jo.mills@example.test", OrganisationRole.Owner, Noon, true)],
                [new(Older, OrganisationRole.Member, Noon, Noon.AddDays(14))]));

        own.MapPost("/invitations", InviteToOrganisation.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<InviteToOrganisation.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(InviteToOrganisation))
            .WithSummary("Ask somebody else to act for the organisation; a link goes to the address")
            .WithExample(new InviteToOrganisation.Request("kim.day@example.test"), new InviteToOrganisation.Response(Other, OrganisationRole.Member, Noon.AddDays(14)));

        own.MapPost("/invitations/{invitationId:guid}/withdraw", WithdrawOrganisationInvitation.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<WithdrawOrganisationInvitation.Response>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(WithdrawOrganisationInvitation))
            .WithSummary("Take an invitation back before it is used")
            .WithExample(answer: new WithdrawOrganisationInvitation.Response(Other, Noon));

        own.MapPost("/members/{memberId:guid}/end", EndOrganisationMembership.Endpoint).RequirePermission(Permission.KeepOrganisation)
            .Produces<EndOrganisationMembership.Response>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(EndOrganisationMembership))
            .WithSummary("End somebody's membership, as an owner, or your own")
            .WithExample(answer: new EndOrganisationMembership.Response(Other, Noon));
    }

    private static void MapLookups(RouteGroupBuilder own)
    {
        own.MapGet("/lookups", ListLookups.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<ListLookups.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListLookups))
            .WithSummary("List what was asked for the organisation, the latest first")
            .WithExample(answer: new ListLookups.Response([new(812, Noon, LookupWay.Verification, Number, Day, Noon, "H0038", "Active", null, Prefix)]));

        own.MapGet("/receipt-corrections", ListReceiptCorrections.Endpoint).RequirePermission(Permission.KeepOrganisation).AllowKeys(KeyScope.Changes)
            .Produces<ListReceiptCorrections.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListReceiptCorrections))
            .WithSummary("List which answers on the organisation's receipts were corrected, the earliest first")
            .WithExample(answer: new ListReceiptCorrections.Response(
                [new(31, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Number, Day, Noon, Noon.AddDays(2), ["standing", "standingUntilOn"], JsonElement.Parse("""{ "standing": "Suspended" }"""))]));
    }

    private static void MapKeys(RouteGroupBuilder keys)
    {
        keys.MapPost("/", IssueKey.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<IssueKey.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(IssueKey))
            .WithSummary("Issue a key for a program of the organisation; it is shown once")
            .WithExample(
                new IssueKey.Request("Payroll", [KeyScope.Verify, KeyScope.Rosters]),
                new IssueKey.Response(Other, $"{Prefix}_u1Jt0mJ9c8yV2nq3sX4wP5eR6tY7uI8oP9aS0dF1gH2", Prefix, [KeyScope.Verify, KeyScope.Rosters], Noon.AddDays(365)));

        keys.MapGet("/", ListKeys.Endpoint).RequirePermission(Permission.KeepOrganisation)
            .Produces<ListKeys.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListKeys))
            .WithSummary("List the organisation's keys, without their secrets")
            .WithExample(answer: new ListKeys.Response([new(Other, "Payroll", Prefix, [KeyScope.Verify, KeyScope.Rosters], true, Noon, Noon.AddDays(365), null, Older, Noon.AddDays(2))]));

        keys.MapPost("/{keyId:guid}/rotate", RotateKey.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<RotateKey.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(RotateKey))
            .WithSummary("Have a key followed by another; the old one goes on for some hours")
            .WithExample(
                new RotateKey.Request(),
                new RotateKey.Response(Other, $"{Prefix}_u1Jt0mJ9c8yV2nq3sX4wP5eR6tY7uI8oP9aS0dF1gH2", Prefix, Noon.AddDays(365), Older, Noon.AddHours(24)));

        keys.MapPost("/{keyId:guid}/revoke", RevokeKey.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<RevokeKey.Response>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(RevokeKey))
            .WithSummary("Revoke a key, at once")
            .WithExample(answer: new RevokeKey.Response(Other, Noon));
    }
}
