using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Renewals;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Audits;

/// <summary>
/// A board administrator announces an audit of the renewals that were decided on some days, all of them over: the list is closed and bound, and it is
/// said where the seed will come from, before anybody can know it.
/// </summary>
public static class AnnounceAudit
{
    public sealed record Command(string Board, string CredentialType, DateOnly FromOn, DateOnly UntilOn, string SeedSource, DateOnly SeedDueOn) : ICommand<Response>;

    /// <param name="SeedSource">Which public value the seed is made of, so that anybody can look it up.</param>
    /// <param name="SeedDueOn">The day on which it comes about: tomorrow or later.</param>
    public sealed record Request(string CredentialType, DateOnly FromOn, DateOnly UntilOn, string SeedSource, DateOnly SeedDueOn);

    public sealed record Response(Guid Id, string Board, int Listed, int Exempted, int Percent, string Digest);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CredentialType).NotEmpty().IsPlainText(20);
            RuleFor(c => c.SeedSource).NotEmpty().IsPlainText(500);
        }
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, RequirementSets sets, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        /// <summary>A renewal that was approved on one of the days.</summary>
        private sealed record Decided(Guid ApplicationId, Guid CredentialId, DateOnly? PeriodStartsOn, Guid Version, DateOnly On);

        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var board = await staff.OwnBoard(command.Board, Permission.RunAudits, cancellationToken);
            if (board.Refusal is { } notHere)
            {
                return notHere;
            }

            var type = await db.CredentialTypes.Include(t => t.Board).SingleOrDefaultAsync(t => t.Code == command.CredentialType && t.BoardId == board.Value, cancellationToken);
            if (type is null)
            {
                return new Refusal("credential_type.not_found", "The board has no credential of this name.");
            }

            var today = clock.TodayAt(type.Board.Zone);
            var version = await sets.InForce(type.Id, today, cancellationToken);
            var isTaken = await db.RenewalAudits.AnyAsync(a => a.CredentialTypeId == type.Id && a.FromOn <= command.UntilOn && a.UntilOn >= command.FromOn, cancellationToken);
            var terms = AuditRule.Announce(version is null ? null : sets.Parsed(version), new AuditPlan(command.FromOn, command.UntilOn, command.SeedDueOn), isTaken, today);
            return terms.Refusal is { } refusal ? refusal : await Announce(command, type, version!, terms.Value, cancellationToken);
        }

        private async Task<Outcome<Response>> Announce(Command command, CredentialType type, RequirementSetVersion version, AuditTerms terms, CancellationToken cancellationToken)
        {
            var id = Ids.New(clock);
            var (lot, exempted) = await Lot(id, command, type, terms, cancellationToken);
            var audit = db.RenewalAudits.Add(new RenewalAudit
            {
                Id = id,
                BoardId = type.BoardId,
                CredentialTypeId = type.Id,
                RequirementSetVersionId = version.Id,
                FromOn = command.FromOn,
                UntilOn = command.UntilOn,
                Percent = sets.Parsed(version).Life.Renewal!.AuditPercent!.Value,
                Lot = lot,
                Digest = AuditDraw.DigestOf(lot.Select(entry => entry.Number)),
                Exempted = exempted,
                SeedSource = command.SeedSource,
                SeedDueOn = command.SeedDueOn,
                AnnouncedAtUtc = clock.UtcNow(),
                Version = 1,
            }).Entity;
            history.Record(
                RegistryEvent.AuditAnnounced,
                new About(type.BoardId, SubjectId: id),
                after: new { CredentialType = type.Code, audit.FromOn, audit.UntilOn, audit.Percent, Listed = lot.Count, exempted, audit.Digest, audit.SeedSource, audit.SeedDueOn });
            return new Response(id, type.Board.Code, lot.Count, exempted, audit.Percent, audit.Digest);
        }

        /// <summary>Every renewal of the days that is good still and keeps its evidence for an audit, but for whom the rules leave out.</summary>
        private async Task<(List<AuditLotEntry> Lot, int Exempted)> Lot(Guid auditId, Command command, CredentialType type, AuditTerms terms, CancellationToken cancellationToken)
        {
            var decided = await (from a in db.Applications
                                 where a.CredentialTypeId == type.Id && a.Kind != ApplicationKind.First && a.CredentialId != null
                                 join d in db.Decisions on a.Id equals d.ApplicationId
                                 where d.Kind == DecisionKind.Approve && d.DecidedOn >= command.FromOn && d.DecidedOn <= command.UntilOn
                                 orderby d.DecidedAtUtc
                                 select new Decided(a.Id, a.CredentialId!.Value, a.PeriodStartsOn, d.RequirementSetVersionId, d.DecidedOn)).ToListAsync(cancellationToken);
            var latest = decided.GroupBy(d => d.CredentialId).Select(of => of.Last()).ToList();
            var ids = latest.ConvertAll(d => d.CredentialId);
            var credentials = await db.Credentials.AsNoTracking().Where(c => ids.Contains(c.Id)).Include(c => c.Acts).Include(c => c.Periods).AsSplitQuery().ToDictionaryAsync(c => c.Id, cancellationToken);
            var audited = (await db.AuditCases.Where(c => ids.Contains(c.CredentialId)).Select(c => new { c.CredentialId, StartsOn = db.Applications.Where(a => a.Id == c.ApplicationId).Select(a => a.PeriodStartsOn).Single() }).ToListAsync(cancellationToken))
                .ToLookup(c => c.CredentialId, c => c.StartsOn);
            var keeping = await Keeping(type.Id, cancellationToken);
            var (lot, exempted) = (new List<AuditLotEntry>(), 0);
            foreach (var renewal in latest.Where(d => keeping.Contains(d.Version)))
            {
                var credential = credentials[renewal.CredentialId];
                var acts = CredentialActRow.Read(credential.Acts, credential.Periods);
                if (!Stands(acts, renewal.On, type.Board))
                {
                    continue;
                }

                var before = CredentialTimeline.Periods(acts).LastOrDefault(p => p.Period.StartsOn < renewal.PeriodStartsOn)?.Period.StartsOn;
                if ((terms.ExemptFirstPeriod && before is null) || (terms.ExemptAuditedBefore && before is not null && audited[credential.Id].Contains(before)))
                {
                    exempted++;
                }
                else
                {
                    lot.Add(new AuditLotEntry { AuditId = auditId, Number = credential.Number, CredentialId = credential.Id, ApplicationId = renewal.ApplicationId });
                }
            }

            return (lot, exempted);
        }

        /// <summary>The versions whose holders keep their evidence.</summary>
        private async Task<HashSet<Guid>> Keeping(Guid typeId, CancellationToken cancellationToken) =>
            [.. (await db.RequirementSets.AsNoTracking().Where(s => s.CredentialTypeId == typeId && RequirementSets.PublishedStates.Contains(s.State)).ToListAsync(cancellationToken))
                .Where(s => sets.Parsed(s).Life.Renewal?.Evidence == RenewalEvidence.Audit).Select(s => s.Id)];

        private bool Stands(IReadOnlyList<CredentialAct> acts, DateOnly decidedOn, Board board) =>
            CredentialTimeline.StateOn(clock.TodayAt(board.Zone), acts) != CredentialState.Deceased
            && CredentialTimeline.InForce(acts).Any(act => act.Kind is CredentialActKind.Renew or CredentialActKind.Reinstate && Domain.Calendars.BoardDay.Of(act.RecordedAtUtc, board.Zone) == decidedOn);
    }

    internal static async Task<IResult> Endpoint(string board, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, request.CredentialType, request.FromOn, request.UntilOn, request.SeedSource, request.SeedDueOn), cancellationToken))
            .ToHttp(announced => Results.Created($"/api/v1/boards/{announced.Board}/audits/{announced.Id}", announced));
}
