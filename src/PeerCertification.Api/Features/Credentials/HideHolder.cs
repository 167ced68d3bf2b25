using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board keeps somebody in danger out of every search by name, with all credentials, whichever board awarded them. Who has a number verifies it as before.</summary>
public static class HideHolder
{
    public sealed record Command(string Number, string Reason) : ICommand<Response>;

    public sealed record Request(string Reason);

    public sealed record Response(string Number, DateTime HiddenSinceUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
    }

    internal sealed class Handler(CredentialActs acts, RegistryContext db, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var opened = await acts.Open(command.Number, Permission.HideHolders, cancellationToken);
            if (opened.Refusal is { } refusal)
            {
                return refusal;
            }

            var credential = opened.Value;
            if (await db.HiddenHolders.AnyAsync(h => h.ApplicantId == credential.ApplicantId && h.BoardId == credential.BoardId, cancellationToken))
            {
                return new Refusal("credential.holder_already_hidden", "The board keeps the holder out of the search by name already; show the holder first to give another reason.");
            }

            var hidden = db.HiddenHolders.Add(new HiddenHolder { ApplicantId = credential.ApplicantId, BoardId = credential.BoardId, HiddenAtUtc = clock.UtcNow() }).Entity;
            history.Record(RegistryEvent.HolderHidden, CredentialActs.AboutIt(credential), command.Reason);
            return new Response(credential.Number, hidden.HiddenAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(string number, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, request.Reason), cancellationToken)).ToHttp(Results.Ok);
}
