using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Attestation;

/// <summary>An applicant asks a supervisor, trainer or referee to attest one entry; the attester gets a link by e-mail.</summary>
public static class RequestAttestation
{
    public sealed record Command(Guid EvidenceId, AttesterRole Role, string? AttesterName, string? AttesterEmail) : ICommand<Response>;

    /// <summary>Without name and address, the attester is the supervisor or referee whom the entry names.</summary>
    public sealed record Request(AttesterRole Role, string? AttesterName = null, string? AttesterEmail = null);

    public sealed record Response(Guid Id, AttestationState State, DateTime ExpiresAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.AttesterName).IsName(200).NotEmpty().When(c => c.AttesterName is not null || c.AttesterEmail is not null);
            RuleFor(c => c.AttesterEmail!).MailAddress().When(c => c.AttesterName is not null || c.AttesterEmail is not null);
        }
    }

    internal sealed class Handler(RegistryContext db, Caller caller, History history, Outbox outbox, AttesterSeal seal, IOptions<AttestationSettings> settings, TimeProvider clock)
        : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var applicantId = await db.OwnApplicantId(caller, cancellationToken);
            var entry = await db.Evidence.SingleOrDefaultAsync(e => e.Id == command.EvidenceId && e.ApplicantId == applicantId, cancellationToken);
            if (entry is null)
            {
                return new Refusal("evidence.not_found", "There is no such entry among yours.");
            }

            var chosen = command.AttesterEmail is null ? null : new Attester(command.AttesterName!.Trim(), command.AttesterEmail);
            var attester = AttestationRules.MayAsk(entry.State, entry.Detail, command.Role, chosen, caller.Email);
            if (attester.Refusal is { } refusal)
            {
                return refusal;
            }

            if (await StillOpen(entry, cancellationToken))
            {
                return new Refusal("attestation.already_open", "Somebody is being asked about this entry already: wait, send that request again, or cancel it first.");
            }

            var now = clock.UtcNow();
            var token = LinkToken.New();
            var request = new AttestationRequest
            {
                Id = Ids.New(clock),
                EvidenceItemId = entry.Id,
                ApplicantId = entry.ApplicantId,
                Role = command.Role,
                State = AttestationState.Created,
                Statement = entry.Detail,
                AttesterProtected = seal.Close(attester.Value),
                TokenHash = token.Hash,
                CreatedAtUtc = now,
                ExpiresAtUtc = now.AddDays(settings.Value.LinkDays),
                Version = 1,
            };
            db.AttestationRequests.Add(request);
            outbox.Write(MessageKind.AttestationRequested, attester.Value.Email, new { RequestId = request.Id, Token = token.Raw });
            history.Record(RegistryEvent.AttestationRequested, new About(ApplicantId: entry.ApplicantId, SubjectId: request.Id), after: new { entry = entry.Id, request.Role, request.ExpiresAtUtc });
            return new Response(request.Id, request.State, request.ExpiresAtUtc);
        }

        /// <summary>Whether an attester's answer is awaited. A link that has run out is closed on the way, whether or not the clock has been there.</summary>
        private async Task<bool> StillOpen(EvidenceItem entry, CancellationToken cancellationToken)
        {
            var states = AttestationLifecycle.Open.ToList();
            var earlier = await db.AttestationRequests.AsNoTracking().SingleOrDefaultAsync(r => r.EvidenceItemId == entry.Id && states.Contains(r.State), cancellationToken);
            if (earlier is null)
            {
                return false;
            }

            var state = AttestationLifecycle.AsOf(earlier.State, earlier.ExpiresAtUtc, clock.UtcNow());
            if (AttestationLifecycle.Open.Contains(state))
            {
                return true;
            }

            // At once and not with the rest of the act: the index that allows one open request for each entry is asked when the new one is written.
            await db.AttestationRequests.Where(r => r.Id == earlier.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, state).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken);
            history.Record(RegistryEvent.AttestationExpired, new About(ApplicantId: entry.ApplicantId, SubjectId: earlier.Id), before: new { earlier.State }, after: new { State = state });
            return false;
        }
    }

    internal static async Task<IResult> Endpoint(Guid evidenceId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(evidenceId, request.Role, request.AttesterName, request.AttesterEmail?.Trim()), cancellationToken))
            .ToHttp(response => Answers.Created($"/api/v1/attestation-requests/{response.Id}", response, version: 1));
}
