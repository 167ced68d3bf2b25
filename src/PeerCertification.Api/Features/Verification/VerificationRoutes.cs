using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Organisations;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Verification;

/// <summary>What anybody may ask about a credential, and how the answer is proved later.</summary>
internal static class VerificationRoutes
{
    private const string KeyId = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    private static readonly VerificationAnswer Answer = new(
        "NCPRSS-1234567-Q", "NCPRSS", "National Certified Peer Recovery Support Specialist",
        new("ncc-ap", "National Certification Commission for Addiction Professionals"), "Ana Ruiz",
        new(2026, 3, 14), new(2026, 3, 15, 9, 30, 0, DateTimeKind.Utc), Standing.Active, StandingCause.ActsAndPeriod, "Active on 14 March 2026; the period ends with 31 December 2027.",
        null, new(2026, 1, 1), new(new(2026, 1, 1), new(2027, 12, 31), null), [], [new("family", "Work with families", new(2026, 1, 1), false)], [new("H0038", ScopeSays.Yes)],
        new(2026, 1, 1, 15, 0, 0, DateTimeKind.Utc), new(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc), null, new(2026, 3, 15, 9, 30, 0, DateTimeKind.Utc), "Registry of Certified Peer Specialists");

    internal static void MapVerification(this IEndpointRouteBuilder api)
    {
        var verifications = api.MapGroup("/verifications").WithTags("Verification").RequireRateLimiting(RequestLimits.Verification);

        verifications.MapGet("/", SearchByName.Endpoint).AllowAnyone().AllowKeys(KeyScope.Verify).RequireRateLimiting(RequestLimits.NameSearch)
            .Produces<SearchByName.Response>().ProducesProblem(400).WithName(nameof(SearchByName))
            .WithSummary("Search by at least two letters of a family name and a state, with or without a given name (familyName, givenName, state); at most 20 are shown")
            .WithExample(answer: new SearchByName.Response([Answer], false, null));

        verifications.MapGet("/{number}", VerifyCredential.Endpoint).AllowAnyone().AllowKeys(KeyScope.Verify)
            .Produces<VerificationAnswer>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(VerifyCredential))
            .WithSummary("Verify a credential as of a day (on=yyyy-MM-dd), and as the registry knew it at an instant (knownAt=yyyy-MM-ddTHH:mm:ssZ)")
            .WithExample(answer: Answer);

