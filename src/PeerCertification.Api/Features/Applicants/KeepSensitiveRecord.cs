using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applicants;

namespace PeerCertification.Api.Features.Applicants;

/// <summary>Somebody says, or says anew, what only those who need it may read: birth date, contact, lived experience. It is replaced as a whole.</summary>
public static class KeepSensitiveRecord
{
    public sealed record Command(SensitiveData Data) : ICommand<Response>;

    /// <summary>Names the fields that changed, never what they say.</summary>
    public sealed record Response(IReadOnlyList<string> Changed, DateTime ChangedAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Data.Phone).IsPlainText(40).OverridePropertyName("phone");
            RuleFor(c => c.Data.PostalAddress).IsPlainText(500).OverridePropertyName("postalAddress");
        }
    }

    internal sealed class Handler(RegistryContext db, Caller caller, SensitiveStore store, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            var today = await db.LatestToday(clock, cancellationToken);
            if (PersonalDates.Judge(command.Data.BirthDate, command.Data.RecoverySince, today) is { } refusal)
            {
                return refusal;
            }

            var changed = FieldsThatDiffer(await store.Read(applicantId, "To tell which fields change.", cancellationToken), command.Data);
            await store.Write(applicantId, command.Data, cancellationToken);
            history.Record(RegistryEvent.SensitiveRecordChanged, new About(ApplicantId: applicantId), after: new { changed });
            return new Response(changed, clock.UtcNow());
        }

        private static List<string> FieldsThatDiffer(SensitiveData before, SensitiveData after)
        {
            (string Name, bool Differs)[] fields =
            [
                ("birthDate", before.BirthDate != after.BirthDate),
                ("phone", before.Phone != after.Phone),
                ("postalAddress", before.PostalAddress != after.PostalAddress),
                ("livedExperience", before.LivedExperience != after.LivedExperience),
                ("recoverySince", before.RecoverySince != after.RecoverySince),
            ];
            return [.. fields.Where(f => f.Differs).Select(f => f.Name)];
        }
    }

    internal static async Task<IResult> Endpoint(SensitiveData request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request), cancellationToken)).ToHttp(Results.Ok);
}
