using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;

namespace PeerCertification.Api.Features.Review;

/// <summary>Board staff see what was submitted to the board and is still open, or what is in one state, oldest first. Their own application is not among it.</summary>
public static class ListQueue
{
    public enum Order { ReceivedOn, Touched }

    public sealed record Query(string Board, ApplicationState? State, string? CredentialType, WaitingReason? WaitingReason, Order Sort, int Limit, string? After) : IQuery<Response>;

    public sealed record Response(IReadOnlyList<Row> Applications);

    /// <param name="HasConflict">Whether the caller declared a conflict of interest on it.</param>
    public sealed record Row(
        Guid Id,
        string CredentialType,
        ApplicationKind Kind,
        string ApplicantName,
        ApplicationState State,
        WaitingReason? WaitingReason,
        DateOnly ReceivedOn,
        DateTime TouchedAtUtc,
        bool HasConflict,
        int Version);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Limit).InclusiveBetween(1, 100);
            RuleFor(q => q.State).IsInEnum().NotEqual(ApplicationState.Draft).WithMessage("A board does not see drafts.");
            RuleFor(q => q.WaitingReason).IsInEnum();
            RuleFor(q => q.Sort).IsInEnum();
            RuleFor(q => q.After).Must((q, after) => after is null || Place.Read(after, q.Sort) is not null).WithMessage("Take the cursor from the link to the next page.");
        }
    }

    internal sealed class Handler(RegistryContext db, Caller caller) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var board = await db.Boards.Where(b => b.Code == query.Board).Select(b => (Guid?)b.Id).SingleOrDefaultAsync(cancellationToken);
            if (board is not { } boardId || !caller.May(Permission.ReadBoardFiles, boardId))
            {
                return new Refusal("board.not_found", "No board whose files you may read has this code.");
            }

            var me = caller.RequiredAccountId;
            var files = db.Applications.Where(a => a.BoardId == boardId && a.SubmittedAtUtc != null && a.Applicant.AccountId != me);
            files = query.State is { } state ? files.Where(a => a.State == state) : files.Where(a => ApplicationLifecycle.Open.Contains(a.State));
            files = query.CredentialType is { } type ? files.Where(a => a.CredentialType.Code == type) : files;
            files = query.WaitingReason is { } reason ? files.Where(a => a.WaitingReason == reason) : files;
            return new Response(await Page(files, query)
                .Select(a => new Row(a.Id, a.CredentialType.Code, a.Kind, a.Applicant.LegalName, a.State, a.WaitingReason, a.ReceivedOn!.Value, a.TouchedAtUtc,
                    db.ConflictDeclarations.Any(c => c.ApplicationId == a.Id && c.AccountId == me), a.Version))
                .ToListAsync(cancellationToken));
        }

        private static IQueryable<Application> Page(IQueryable<Application> files, Query query)
        {
            if (query.After is not null && Place.Read(query.After, query.Sort) is { } place)
            {
                files = query.Sort == Order.ReceivedOn
                    ? files.Where(a => a.ReceivedOn > place.On || (a.ReceivedOn == place.On && a.Id > place.Id))
                    : files.Where(a => a.TouchedAtUtc > place.AtUtc || (a.TouchedAtUtc == place.AtUtc && a.Id > place.Id));
            }

            var ordered = query.Sort == Order.ReceivedOn ? files.OrderBy(a => a.ReceivedOn) : files.OrderBy(a => a.TouchedAtUtc);
            return ordered.ThenBy(a => a.Id).Take(query.Limit);
        }
    }

    /// <summary>Where a page ended: what the rows are sorted by, and the id. One of the two values is read, after the order asked for.</summary>
    private sealed record Place(DateOnly On, DateTime AtUtc, Guid Id)
    {
        internal static string Of(Row row, Order sort) => string.Create(CultureInfo.InvariantCulture, $"{(sort == Order.ReceivedOn ? row.ReceivedOn.DayNumber : row.TouchedAtUtc.Ticks)}.{row.Id:N}");

        internal static Place? Read(string cursor, Order sort)
        {
            var parts = cursor.Split('.');
            var most = sort == Order.ReceivedOn ? DateOnly.MaxValue.DayNumber : DateTime.MaxValue.Ticks;
            return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most && Guid.TryParseExact(parts[1], "N", out var id)
                ? sort == Order.ReceivedOn ? new Place(DateOnly.FromDayNumber((int)value), default, id) : new Place(default, new DateTime(value, DateTimeKind.Utc), id)
                : null;
        }
    }

    internal static async Task<IResult> Endpoint(
        string board, ApplicationState? state, string? credentialType, WaitingReason? waitingReason, Order? sort, string? after, HttpContext http, IMediator mediator, CancellationToken cancellationToken, int limit = 50)
    {
        var order = sort ?? Order.ReceivedOn;
        var outcome = await mediator.Send(new Query(board, state, credentialType, waitingReason, order, limit, after), cancellationToken);
        return outcome.ToHttp(page => Answers.Page(http, page, limit, page.Applications, row => Place.Of(row, order)));
    }
}
