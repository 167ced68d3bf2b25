using AutoMapper;
using AutoMapper.QueryableExtensions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Applicants;

/// <summary>Somebody reads their own record.</summary>
public static class ReadRecord
{
    public sealed record Query : IQuery<Response>;

    public sealed record Response(Guid Id, string LegalName, string? PreferredName, EducationLevel EducationLevel, DateTime CreatedAtUtc, int Version);

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateProjection<Applicant, Response>();
    }

    internal sealed class Handler(RegistryContext db, Caller caller, IMapper mapper) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var record = await db.Applicants.Where(a => a.AccountId == caller.RequiredAccountId)
                .ProjectTo<Response>(mapper.ConfigurationProvider).SingleOrDefaultAsync(cancellationToken);
            return record is null ? new Refusal("applicant.not_found", "This account has not begun its record.") : record;
        }
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(), cancellationToken)).ToHttp(record => Answers.Ok(record, record.Version));
}
