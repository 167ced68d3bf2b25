using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Changes;

/// <summary>An organisation no longer wants to be told what changes of a credential. What it was told stays in its list. Ending one that is not watched changes nothing.</summary>
public static class EndWatch
{
    public sealed record Command(Guid OrganisationId, string Number) : ICommand<Response>;

    public sealed record Response(string Number, bool WasWatched);

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, Caller caller, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var (own, number) = (await organisations.Own(command.OrganisationId, cancellationToken), CredentialNumber.Read(command.Number));
            if ((own.Refusal ?? number.Refusal) is { } refusal)
            {
                return refusal;
            }

            var watch = await db.CredentialWatches.SingleOrDefaultAsync(w => w.OrganisationId == command.OrganisationId && w.Credential.Number == number.Value, cancellationToken);
            if (watch is not null)
            {
                db.CredentialWatches.Remove(watch);
                history.Record(RegistryEvent.WatchEnded, new About(SubjectId: command.OrganisationId), after: new { Key = caller.Key?.Id });
            }

            return new Response(number.Value, watch is not null);
        }
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, string number, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, number), cancellationToken)).ToHttp(Results.Ok);
}
