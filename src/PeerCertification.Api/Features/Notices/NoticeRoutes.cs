using PeerCertification.Api.Messages;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Features.Notices;

/// <summary>How people are told: what each chooses, what waits in the inbox, what boards write in their own words and when they remind.</summary>
internal static class NoticeRoutes
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    internal static void MapNotices(this IEndpointRouteBuilder api)
    {
        var choices = api.MapGroup("/accounts/me/notices").WithTags("Notices");

        choices.MapGet("", ViewNoticeChoices.Endpoint).RequireAccount()
            .Produces<ViewNoticeChoices.Response>().WithName(nameof(ViewNoticeChoices))
            .WithSummary("See in which language and by which ways the registry writes to oneself")
            .WithExample(answer: new ViewNoticeChoices.Response("en", ByEmail: true, OnlyRequired: false, ["en", "es"], [.. MessageTexts.Optional.Order()]));

        choices.MapPut("", ChooseNotices.Endpoint).RequireAccount()
            .Produces<ChooseNotices.Response>().ProducesProblem(400).WithName(nameof(ChooseNotices))
            .WithSummary("Choose the language, the ways, and whether anything but what must be told")
            .WithExample(new ChooseNotices.Request("es", ByEmail: false, OnlyRequired: true), new ChooseNotices.Response("es", ByEmail: false, OnlyRequired: true));

        var inbox = api.MapGroup("/inbox").WithTags("Notices");

        inbox.MapGet("/", ListInbox.Endpoint).RequireAccount()
            .Produces<ListInbox.Response>().ProducesProblem(400).WithName(nameof(ListInbox))
            .WithSummary("Read what the registry wrote to oneself, newest first")
            .WithExample(answer: new ListInbox.Response([new(17, nameof(MessageKind.CredentialExpiring), "en", "Your credential NCPRSS-0000042-J ends on 2026-05-30", "Your credential …", Now, null)]));

        inbox.MapPost("/read", MarkInboxRead.Endpoint).RequireAccount()
            .Produces<MarkInboxRead.Response>().ProducesProblem(400).WithName(nameof(MarkInboxRead))
            .WithSummary("Say that one has read the inbox up to a message")
            .WithExample(new MarkInboxRead.Request(17), new MarkInboxRead.Response(3));

        var board = api.MapGroup("/boards/{board}").WithTags("Notices");

        board.MapGet("/message-templates", ListMessageTemplates.Endpoint).RequirePermission(Permission.PublishRequirementSets)
            .Produces<ListMessageTemplates.Response>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ListMessageTemplates))
            .WithSummary("List the texts that leave in the board's name, in one language")
            .WithExample(answer: new ListMessageTemplates.Response("en", [new(MessageKind.CredentialExpiring, MayBeStopped: true, ["address", "board", "endsOn", "number", "registry", "title"], "Your credential {number} ends on {endsOn}", "Your credential {number}, {title} …", [new(7, 1, "One week left: {number}", "Renew now: {address}", Now)])]));

        board.MapPut("/message-templates/{kind}/{language}", SaveMessageTemplate.Endpoint).RequirePermission(Permission.PublishRequirementSets).TakeIfMatch()
            .Produces<SaveMessageTemplate.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).WithName(nameof(SaveMessageTemplate))
            .WithSummary("Write a text in the board's own words, as a new version")
            .WithExample(new SaveMessageTemplate.Request("One week left: {number}", "Renew now: {address}", 7), new SaveMessageTemplate.Response(MessageKind.CredentialExpiring, "en", 7, 1, "One week left: {number}", "Renew now: {address}"));

        board.MapPost("/message-templates/{kind}/preview", PreviewMessageTemplate.Endpoint).RequirePermission(Permission.PublishRequirementSets)
            .Produces<PreviewMessageTemplate.Response>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).WithName(nameof(PreviewMessageTemplate))
            .WithSummary("See a text with made-up data in its places")
            .WithExample(new PreviewMessageTemplate.Request("One week left: {number}", "Renew now: {address}"), new PreviewMessageTemplate.Response("One week left: NCPRSS-0000042-J", "Renew now: https://registry.example.test"));

        board.MapGet("/reminder-plan", ViewReminderPlan.Endpoint).RequirePermission(Permission.ReadBoardFiles)
            .Produces<ReminderPlan>().ProducesProblem(404).WithName(nameof(ViewReminderPlan))
            .WithSummary("See when holders are reminded of what ends, and how")
            .WithExample(answer: new ReminderPlan("ncc-ap", [new(90, true), new(7, true)], 0));

        board.MapPut("/reminder-plan", ChangeReminderPlan.Endpoint).RequirePermission(Permission.PublishRequirementSets).RequireIfMatch()
            .Produces<ReminderPlan>().ProducesProblem(400).ProducesProblem(404).WithName(nameof(ChangeReminderPlan))
            .WithSummary("Say when holders are reminded of what ends, and how")
            .WithExample(new ChangeReminderPlan.Request([new(120, false), new(30, true)]), new ReminderPlan("ncc-ap", [new(120, false), new(30, true)], 1));
    }
}
