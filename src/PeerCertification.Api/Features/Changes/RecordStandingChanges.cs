using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Changes;

/// <summary>
/// The clock writes into the log what changed of the credentials since it last looked: by acts, and by days that began. At the end of a year that is
/// most of them, so this is no command: it goes on page by page, each in a transaction of its own, until nothing is left.
/// </summary>
public static class RecordStandingChanges
{
    private const int PageOf = 200;

    public sealed record Command : IRequest<Outcome<Response>>;

    /// <param name="Looked">How many credentials were looked at.</param>
    /// <param name="Found">How many changes were numbered.</param>
    public sealed record Response(int Looked, int Found);

    internal sealed class Handler(StandingChangeLog log) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (looked, found, unread) = (0, 0, 0);
            (int Looked, int Found, int Unread) page;
            do
            {
                page = await log.Write(PageOf, cancellationToken);
                (looked, found, unread) = (looked + page.Looked, found + page.Found, unread + page.Unread);
            }
            while (page.Looked > 0);
            return unread == 0 ? new Response(looked, found)
                : new Refusal("changes.not_all_told", $"{unread} credentials could not be read; the log names them. All others were told, and these are tried again tomorrow.");
        }
    }
}
