using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Fees;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Fees;

/// <summary>What things cost, and who paid: the ledger of each application. Money moves elsewhere; here stands that it did.</summary>
internal static class FeeRoutes
{
    private static readonly Guid SomeApplication = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a11");
    private static readonly Guid SomeCharge = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a31");
    private static readonly Guid SomePayment = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a32");
    private static readonly Guid SomeLine = Guid.Parse("0195a4c8-4d10-7c6a-9f52-3d6f0e9b7a33");
    private static readonly DateOnly Today = new(2027, 11, 2);
    private static readonly DateTime Noon = new(2027, 11, 2, 17, 0, 0, DateTimeKind.Utc);

    internal static void MapFees(this IEndpointRouteBuilder api)
    {
        api.MapGet("/applications/{id:guid}/fees", ViewFees.Endpoint).RequireAccount().WithTags("Fees")
            .Produces<ViewFees.Response>().ProducesProblem(404).WithName(nameof(ViewFees))
            .WithSummary("See what an application costs, what of it is owed, why and until when: one's own, or one submitted to one's board")
            .WithExample(answer: new ViewFees.Response(
                SomeApplication, "ncc-ap", "NCPRSS", ApplicationKind.Renewal, ApplicationState.Submitted, 20000, 0, 20000, 0, 0, 0,
                [new(SomeCharge, "renewal-fee", FeePurpose.Renewal, FeeBlock.Nothing, 20000, 0, 20000, 0)],
                [
                    new(SomeCharge, FeeLineKind.Charge, FeePurpose.Renewal, 20000, Today, "renewal-fee", FeeBlock.Nothing, null, "Renewal. NAADAC - Credential FAQs (undated)", null, null, null, Noon, null),
                    new(SomePayment, FeeLineKind.Payment, null, 20000, Today, null, FeeBlock.Nothing, null, null, "pay-2027-000481", null, null, Noon, null),
                ],
                null));

        api.MapGet("/me/fees", ListOwnFees.Endpoint).RequirePermission(Permission.ApplyForCredential).WithTags("Fees")
            .Produces<ListOwnFees.Response>().WithName(nameof(ListOwnFees))
            .WithSummary("See what one owes, application by application")
            .WithExample(answer: new ListOwnFees.Response(20000, [new(SomeApplication, "ncc-ap", "NCPRSS", ApplicationKind.Renewal, ApplicationState.Submitted, 20000, 0, null)]));

        var board = api.MapGroup("/boards/{board}").WithTags("Fees");

        board.MapGet("/fees", ListFeeLines.Endpoint).RequirePermission(Permission.ReadBoardFiles)
            .Produces<ListFeeLines.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListFeeLines))
            .WithSummary("Read the ledger of a board's fees, the oldest line first")
            .WithExample(answer: new ListFeeLines.Response([new(SomePayment, SomeApplication, null, FeeLineKind.Payment, null, 20000, Today, null, null, null, "pay-2027-000481", null, null, Today, Noon, SomeLine)]));

        board.MapPost("/applications/{id:guid}/payments", PostPayment.Endpoint).RequirePermission(Permission.KeepFees)
            .Produces<PostPayment.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(PostPayment))
            .WithSummary("Post a payment that came in from outside, under its reference")
            .WithExample(new PostPayment.Request(20000, Today, "pay-2027-000481"), new PostPayment.Response(SomePayment, SomeApplication, null, 20000, Today, "pay-2027-000481", Noon));

        board.MapPost("/payments/{paymentId:guid}/refunds", RefundPayment.Endpoint).RequirePermission(Permission.KeepFees)
            .Produces<RefundPayment.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(RefundPayment))
            .WithSummary("Write down that money of a payment went back")
            .WithExample(new RefundPayment.Request(5000, "back-2027-000017", "Paid twice."), new RefundPayment.Response(SomeLine, SomePayment, SomeApplication, 5000, "back-2027-000017", Noon));

        board.MapPost("/applications/{id:guid}/charges", ChargeFee.Endpoint).RequirePermission(Permission.KeepFees)
            .Produces<ChargeFee.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(ChargeFee))
            .WithSummary("Charge a sitting of the exam or an endorsement, as the rules price it")
            .WithExample(new ChargeFee.Request("exam-fee"), new ChargeFee.Response(SomeCharge, SomeApplication, "exam-fee", FeePurpose.Exam, 15000, ChargeReason.Owed, null, Noon));

        board.MapPost("/charges/{chargeId:guid}/waivers", WaiveFee.Endpoint).RequirePermission(Permission.KeepFees)
            .Produces<WaiveFee.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(WaiveFee))
            .WithSummary("Let an applicant off a charge, or part of it")
            .WithExample(new WaiveFee.Request(20000, "Paid by the state's grant."), new WaiveFee.Response(SomeLine, SomeCharge, SomeApplication, 20000, Noon));

        board.MapPost("/fees/{lineId:guid}/corrections", CorrectFeeLine.Endpoint).RequirePermission(Permission.KeepFees)
            .Produces<CorrectFeeLine.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(CorrectFeeLine))
            .WithSummary("Correct a line of the ledger by a line with the difference")
            .WithExample(new CorrectFeeLine.Request(18000, "The amount was mistyped."), new CorrectFeeLine.Response(SomeLine, SomePayment, SomeApplication, -2000, Noon));

        board.MapGet("/reconciliations", ListReconciliations.Endpoint).RequirePermission(Permission.ReadHistory)
            .Produces<ListReconciliations.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListReconciliations))
            .WithSummary("Read what a board's ledger came to on each day, and what does not agree, the latest day first")
            .WithExample(answer: new ListReconciliations.Response([new(Today, 2, 20000, 0, 25000, 0, 0, [new(SomeApplication, DisagreementKind.OverPaid, 5000)], Noon)]));

        board.MapGet("/reconciliations.csv", ListReconciliations.EndpointCsv).RequirePermission(Permission.ReadHistory)
            .Produces<string>(200, "text/csv").ProducesProblem(400).ProducesProblem(404).WithName("DownloadReconciliations")
            .WithSummary("Download the same, at most a year of it, as a table")
            .WithExample(answer: "day,lines,chargedCents,waivedCents,paidCents,refundedCents,owedCents,disagreements\r\n2026-03-01,2,20000,0,25000,0,0,1\r\n");
    }
}
