using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Security;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Features.Webhooks;

/// <summary>Addresses to which an organisation's changes are sent. Sending them is a job: see Jobs/JobSchedule.cs.</summary>
internal static class WebhookRoutes
{
    private const string Address = "https://hooks.example.test/peer-certification";

    private const string Secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDhQyTBFDzOAo=";

    private const string Change = "chg_0198c0de000070008000000000000061_41";

    private static readonly Guid Id = new("0198c0de-0000-7000-8000-000000000071");

    private static readonly DateTime Noon = new(2026, 3, 14, 16, 0, 0, DateTimeKind.Utc);

    internal static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/organisations/{organisationId:guid}/webhooks").WithTags("Webhooks");

        webhooks.MapPost("/", RegisterWebhook.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<RegisterWebhook.Response>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(RegisterWebhook))
            .WithSummary("Have the organisation's changes sent to an address; its secret is shown once")
            .WithExample(new RegisterWebhook.Request(Address), new RegisterWebhook.Response(Id, Address, Secret, 40, Noon));

        webhooks.MapGet("/", ListWebhooks.Endpoint).RequirePermission(Permission.KeepOrganisation)
            .Produces<ListWebhooks.Response>().ProducesProblem(404).WithName(nameof(ListWebhooks))
            .WithSummary("List the organisation's webhooks, without their secrets, and how each fares")
            .WithExample(answer: new ListWebhooks.Response([new(Id, Address, WebhookState.Working, 40, Noon.AddHours(-1), new(Noon, WebhookAnswer.Refused, 503), Noon, Noon.AddMinutes(1), null, Noon.AddHours(24), Noon)], 41));

        MapOne(webhooks.MapGroup("/{webhookId:guid}"));
    }

    private static void MapOne(RouteGroupBuilder webhook)
    {
        webhook.MapGet("/deliveries", ListDeliveries.Endpoint).RequirePermission(Permission.KeepOrganisation)
            .Produces<ListDeliveries.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListDeliveries))
            .WithSummary("List what was tried at a webhook in the last 30 days and what was answered, the latest first")
            .WithExample(answer: new ListDeliveries.Response([new(Id, Change, 41, Noon, WebhookAnswer.Refused, 503, 212)]));

        webhook.MapPost("/test", TestWebhook.Endpoint).RequirePermission(Permission.RunOrganisation).RequireRateLimiting(RequestLimits.WebhookTest)
            .Produces<TestWebhook.Response>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(TestWebhook))
            .WithSummary("Have a test sent to a webhook now, and see what was answered")
            .WithExample(answer: new TestWebhook.Response("test_0198c0de000070008000000000000072", WebhookAnswer.Taken, 204, 85));

        webhook.MapPost("/rotate", RotateWebhookSecret.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<RotateWebhookSecret.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithName(nameof(RotateWebhookSecret))
            .WithSummary("Have the secret of a webhook followed by another; both sign for some hours")
            .WithExample(new RotateWebhookSecret.Request(), new RotateWebhookSecret.Response(Id, Secret, Noon.AddHours(24)));

        webhook.MapPost("/replay", ReplayWebhook.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<ReplayWebhook.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).WithName(nameof(ReplayWebhook))
            .WithSummary("Have a webhook go on after any change or from any day, sent anew from there or leaving some out")
            .WithExample(new ReplayWebhook.Request(FromOn: new(2026, 3, 14)), new ReplayWebhook.Response(Id, 0, 41));

        webhook.MapPost("/enable", EnableWebhook.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<EnableWebhook.Response>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(EnableWebhook))
            .WithSummary("Have a webhook that was disabled go on where it stopped")
            .WithExample(answer: new EnableWebhook.Response(Id, WebhookState.Working, 40));

        webhook.MapPost("/end", EndWebhook.Endpoint).RequirePermission(Permission.RunOrganisation)
            .Produces<EndWebhook.Response>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(EndWebhook))
            .WithSummary("End a webhook for good")
            .WithExample(answer: new EndWebhook.Response(Id, Noon));
    }
}
