using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Attestation;

/// <summary>An attester opens the link and sees the one statement they are asked about. That it was opened is noted.</summary>
public static class ViewAttestation
{
    public sealed record Command(string Token) : ICommand<Response>;

    /// <summary>The token of the link, in the body: addresses are written to logs, bodies are not.</summary>
    public sealed record Request(string Token);

    public sealed record Response(string ApplicantName, EvidenceKind Kind, DateOnly OccurredOn, int ClaimedMinutes, AttesterRole Role, string Question, DateTime ExpiresAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Token).NotEmpty().IsPlainText(100);
    }

    internal sealed class Handler(RegistryContext db, AttestationLinks links, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var found = await links.Follow(command.Token, cancellationToken);
            if (found.Refusal is { } refusal)
            {
                return refusal;
            }

            var request = found.Value;
            var before = request.State;
            var opened = AttestationLifecycle.Table.Decide(before, AttestationAct.Open);
            if (opened.Refusal is { } notAllowed)
            {
                return notAllowed;
            }

            if (request.OpenedAtUtc is null)
            {
                request.State = opened.Value;
                request.OpenedAtUtc = clock.UtcNow();
                request.Version++;
                history.Record(RegistryEvent.AttestationOpened, new About(ApplicantId: request.ApplicantId, SubjectId: request.Id), before: new { State = before }, after: new { request.State });
            }

            var name = await db.Applicants.Where(a => a.Id == request.ApplicantId).Select(a => a.LegalName).SingleAsync(cancellationToken);
            var statement = request.Statement;
            return new Response(name, statement.Kind, statement.On, statement.Minutes, request.Role, AttestationQuestion.About(name, statement), request.ExpiresAtUtc);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Token), cancellationToken)).ToHttp(Results.Ok);
}
