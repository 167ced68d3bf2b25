using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board no longer keeps somebody out of the search by name. While another board does, nothing changes for those who search.</summary>
public static class ShowHolder
{
    public sealed record Command(string Number, string Why) : ICommand<Response>;

    public sealed record Request(string Why);

    /// <param name="IsHidden">Whether another board keeps the holder hidden.</param>
    public sealed record Response(string Number, bool IsHidden);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Why).NotEmpty().IsPlainText(1000);
    }

    internal sealed class Handler(CredentialActs acts, RegistryContext db, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var opened = await acts.Open(command.Number, Permission.HideHolders, cancellationToken);
            if (opened.Refusal is { } refusal)
            {
                return refusal;
            }

            var credential = opened.Value;
            var hidden = await db.HiddenHolders.Where(h => h.ApplicantId == credential.ApplicantId).ToListAsync(cancellationToken);
            if (hidden.Find(h => h.BoardId == credential.BoardId) is not { } own)
            {
                return new Refusal("credential.holder_not_hidden", "The board does not keep the holder out of the search by name.");
            }

            db.HiddenHolders.Remove(own);
            history.Record(RegistryEvent.HolderShown, CredentialActs.AboutIt(credential), command.Why, before: new { own.HiddenAtUtc });
            return new Response(credential.Number, hidden.Count > 1);
        }
    }

    internal static async Task<IResult> Endpoint(string number, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, request.Why), cancellationToken)).ToHttp(Results.Ok);
}
