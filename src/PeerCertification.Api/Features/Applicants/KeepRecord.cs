using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Applicants;

/// <summary>Somebody begins their own record, or replaces what it says.</summary>
public static class KeepRecord
{
    public sealed record Command(string LegalName, string? PreferredName, EducationLevel EducationLevel, int? SeenVersion) : ICommand<Response>;

    public sealed record Request(string LegalName, EducationLevel EducationLevel, string? PreferredName = null);

    public sealed record Response(Guid Id, string LegalName, string? PreferredName, EducationLevel EducationLevel, bool IsNew, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.LegalName).NotEmpty().IsName(200);
            RuleFor(c => c.PreferredName).IsName(200);
        }
    }

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var record = await db.Applicants.SingleOrDefaultAsync(a => a.AccountId == caller.RequiredAccountId, cancellationToken);
            if (Precondition(command.SeenVersion, record?.Version) is { } refusal)
            {
                return refusal;
            }

            var before = record is null ? null : Told(record);
            record ??= db.Applicants.Add(new Applicant { Id = Ids.New(clock), AccountId = caller.RequiredAccountId, LegalName = command.LegalName, CreatedAtUtc = clock.UtcNow() }).Entity;
            (record.LegalName, record.PreferredName, record.EducationLevel) = (command.LegalName.Trim(), command.PreferredName?.Trim(), command.EducationLevel);
            record.Version++;
            history.Record(before is null ? RegistryEvent.ApplicantRecordBegun : RegistryEvent.ApplicantRecordChanged, new About(ApplicantId: record.Id), before: before, after: Told(record));
            return new Response(record.Id, record.LegalName, record.PreferredName, record.EducationLevel, IsNew: before is null, record.Version);
        }

        /// <summary>The first writing needs no version; every later one must name the version that it replaces.</summary>
        private static Refusal? Precondition(int? seen, int? current) => (seen, current) switch
        {
            (null, null) => null,
            (null, _) => new Refusal("precondition.missing", "The record exists: send its ETag in If-Match."),
            ({ } version, _) => new IfMatch(version).Against(current ?? 0),
        };

        private static object Told(Applicant record) => new { record.LegalName, record.PreferredName, record.EducationLevel };
    }

    internal static async Task<IResult> Endpoint(Request request, HttpRequest http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.LegalName, request.PreferredName, request.EducationLevel, IfMatch.Parse(http)), cancellationToken))
            .ToHttp(kept => kept.IsNew ? Answers.Created("/api/v1/applicants/me", kept, kept.Version) : Answers.Ok(kept, kept.Version));
}
