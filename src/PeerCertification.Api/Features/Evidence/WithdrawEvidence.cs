using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>An applicant takes an entry back. It stays where it was and counts for nothing.</summary>
public static class WithdrawEvidence
{
    public sealed record Command(Guid Id, IfMatch IfMatch) : ICommand<Response>;

    public sealed record Response(Guid Id, EvidenceState State, int Version);

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var entry = await db.EvidenceOf(caller).SingleOrDefaultAsync(e => e.Id == command.Id, cancellationToken);
            if (entry is null)
            {
                return EvidenceReading.NotFound(command.Id);
            }

            if ((command.IfMatch.Against(entry.Version) ?? EvidenceCorrection.RefusePosted(entry.Detail)) is { } stays)
            {
                return stays;
            }

            var next = EvidenceCorrection.Withdraw(entry.State, await db.IsHeldByBoard(entry.Id, cancellationToken));
            if (next.Refusal is { } refusal)
            {
                return refusal;
            }

            await db.Supersede(entry, history, clock, cancellationToken);
            return new Response(entry.Id, entry.State, entry.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, ifMatch), cancellationToken)).ToHttp(entry => Answers.Ok(entry, entry.Version));
}
