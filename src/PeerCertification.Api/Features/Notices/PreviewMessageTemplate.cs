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

/// <summary>A board administrator sees a text as its reader would, with made-up data in its places. Nothing is kept.</summary>
public static class PreviewMessageTemplate
{
    public sealed record Query(string Board, MessageKind Kind, string Subject, string Text) : IQuery<Response>;

    public sealed record Request(string Subject, string Text);

    public sealed record Response(string Subject, string Text);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => this.MustBeATemplate(q => q.Subject, q => q.Text);
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, RegistrySettings registry) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(query.Board, Permission.PublishRequirementSets, cancellationToken);
            var text = new MessageText(query.Subject, query.Text.ReplaceLineEndings("\n"));
            if ((board.Refusal ?? TemplateRules.Refuse(query.Kind, 0, text)) is { } refusal)
            {
                return refusal;
            }

            var (subject, filled) = MessageSamples.Fill(text, await db.Boards.Where(b => b.Id == board.Value).Select(b => b.Name).SingleAsync(cancellationToken), registry);
            return new Response(subject, filled);
        }
    }

    internal static async Task<IResult> Endpoint(string board, MessageKind kind, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(board, kind, request.Subject, request.Text), cancellationToken)).ToHttp(Results.Ok);
}
