using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Features.Messages;

/// <summary>The messages that the registry promised, for those who run it.</summary>
internal static class MessageRoutes
{
    internal static void MapMessages(this IEndpointRouteBuilder api)
    {
        var outbox = api.MapGroup("/outbox").WithTags("Messages");
        var now = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

        outbox.MapGet("/", ListMessages.Endpoint).RequirePermission(Permission.OperateJobs)
            .Produces<ListMessages.Response>().ProducesProblem(400).WithName(nameof(ListMessages))
            .WithSummary("List messages, newest first, without recipient and text")
            .WithExample(answer: new ListMessages.Response([new ListMessages.Item(17, nameof(MessageKind.AttestationRequested), OutboxState.Dead, 8, now.AddHours(-12), now, null, "SmtpException: MailboxUnavailable")]));

        outbox.MapPost("/{messageId:long}/retry", RetryMessage.Endpoint).RequirePermission(Permission.OperateJobs)
            .Produces<RetryMessage.Response>().ProducesProblem(404).ProducesProblem(409).WithName(nameof(RetryMessage))
            .WithSummary("Have a dead message tried again")
            .WithExample(answer: new RetryMessage.Response(17, OutboxState.Waiting, now));
    }
}
