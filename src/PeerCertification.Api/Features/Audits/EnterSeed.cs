using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Features.Audits;

/// <summary>A board administrator enters the public value that the seed of an audit is made of, once it has come about. The clock draws.</summary>
public static class EnterSeed
{
    public sealed record Command(string Board, Guid AuditId, string Value) : ICommand<Response>;

    /// <param name="Value">As its source publishes it.</param>
    public sealed record Request(string Value);

    public sealed record Response(Guid Id, string Value, string Seed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Value).NotEmpty().IsPlainText(500);
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(command.Board, Permission.RunAudits, cancellationToken);
            if (board.Refusal is { } notHere)
            {
                return notHere;
            }

            var audit = await db.RenewalAudits.Include(a => a.Board).SingleOrDefaultAsync(a => a.Id == command.AuditId && a.BoardId == board.Value, cancellationToken);
            if (audit is null)
            {
                return AuditDesk.NotFound();
            }

            if (AuditRule.RefuseSeed(audit.Seed is not null, audit.SeedDueOn, clock.TodayAt(audit.Board.Zone)) is { } refusal)
            {
                return refusal;
            }

            (audit.SeedValue, audit.Seed) = (command.Value.Trim(), AuditDraw.SeedOf(command.Value));
            audit.Version++;
            history.Record(RegistryEvent.AuditSeedEntered, new About(audit.BoardId, SubjectId: audit.Id), after: new { audit.SeedValue, audit.Seed });
            return new Response(audit.Id, audit.SeedValue, audit.Seed);
        }
    }

    internal static async Task<IResult> Endpoint(string board, Guid auditId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, auditId, request.Value), cancellationToken)).ToHttp(Results.Ok);
}
