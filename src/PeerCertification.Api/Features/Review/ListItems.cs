using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Review;

/// <summary>The entries of a file as they were submitted, with the three numbers of each and what the attester and the board said. For board staff and the applicant.</summary>
public static class ListItems
{
    public sealed record Query(Guid ApplicationId, EvidenceState? State, int Limit, Guid? After) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Items);

    /// <param name="Version">For If-Match when the entry is judged.</param>
    public sealed record Item(
        Guid Id,
        Guid EvidenceId,
        EvidenceDetail Detail,
        EvidenceState State,
        int ClaimedMinutes,
        int? AttestedMinutes,
        int? AcceptedMinutes,
        AttestationAnswer? AttesterAnswer,
        string? AttesterReason,
        string? JudgementReason,
        Document? Document,
        int Version);

    public sealed record Document(Guid Id, string MediaType, long Bytes);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Limit).InclusiveBetween(1, 100);
            RuleFor(q => q.State).IsInEnum();
        }
    }

    internal sealed class Handler(RegistryContext db, BoardFiles files) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var opened = await files.Read(query.ApplicationId, cancellationToken);
            if (opened.Refusal is not null)
            {
                return opened.Refusal;
            }

            var items = db.ApplicationItems.Where(i => i.ApplicationId == query.ApplicationId && (query.State == null || i.State == query.State));
            items = query.After is { } after ? items.Where(i => i.Id > after) : items;
            return new Response(await items.OrderBy(i => i.Id).Take(query.Limit)
                .Select(i => new
                {
                    Item = i,
                    Answered = db.AttestationRequests.Where(r => r.EvidenceItemId == i.EvidenceItemId && r.AnsweredAtUtc != null)
                        .OrderByDescending(r => r.AnsweredAtUtc).Select(r => new { r.Answer, r.AnswerReason }).FirstOrDefault(),
                    Document = db.Documents.Where(d => d.Id == i.DocumentId).Select(d => new Document(d.Id, d.MediaType, d.Bytes)).FirstOrDefault(),
                })
                .Select(r => new Item(
                    r.Item.Id,
                    r.Item.EvidenceItemId,
                    r.Item.Detail,
                    r.Item.State,
                    r.Item.ClaimedMinutes,
                    r.Item.AttestedMinutes,
                    r.Item.AcceptedMinutes,
                    r.Answered!.Answer,
                    r.Answered.AnswerReason,
                    r.Item.JudgementReason,
                    r.Document,
                    r.Item.Version))
                .ToListAsync(cancellationToken));
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, EvidenceState? state, Guid? after, HttpContext http, IMediator mediator, CancellationToken cancellationToken, int limit = 50) =>
        (await mediator.Send(new Query(id, state, limit, after), cancellationToken)).ToHttp(page => Answers.Page(http, page, limit, page.Items, item => item.Id));
}
