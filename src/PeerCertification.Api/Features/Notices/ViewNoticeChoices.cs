using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Messages;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Notices;

/// <summary>Somebody sees in which language and by which ways the registry writes to them, and what they may stop.</summary>
public static class ViewNoticeChoices
{
    public sealed record Query : IQuery<Response>;

    /// <param name="Languages">Those that there are to choose from.</param>
    /// <param name="Optional">The kinds of message that <paramref name="OnlyRequired"/> stops.</param>
    public sealed record Response(string Language, bool ByEmail, bool OnlyRequired, IReadOnlyList<string> Languages, IReadOnlyList<MessageKind> Optional);

    internal sealed class Handler(RegistryContext db, Caller caller, MessageLanguages languages) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var account = await db.Users.Where(u => u.Id == caller.RequiredAccountId).Select(u => new { u.Language, u.NoticesByEmail, u.OnlyRequiredNotices }).SingleAsync(cancellationToken);
            return new Response(account.Language, account.NoticesByEmail, account.OnlyRequiredNotices, languages.Languages, [.. MessageTexts.Optional.Order()]);
        }
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(), cancellationToken)).ToHttp(Results.Ok);
}
