using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Applicants;

/// <summary>Somebody reads their own sensitive record. Their own reading is recorded like anybody's.</summary>
public static class ReadSensitiveRecord
{
    public sealed record Query : IQuery<SensitiveData>;

    internal sealed class Handler(RegistryContext db, Caller caller, SensitiveStore store) : IRequestHandler<Query, Outcome<SensitiveData>>
    {
        public async Task<Outcome<SensitiveData>> Handle(Query query, CancellationToken cancellationToken) =>
            await db.OwnApplicantId(caller, cancellationToken) is { } applicantId
                ? await store.Read(applicantId, "Their own record.", cancellationToken)
                : OwnRecord.Missing();
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(), cancellationToken)).ToHttp(Results.Ok);
}
