using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Requirements;

namespace PeerCertification.Api.Features.Applications;

/// <summary>An applicant begins a draft: one for each credential, and none for a credential that she holds.</summary>
public static class BeginApplication
{
    public sealed record Command(string Board, string CredentialType) : ICommand<Response>;

    public sealed record Request(string Board, string CredentialType);

    public sealed record Response(Guid Id, string Board, string CredentialType, ApplicationState State, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Board).NotEmpty().IsPlainText(40);
            RuleFor(c => c.CredentialType).NotEmpty().IsPlainText(20);
        }
    }

    internal sealed class Handler(RegistryContext db, Caller caller, RequirementSets sets, FileFacts files, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            var type = await db.CredentialTypes.Include(t => t.Board).SingleOrDefaultAsync(t => t.Code == command.CredentialType && t.Board.Code == command.Board, cancellationToken);
            if (type is null)
            {
                return new Refusal("credential_type.not_found", "That board has no credential of this name; GET /api/v1/boards lists what there is.");
            }

            var today = clock.TodayAt(type.Board.Zone);
            Task<Facts> File() => files.OfApplicant(applicantId, FactBasis.Claimed, "To see which rules count for an application", cancellationToken);
            if (await sets.For(type.Id, today, File, cancellationToken) is { } inForce && SubmissionRule.RefuseClosed(sets.Parsed(inForce), today) is { } closed)
            {
                return closed;
            }

            var hasOneOpen = await db.Applications.AnyAsync(a => a.ApplicantId == applicantId && a.CredentialTypeId == type.Id && ApplicationLifecycle.Open.Contains(a.State), cancellationToken);
            var standings = await db.Standings(applicantId, type.Id, today, cancellationToken);
            if (BeginningRule.Refuse(hasOneOpen, standings) is { } refusal)
            {
                return refusal;
            }

            var now = clock.UtcNow();
            var application = new Application { Id = Ids.New(clock), ApplicantId = applicantId, BoardId = type.BoardId, CredentialTypeId = type.Id, State = ApplicationState.Draft, CreatedAtUtc = now, TouchedAtUtc = now, Version = 1 };
            db.Applications.Add(application);
            history.Record(RegistryEvent.ApplicationBegun, new About(type.BoardId, applicantId, application.Id), after: new { application.State, command.Board, command.CredentialType });
            return new Response(application.Id, type.Board.Code, type.Code, application.State, application.Version);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Board, request.CredentialType), cancellationToken))
            .ToHttp(begun => Answers.Created($"/api/v1/applications/{begun.Id}", begun, begun.Version));
}
