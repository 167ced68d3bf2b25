using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>Somebody lists the credentials that they hold or held, in the order of their numbers, and how each stands today.</summary>
public static class ListOwnCredentials
{
    /// <param name="After">The number that the page before ended with.</param>
    public sealed record Query(string? After, int Limit) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Item> Credentials);

    public sealed record Item(string Number, string CredentialType, string PublicTitle, string Board, DateOnly Today, Standing Standing, string Sentence, DateOnly FirstIssuedOn, Period Period);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Limit).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(RegistryContext db, Caller caller, PublicRegister register, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            var held = await db.Credentials.AsNoTracking().AsSplitQuery()
                .Where(c => c.ApplicantId == applicantId && (query.After == null || string.Compare(c.Number, query.After) > 0))
                .OrderBy(c => c.Number).Take(query.Limit)
                .Select(c => new { c.Number, c.Board, c.CredentialTypeId, Acts = c.Acts.ToList(), Periods = c.Periods.ToList() })
                .ToListAsync(cancellationToken);
            var listed = new List<Item>();
            foreach (var c in held)
            {
                var today = clock.TodayAt(c.Board.Zone);
                var type = await register.Type(c.CredentialTypeId, cancellationToken);
                var standing = CredentialTimeline.On(today, CredentialActRow.Read(c.Acts, c.Periods), DateTime.MaxValue)!;
                listed.Add(new Item(c.Number, type.Code, type.TitleOn(today, clock.UtcNow()), c.Board.Code, today, standing.Standing, StandingSentence.For(standing, today), standing.FirstIssuedOn, standing.Period));
            }

            return new Response(listed);
        }
    }

    internal static async Task<IResult> Endpoint(HttpContext http, IMediator mediator, CancellationToken cancellationToken, string? after = null, int limit = 50) =>
        (await mediator.Send(new Query(after, limit), cancellationToken))
            .ToHttp(page => Answers.Page(http, page, limit, page.Credentials, credential => credential.Number));
}
