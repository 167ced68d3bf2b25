using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Applicants;

/// <summary>
/// Somebody who judges an application reads the sensitive record of the person who applies as it was submitted, with how she is reached today, and
/// says why. The person sees that they did.
/// </summary>
public static class ReadApplicantSensitiveRecord
{
    public sealed record Query(Guid ApplicationId, string? Why) : IQuery<SensitiveData>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Why).NotEmpty().IsPlainText(500);
    }

    internal sealed class Handler(RegistryContext db, Caller caller, SensitiveStore store, SubmissionSeal seal) : IRequestHandler<Query, Outcome<SensitiveData>>
    {
        public async Task<Outcome<SensitiveData>> Handle(Query query, CancellationToken cancellationToken)
        {
            var boards = caller.BoardsFor(Permission.ReadSensitiveRecords);
            var file = await db.Applications
                .Where(a => a.Id == query.ApplicationId && a.SubmittedAtUtc != null && boards.Contains(a.BoardId))
                .Where(a => !db.ConflictDeclarations.Any(c => c.ApplicationId == a.Id && c.AccountId == caller.RequiredAccountId))
                .Select(a => new { a.ApplicantId, a.SubmissionProtected }).SingleOrDefaultAsync(cancellationToken);
            if (file is null)
            {
                return new Refusal("application.not_found", "No application with this id was submitted to a board for which this account judges, free of a declared conflict.");
            }

            var now = await store.Read(file.ApplicantId, query.Why!, cancellationToken);
            return seal.Open(file.SubmissionProtected!).Person with { Phone = now.Phone, PostalAddress = now.PostalAddress };
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, string? why, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id, why), cancellationToken)).ToHttp(Results.Ok);
}
