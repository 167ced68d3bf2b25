using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>An operator has receipts signed with a new key from now on. Receipts of the older ones stay good: their public keys are kept.</summary>
public static class RotateReceiptKey
{
    public sealed record Command : ICommand<Response>;

    public sealed record Response(string KeyId, DateTime CreatedAtUtc);

    internal sealed class Handler(ReceiptSeal seal, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var key = await seal.Rotate(cancellationToken);
            history.Record(RegistryEvent.ReceiptKeyRotated, new About(), after: new { key.KeyId });
            return new Response(key.KeyId, key.CreatedAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(), cancellationToken)).ToHttp(key => Results.Created("/.well-known/jwks.json", key));
}
