using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Review;

/// <summary>Somebody on a board's staff declares that they must keep away from a file. From then on the registry keeps them away; they cannot take it back.</summary>
public static class DeclareConflict
{
    public sealed record Command(Guid ApplicationId, string Reason) : ICommand<Response>;

    public sealed record Request(string Reason);

    public sealed record Response(Guid ApplicationId, DateTime DeclaredAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
    }

    internal sealed class Handler(RegistryContext db, BoardFiles files, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var taken = await files.Take(command.ApplicationId, Permission.ReadBoardFiles, cancellationToken);
            if (taken.Refusal is not null)
            {
                return taken.Refusal;
            }

            var file = taken.Value;
            var declared = new ConflictDeclaration { ApplicationId = file.Id, AccountId = caller.RequiredAccountId, Reason = command.Reason, DeclaredAtUtc = clock.UtcNow() };
            db.ConflictDeclarations.Add(declared);
            history.Record(RegistryEvent.ConflictDeclared, new About(file.BoardId, file.ApplicantId, file.Id, SubjectId: declared.AccountId));
            return new Response(file.Id, declared.DeclaredAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.Reason), cancellationToken)).ToHttp(Results.Ok);
}
