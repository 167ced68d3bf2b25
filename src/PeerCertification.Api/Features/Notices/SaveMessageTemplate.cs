using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Messages;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Notices;

/// <summary>A board administrator writes a text in the board's own words. Every saving is a new version; what has left stays as it left.</summary>
public static class SaveMessageTemplate
{
    /// <param name="LeadDays">The lead time of a reminder that it is for; 0 for every one that has no text of its own.</param>
    /// <param name="SeenVersion">The version that it replaces, or null for the first.</param>
    public sealed record Command(string Board, MessageKind Kind, string Language, int LeadDays, string Subject, string Text, int? SeenVersion) : ICommand<Response>;

    public sealed record Request(string Subject, string Text, int LeadDays = 0);

    public sealed record Response(MessageKind Kind, string Language, int LeadDays, int Number, string Subject, string Text);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(MessageLanguages languages)
        {
            this.MustBeATemplate(c => c.Subject, c => c.Text);
            RuleFor(c => c.LeadDays).InclusiveBetween(0, 3660);
            RuleFor(c => c.Language).Must(languages.Has).WithMessage($"The registry writes in: {string.Join(", ", languages.Languages)}.");
        }
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(command.Board, Permission.PublishRequirementSets, cancellationToken);
            if ((board.Refusal ?? TemplateRules.Refuse(command.Kind, command.LeadDays, new MessageText(command.Subject, command.Text))) is { } refusal)
            {
                return refusal;
            }

            var kind = command.Kind.ToString();
            var current = await db.MessageTemplates.Where(t => t.BoardId == board.Value && t.Kind == kind && t.Language == command.Language && t.LeadDays == command.LeadDays)
                .MaxAsync(t => (int?)t.Number, cancellationToken);
            if (RefuseUnseen(command.SeenVersion, current) is { } stale)
            {
                return stale;
            }

            var saved = db.MessageTemplates.Add(new MessageTemplate
            {
                Id = Ids.New(clock),
                BoardId = board.Value,
                Kind = kind,
                Language = command.Language,
                LeadDays = command.LeadDays,
                Number = (current ?? 0) + 1,
                Subject = command.Subject,
                Text = command.Text.ReplaceLineEndings("\n"),
                SavedByAccountId = caller.RequiredAccountId,
                SavedAtUtc = clock.UtcNow(),
            }).Entity;
            history.Record(RegistryEvent.MessageTemplateSaved, new About(board.Value, SubjectId: saved.Id), after: new { saved.Kind, saved.Language, saved.LeadDays, saved.Number });
            return new Response(command.Kind, saved.Language, saved.LeadDays, saved.Number, saved.Subject, saved.Text);
        }

        private static Refusal? RefuseUnseen(int? seen, int? current) => (seen, current) switch
        {
            (null, null) => null,
            (null, _) => new Refusal("precondition.missing", "The board wrote this text before: read it, and send its number in If-Match."),
            ({ } version, _) => new IfMatch(version).Against(current ?? 0),
        };
    }

    internal static async Task<IResult> Endpoint(string board, MessageKind kind, string language, Request request, HttpRequest http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, kind, language, request.LeadDays, request.Subject, request.Text, IfMatch.Parse(http)), cancellationToken))
            .ToHttp(saved => Answers.Ok(saved, saved.Number));
}
