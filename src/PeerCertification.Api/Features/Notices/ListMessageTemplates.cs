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

/// <summary>A board administrator sees every text that leaves in the board's name, in one language: the registry's own, and the board's where it wrote one.</summary>
public static class ListMessageTemplates
{
    public sealed record Query(string Board, string Language) : IQuery<Response>;

    public sealed record Response(string Language, IReadOnlyList<Item> Templates);

    /// <param name="Places">What may stand in braces.</param>
    /// <param name="Own">What the board wrote, for every lead time that it wrote for; empty where the registry's text leaves.</param>
    public sealed record Item(MessageKind Kind, bool MayBeStopped, IReadOnlyList<string> Places, string Subject, string Text, IReadOnlyList<OwnText> Own);

    /// <param name="LeadDays">0 for every lead time that has no text of its own, and for what is no reminder.</param>
    /// <param name="Number">The version, to be sent in If-Match by who replaces it.</param>
    public sealed record OwnText(int LeadDays, int Number, string Subject, string Text, DateTime SavedAtUtc);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator(MessageLanguages languages) =>
            RuleFor(q => q.Language).Must(languages.Has).WithMessage($"The registry writes in: {string.Join(", ", languages.Languages)}.");
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, MessageLanguages languages) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(query.Board, Permission.PublishRequirementSets, cancellationToken);
            if (board.Refusal is { } refusal)
            {
                return refusal;
            }

            var saved = await db.MessageTemplates.AsNoTracking()
                .Where(t => t.BoardId == board.Value && t.Language == query.Language
                    && !db.MessageTemplates.Any(later => later.BoardId == t.BoardId && later.Kind == t.Kind && later.Language == t.Language && later.LeadDays == t.LeadDays && later.Number > t.Number))
                .ToListAsync(cancellationToken);
            return new Response(query.Language,
            [
                .. from kind in MessageTexts.OfBoards.Order()
                   let text = languages.For(kind, query.Language)
                   select new Item(
                       kind,
                       MessageTexts.Optional.Contains(kind),
                       [.. MessageTexts.PlacesFor(kind).Order(StringComparer.Ordinal)],
                       text.Subject,
                       text.Body,
                       [.. saved.Where(t => t.Kind == kind.ToString()).OrderBy(t => t.LeadDays).Select(t => new OwnText(t.LeadDays, t.Number, t.Subject, t.Text, t.SavedAtUtc))]),
            ]);
        }
    }

    internal static async Task<IResult> Endpoint(string board, IMediator mediator, CancellationToken cancellationToken, string language = MessageLanguages.English) =>
        (await mediator.Send(new Query(board, language), cancellationToken)).ToHttp(Results.Ok);
}