        verifications.MapGet("/{number}/history", ViewPublicHistory.Endpoint).AllowAnyone().AllowKeys(KeyScope.Verify)
            .Produces<ViewPublicHistory.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ViewPublicHistory))
            .WithSummary("Read what was done with a credential and from which day it holds, as known at an instant (knownAt); never why")
            .WithExample(answer: new ViewPublicHistory.Response(
                "NCPRSS-1234567-Q", new(2026, 3, 15, 9, 30, 0, DateTimeKind.Utc), null, [new(1, CredentialActKind.Issue, new(2026, 1, 1), null, null, null, false, new(2026, 1, 1, 15, 0, 0, DateTimeKind.Utc), true)]));

        verifications.MapGet("/{number}/receipt", IssueReceipt.Endpoint).AllowAnyone().AllowKeys(KeyScope.Verify)
            .Produces<IssueReceipt.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(IssueReceipt))
            .WithSummary("Take the answer to a verification as a signed receipt (JWS, ES256)")
            .WithExample(answer: new IssueReceipt.Response("eyJhbGciOiJFUzI1NiIsImtpZCI6Ik56YkxzWGg4In0.eyJxdWVzdGlvbiI6e319.c2lnbmF0dXJl", KeyId));

        verifications.MapPost("/assess", AssessCredential.Endpoint).AllowAnyone().AllowKeys(KeyScope.Verify)
            .Produces<AssessmentAnswer>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(AssessCredential))
            .WithSummary("Ask whether the holder of a credential may do something in a state on a day: yes, no or cannot say, with the reasons")
            .WithExample(
                new AssessCredential.Request("NCPRSS-1234567-Q", "NY", new(2026, 3, 14), "H0038"),
                new AssessmentAnswer(
                    "NCPRSS-1234567-Q", "NCPRSS", Answer.Board, "NY", new(2026, 3, 14), "H0038", ScopeSays.CannotSay,
                    [
                        new("standing.active", ScopeSays.Yes, Answer.Sentence),
                        new("scope.no_rule", ScopeSays.CannotSay, "The board's rules do not say what the credential is good for under H0038."),
                    ],
                    Noon,
                    Answer.Registry));

        verifications.MapPost("/assess/receipt", IssueAssessmentReceipt.Endpoint).AllowAnyone().AllowKeys(KeyScope.Verify)
            .Produces<IssueAssessmentReceipt.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(IssueAssessmentReceipt))
            .WithSummary("Take the answer to whether the holder of a credential may do something as a signed receipt (JWS, ES256)")
            .WithExample(new IssueAssessmentReceipt.Request("NCPRSS-1234567-Q", "NY", new(2026, 3, 14), "H0038"), new IssueAssessmentReceipt.Response("eyJhbGciOiJFUzI1NiIsImtpZCI6Ik56YkxzWGg4In0.eyJxdWVzdGlvbiI6e319.c2lnbmF0dXJl", KeyId));

        api.MapPost("/rosters/verify", VerifyRoster.Endpoint).WithTags("Verification").RequirePermission(Permission.VerifyRosters).AllowKeys(KeyScope.Rosters).RequireRateLimiting(RequestLimits.Roster)
            .WithMetadata(new RequestSizeLimitAttribute(VerifyRoster.LongestBytes + (64 * 1024))).Accepts<VerifyRoster.Request>("application/json", AnsweredRow.Csv)
            .Produces<AnsweredRow>(200, AnsweredRow.Ndjson, AnsweredRow.Csv).ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).WithName(nameof(VerifyRoster))
            .WithSummary("Verify up to 10,000 credentials, as JSON or as a CSV file with the column number; answered row by row in that order, as NDJSON or, with Accept: text/csv, as CSV")
            .WithExample(
                new VerifyRoster.Request([Answer.Number]),
                new AnsweredRow(1, Answer, null, null),
                $"number\r\n{Answer.Number}\r\n",
                AnsweredRow.CsvHeader + new AnsweredRow(1, Answer, null, null).AsCsv());

        var receipts = api.MapGroup("/receipts").WithTags("Verification");

        receipts.MapPost("/check", CheckReceipt.Endpoint).AllowAnyone().AllowKeys(KeyScope.Verify).RequireRateLimiting(RequestLimits.Verification)
            .Produces<CheckReceipt.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(CheckReceipt))
            .WithSummary("Ask whether a receipt is genuine, and whether its answer was corrected since")
            .WithExample(
                new CheckReceipt.Request("eyJhbGciOiJFUzI1NiIsImtpZCI6Ik56YkxzWGg4In0.eyJxdWVzdGlvbiI6e319.c2lnbmF0dXJl"),
                new CheckReceipt.Response(true, null, KeyId, new(Answer.Number, Answer.On, Answer.KnownAtUtc), false, [], Answer, null));

        receipts.MapPost("/keys", RotateReceiptKey.Endpoint).RequirePermission(Permission.KeepReceiptKeys)
            .Produces<RotateReceiptKey.Response>(201).WithName(nameof(RotateReceiptKey))
            .WithSummary("Sign receipts with a new key from now on; those of the older ones stay good")
            .WithExample(answer: new RotateReceiptKey.Response(KeyId, Noon));
    }

    /// <summary>Where libraries look for public keys: beside the API, under no version of it.</summary>
    internal static void MapReceiptKeys(this IEndpointRouteBuilder app) =>
        app.MapGet("/.well-known/jwks.json", ListReceiptKeys.Endpoint).AllowAnyone().WithTags("Verification")
            .Produces<ListReceiptKeys.Response>().WithName(nameof(ListReceiptKeys))
            .WithSummary("Read the public keys of all receipts, as a JSON Web Key Set")
            .WithExample(answer: new ListReceiptKeys.Response([new("EC", "P-256", "sig", "ES256", KeyId, "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")]));
}
