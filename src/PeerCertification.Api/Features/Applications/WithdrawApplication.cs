using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Applications;

/// <summary>An applicant takes her application back, at any time before it is decided. She may begin another.</summary>
public static class WithdrawApplication
{
    public sealed record Command(Guid Id, string? Reason, IfMatch IfMatch) : ICommand<Response>;

    /// <param name="Reason">For the board; nobody has to give one.</param>
    public sealed record Request(string? Reason = null);

    public sealed record Response(Guid Id, ApplicationState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).IsPlainText(1000);
    }

    internal sealed class Handler(RegistryContext db, RenewalWait wait, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var application = await db.OwnApplications(caller).SingleOrDefaultAsync(a => a.Id == command.Id, cancellationToken);
            if (application is null)
            {
                return ApplicationAccess.NotFound();
            }

            if (command.IfMatch.Against(application.Version) is { } stale)
            {
                return stale;
            }

            var withdrawn = ApplicationLifecycle.Table.Decide(application.State, ApplicationAct.Withdraw);
            if (withdrawn.Refusal is { } refusal)
            {
                return refusal;
            }

            var before = application.State;
            (application.State, application.WaitingReason, application.TouchedAtUtc) = (withdrawn.Value, null, clock.UtcNow());
            application.Version++;
            await wait.End(application, cancellationToken);
            history.Record(
                RegistryEvent.ApplicationWithdrawn,
                new About(application.BoardId, application.ApplicantId, application.Id),
                command.Reason?.Trim(),
                new { State = before },
                new { application.State });
            return new Response(application.Id, application.State, application.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(id, request.Reason, ifMatch), cancellationToken)).ToHttp(withdrawn => Answers.Ok(withdrawn, withdrawn.Version));
}
