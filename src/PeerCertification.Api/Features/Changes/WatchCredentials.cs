using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Changes;

/// <summary>An organisation wants to be told what changes of some credentials, from now on. Those that it watches already stay as they are.</summary>
public static class WatchCredentials
{
    /// <summary>How many credentials one request may name.</summary>
    public const int MostAtOnce = 1000;

    /// <summary>How many credentials one organisation may watch.</summary>
    public const int MostWatched = 100_000;

    public sealed record Command(Guid OrganisationId, IReadOnlyList<string> Numbers) : ICommand<Response>;

    public sealed record Request(IReadOnlyList<string> Numbers);

    /// <param name="Added">How many are watched that were not before.</param>
    /// <param name="Watched">How many are watched in all.</param>
    /// <param name="NotWatched">Those that no credential was found for, each with the reason.</param>
    /// <param name="Last">The number of the organisation's newest change: what the added ones bring has a greater one.</param>
    public sealed record Response(int Added, int Watched, IReadOnlyList<Unknown> NotWatched, long Last);

    /// <param name="Row">Which of the request, from 1.</param>
    public sealed record Unknown(int Row, string Code, string Reason);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Numbers).NotEmpty().Must(numbers => numbers.Count <= MostAtOnce).WithMessage($"Name at most {MostAtOnce} at once.");
            RuleForEach(c => c.Numbers).NotNull().MaximumLength(60);
        }
    }

    internal sealed class Handler(RegistryContext db, OrganisationAccess organisations, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await organisations.Own(command.OrganisationId, cancellationToken);
            if (own.Refusal is not null)
            {
                return own.Refusal;
            }

            var organisation = own.Value.Organisation;
            var read = command.Numbers.Select(CredentialNumber.Read).ToList();
            var printed = read.Where(n => n.Refusal is null).Select(n => n.Value).Distinct().ToList();
            var found = await db.Credentials.Where(c => printed.Contains(c.Number)).Select(c => new { c.Id, c.Number, IsWatched = db.CredentialWatches.Any(w => w.OrganisationId == organisation.Id && w.CredentialId == c.Id) }).ToListAsync(cancellationToken);
            var added = found.Where(c => !c.IsWatched).ToList();
            var watched = await db.CredentialWatches.CountAsync(w => w.OrganisationId == organisation.Id, cancellationToken) + added.Count;
            if (watched > MostWatched)
            {
                return new Refusal("watch.too_many", $"With these the organisation would watch {watched} credentials; {MostWatched} is the most.");
            }

            // Whom an organisation watches it is told of, so their certificants see it as they see any other question.
            var now = clock.UtcNow();
            db.Lookups.AddRange(added.Select(c => new Lookup { OrganisationId = organisation.Id, AccountId = caller.AccountId, KeyId = caller.Key?.Id, Way = LookupWay.Watch, AtUtc = now, Number = c.Number, KnownAtUtc = now, Said = nameof(LookupWay.Watch) }));
            db.CredentialWatches.AddRange(added.Select(c => new CredentialWatch { OrganisationId = organisation.Id, CredentialId = c.Id, SinceUtc = now }));
            if (added.Count > 0)
            {
                history.Record(RegistryEvent.CredentialsWatched, new About(SubjectId: organisation.Id), after: new { Added = added.Count, Key = caller.Key?.Id });
            }

            var known = found.Select(c => c.Number).ToHashSet();
            var absent = read.Select((n, i) => n.Refusal is { } refusal ? new Unknown(i + 1, refusal.Code, refusal.Reason) : known.Contains(n.Value) ? null : Absent(i + 1)).OfType<Unknown>().ToList();
            return new Response(added.Count, watched, absent, organisation.LastChange);
        }

        private static Unknown Absent(int row) => new(row, "credential.not_found", "No credential has this number.");
    }

    internal static async Task<IResult> Endpoint(Guid organisationId, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(organisationId, request.Numbers), cancellationToken)).ToHttp(Results.Ok);
}
