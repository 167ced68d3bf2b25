using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Applicants;

/// <summary>Somebody who judges an application reads the sensitive record of the person who applies, and says why. The person sees that they did.</summary>
public static class ReadApplicantSensitiveRecord
{
    public sealed record Query(Guid ApplicationId, string? Why) : IQuery<SensitiveData>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Why).NotEmpty().IsPlainText(500);
    }

    internal sealed class Handler(RegistryContext db, Caller caller, SensitiveStore store) : IRequestHandler<Query, Outcome<SensitiveData>>
    {
        public async Task<Outcome<SensitiveData>> Handle(Query query, CancellationToken cancellationToken)
        {
            var boards = caller.BoardsFor(Permission.ReadSensitiveRecords);
            var applicantId = await db.Applications
                .Where(a => a.Id == query.ApplicationId && a.SubmittedAtUtc != null && boards.Contains(a.BoardId))
                .Where(a => !db.ConflictDeclarations.Any(c => c.ApplicationId == a.Id && c.AccountId == caller.RequiredAccountId))
                .Select(a => (Guid?)a.ApplicantId).SingleOrDefaultAsync(cancellationToken);
            return applicantId is { } id
                ? await store.Read(id, query.Why!, cancellationToken)
                : new Refusal("application.not_found", "No application with this id was submitted to a board for which this account judges, free of a declared conflict.");
        }
    }

    internal static async Task<IResult> Endpoint(Guid id, string? why, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(id, why), cancellationToken)).ToHttp(Results.Ok);
}
