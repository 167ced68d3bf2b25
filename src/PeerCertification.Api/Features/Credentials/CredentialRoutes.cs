using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>Looking after credentials once they are awarded.</summary>
internal static class CredentialRoutes
{
    private static readonly DateOnly Day = new(2026, 3, 14);

    internal static void MapCredentials(this IEndpointRouteBuilder api)
    {
        var credentials = api.MapGroup("/credentials").WithTags("Credentials");
        Read(credentials);
        api.MapGet("/me/lookups", ListOwnLookups.Endpoint).RequirePermission(Permission.KeepOwnRecord).WithTags("Credentials")
            .Produces<ListOwnLookups.Response>().ProducesProblem(400).WithName(nameof(ListOwnLookups))
            .WithSummary("List who asked about your credentials, when and for what")
            .WithExample(answer: new ListOwnLookups.Response([new(812, new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc), "NCPRSS-1234567-Q", new(2026, 3, 1), LookupWay.Verification, "Riverside Behavioral Health", "H0038", false)]));
        Act(credentials.MapGroup("/{number}/acts"));
        Restrict(credentials.MapGroup("/{number}/restrictions"));
        Hide(credentials.MapGroup("/{number}"));
        credentials.MapPost("/{number}/posted-renewals", NotePostedRenewal.Endpoint).Answers<NotePostedRenewal.Response>(200).WithName(nameof(NotePostedRenewal))
            .WithSummary("Note that papers of a renewal came by post; handed in, it counts as sent when they arrived, or on their postmark where the rules say so")
            .WithExample(new NotePostedRenewal.Request(new(2026, 1, 3), new(2025, 12, 31), "Envelope 2026-11 in the file."), new NotePostedRenewal.Response("CPS-1234567-Q", new(2024, 1, 1), new(2026, 1, 3), new(2025, 12, 31), 2));
    }

    private static void Read(RouteGroupBuilder credentials)
    {
        credentials.MapGet("/", ListOwnCredentials.Endpoint).RequirePermission(Permission.KeepOwnRecord)
            .Produces<ListOwnCredentials.Response>().ProducesProblem(400).ProducesProblem(409).WithName(nameof(ListOwnCredentials))
            .WithSummary("List the credentials that you hold or held, and how each stands today")
            .WithExample(answer: new ListOwnCredentials.Response([new("NCPRSS-1234567-Q", "NCPRSS", "National Certified Peer Recovery Support Specialist", "ncc-ap", Day, Standing.Active, "Active on 14 March 2026; the period ends with 31 December 2027.", new(2026, 1, 1), new(new(2026, 1, 1), new(2027, 12, 31)))]));

        credentials.MapGet("/{number}", ViewCredential.Endpoint).RequireAccount()
            .Produces<ViewCredential.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ViewCredential))
            .WithSummary("See a credential with every act, period and restriction: its holder, or staff of its board")
            .WithExample(answer: new ViewCredential.Response(
                "NCPRSS-1234567-Q", "NCPRSS", "National Certified Peer Recovery Support Specialist", "ncc-ap", "Ana Ruiz", Guid.Empty, null,
                Day, Standing.Active, "Active on 14 March 2026; the period ends with 31 December 2027.", null, new(2026, 1, 1), new(new(2026, 1, 1), new(2027, 12, 31)),
                [new(1, CredentialActKind.Issue, new(2026, 1, 1), null, null, null, null, false, "Awarded.", new(2026, 1, 1, 15, 0, 0, DateTimeKind.Utc), true)], [new(new(2026, 1, 1), new(2027, 12, 31))], [], false, 1));
    }

    private static void Act(RouteGroupBuilder acts)
    {
        acts.MapPost("/suspend", SuspendCredential.Endpoint).AnswersAnAct().WithName(nameof(SuspendCredential))
            .WithSummary("Suspend a credential from a day, until lifted or to the end of a last day")
            .WithExample(new SuspendCredential.Request(Day, "Complaint 2026-17 under inquiry.", Day.AddDays(30)), Recorded(CredentialActKind.Suspend, Standing.Suspended));

        acts.MapPost("/lift-suspension", LiftSuspension.Endpoint).AnswersAnAct().WithName(nameof(LiftSuspension))
            .WithSummary("Lift a suspension from a day on")
            .WithExample(new LiftSuspension.Request(Day, "Inquiry closed without finding."), Recorded(CredentialActKind.LiftSuspension, Standing.Active));

        acts.MapPost("/revoke", RevokeCredential.Endpoint).AnswersAnAct().WithName(nameof(RevokeCredential))
            .WithSummary("Revoke a credential from a day on")
            .WithExample(new RevokeCredential.Request(Day, "Order 2026-4 of the ethics committee."), Recorded(CredentialActKind.Revoke, Standing.Revoked));

        acts.MapPost("/surrender", SurrenderCredential.Endpoint).AnswersAnAct().WithName(nameof(SurrenderCredential))
            .WithSummary("Record that the holder gives a credential up from a day on")
            .WithExample(new SurrenderCredential.Request(Day, "Letter of the holder."), Recorded(CredentialActKind.Surrender, Standing.Surrendered));

        acts.MapPost("/deactivate", DeactivateCredential.Endpoint).AnswersAnAct().WithName(nameof(DeactivateCredential))
            .WithSummary("Set a credential inactive from a day on")
            .WithExample(new DeactivateCredential.Request(Day, "The holder pauses practice."), Recorded(CredentialActKind.Deactivate, Standing.Inactive));

        acts.MapPost("/reactivate", ReactivateCredential.Endpoint).AnswersAnAct().WithName(nameof(ReactivateCredential))
            .WithSummary("Set an inactive credential active again from a day on")
            .WithExample(new ReactivateCredential.Request(Day, "The holder practises again."), Recorded(CredentialActKind.Reactivate, Standing.Active));

        acts.MapPost("/extend", ExtendPeriod.Endpoint).Answers<ExtendPeriod.Response>(200).WithName(nameof(ExtendPeriod))
            .WithSummary("Make the last period of a credential longer, on a ground that its rules name")
            .WithExample(new ExtendPeriod.Request("hardship", "Six weeks in hospital; letter seen."), new ExtendPeriod.Response("NCPRSS-1234567-Q", 2, "hardship", new(2026, 1, 1), new(2027, 12, 31), new(2028, 3, 31), 2));

        acts.MapPost("/change-name", ChangeName.Endpoint).AnswersAnAct().WithName(nameof(ChangeName))
            .WithSummary("Print another name from a day on, by a document of the holder; number and history stay")
            .WithExample(new ChangeName.Request("Ana Reyes", Guid.Empty, Day, "Marriage certificate seen."), Recorded(CredentialActKind.ChangeName, Standing.Active));

        acts.MapPost("/endorse", Endorse.Endpoint).AnswersAnAct().WithName(nameof(Endorse))
            .WithSummary("Add an endorsement that the rules know, from a day on")
            .WithExample(new Endorse.Request("family", Day, "Six further hours seen."), Recorded(CredentialActKind.Endorse, Standing.Active));

        acts.MapPost("/end-endorsement", EndEndorsement.Endpoint).AnswersAnAct().WithName(nameof(EndEndorsement))
            .WithSummary("End an endorsement; the first day without it")
            .WithExample(new EndEndorsement.Request("family", Day, "Given up by letter."), Recorded(CredentialActKind.EndEndorsement, Standing.Active));

        acts.MapPost("/record-death", RecordDeath.Endpoint).AnswersAnAct().WithName(nameof(RecordDeath))
            .WithSummary("Record the death of the holder")
            .WithExample(new RecordDeath.Request(Day, "Certificate seen."), Recorded(CredentialActKind.RecordDeath, Standing.Deceased));

        acts.MapPost("/vacate", VacateAct.Endpoint).AnswersAnAct().WithName(nameof(VacateAct))
            .WithSummary("Take an act back as if it had never been")
            .WithExample(new VacateAct.Request(2, "Order set aside on appeal."), new RecordedAct("NCPRSS-1234567-Q", 3, CredentialActKind.Vacate, Day, null, 2, Standing.Active, 3));
    }

    private static void Restrict(RouteGroupBuilder restrictions)
    {
        restrictions.MapPost("/", ImposeRestriction.Endpoint).Answers<ImposeRestriction.Response>(201).WithName(nameof(ImposeRestriction))
            .WithSummary("Put a dated restriction on a credential, public or not")
            .WithExample(new ImposeRestriction.Request("Practises under supervision only.", true, Day, "Consent order 2026-9."), new ImposeRestriction.Response(Guid.Empty, "NCPRSS-1234567-Q", 2));

        restrictions.MapPost("/{restrictionId:guid}/end", EndRestriction.Endpoint).Answers<EndRestriction.Response>(200).WithName(nameof(EndRestriction))
            .WithSummary("End a restriction before its time")
            .WithExample(new EndRestriction.Request(Day, "Conditions met."), new EndRestriction.Response(Guid.Empty, Day, 3));
    }

    private static void Hide(RouteGroupBuilder credential)
    {
        credential.MapPost("/hide", HideHolder.Endpoint).RequirePermission(Permission.HideHolders)
            .Produces<HideHolder.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(HideHolder))
            .WithSummary("Keep the holder, who is in danger, out of every search by name; verification by number goes on")
            .WithExample(new HideHolder.Request("Protective order seen."), new HideHolder.Response("NCPRSS-1234567-Q", new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc)));

        credential.MapPost("/show", ShowHolder.Endpoint).RequirePermission(Permission.HideHolders)
            .Produces<ShowHolder.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(ShowHolder))
            .WithSummary("Let the search by name find the holder again")
            .WithExample(new ShowHolder.Request("The holder asked for it."), new ShowHolder.Response("NCPRSS-1234567-Q", false));
    }

    private static RouteHandlerBuilder AnswersAnAct(this RouteHandlerBuilder route) => route.Answers<RecordedAct>(200);

    /// <summary>What every change to a credential asks for and can answer.</summary>
    private static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status) =>
        route.RequirePermission(Permission.ActOnCredentials).RequireIfMatch()
            .Produces<T>(status).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static RecordedAct Recorded(CredentialActKind kind, Standing standing) =>
        new("NCPRSS-1234567-Q", 2, kind, Day, null, null, standing, 2);
}
