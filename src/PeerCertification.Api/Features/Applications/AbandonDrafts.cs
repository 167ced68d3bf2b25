using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Applications;

/// <summary>The clock gives up drafts whose applicants have neither touched them nor logged anything for a long time. Safe to run twice, and for a past instant.</summary>
public static class AbandonDrafts
{
    public sealed record Command(DateTime AtUtc) : ICommand<Response>;

    public sealed record Response(int Abandoned);

    internal sealed class Handler(RegistryContext db, History history, IOptions<ApplicationSettings> settings) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var abandoned = ApplicationLifecycle.Table.Decide(ApplicationState.Draft, ApplicationAct.Abandon);
            if (abandoned.Refusal is { } refusal)
            {
                return refusal;
            }

            var leftSince = command.AtUtc.AddDays(-settings.Value.AbandonDraftsAfterDays);
            var left = db.Applications.Where(a => a.State == ApplicationState.Draft && a.TouchedAtUtc < leftSince
                && !db.Evidence.Any(e => e.ApplicantId == a.ApplicantId && e.CreatedAtUtc >= leftSince));

            // The same rows are read and changed: the transaction is serializable, and the change is one statement.
            foreach (var draft in await left.Select(a => new { a.Id, a.BoardId, a.ApplicantId }).ToListAsync(cancellationToken))
            {
                history.Record(RegistryEvent.ApplicationAbandoned, new About(draft.BoardId, draft.ApplicantId, draft.Id), before: new { State = ApplicationState.Draft }, after: new { State = abandoned.Value });
            }

            return new Response(await left.ExecuteUpdateAsync(a => a.SetProperty(x => x.State, abandoned.Value).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken));
        }
    }
}
