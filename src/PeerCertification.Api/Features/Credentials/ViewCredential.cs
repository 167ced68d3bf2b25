using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>The board's staff, or the holder, see a credential with every act and its reason, every period and every restriction.</summary>
public static class ViewCredential
{
    public sealed record Query(string Number) : IQuery<Response>;

    /// <param name="Today">The day at the board that the standing is for.</param>
    /// <param name="Period">The period that covers today or is the last to have begun.</param>
    public sealed record Response(
        string Number, string CredentialType, string PublicTitle, string Board, string NameAsPrinted, Guid ApplicantId, Guid? ApplicationId,
        DateOnly Today, Standing Standing, string Sentence, DateOnly? StandingUntilOn, DateOnly FirstIssuedOn, Period Period,
        IReadOnlyList<Act> Acts, IReadOnlyList<Period> Periods, IReadOnlyList<Condition> Restrictions, bool IsHiddenFromNameSearch, int Version);

    /// <param name="IsInForce">False for an act that was vacated, and for the act that vacates.</param>
    public sealed record Act(int Sequence, CredentialActKind Kind, DateOnly EffectiveOn, DateOnly? UntilOn, int? VacatesSequence, string? Name, string? Endorsement, bool IsPrimary, string Reason, DateTime RecordedAtUtc, bool IsInForce);

    public sealed record Condition(Guid Id, string Text, bool IsPublic, DateOnly FromOn, DateOnly? UntilOn, DateTime RecordedAtUtc, DateOnly? EndedOn, DateTime? EndRecordedAtUtc);

    internal sealed class Handler(RegistryContext db, Caller caller, PublicRegister register, TimeProvider clock) : IRequestHandler<Query, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var number = CredentialNumber.Read(query.Number);
            if (number.Refusal is { } mistyped)
            {
                return mistyped;
            }

            var file = await db.Credentials.AsNoTracking().Where(c => c.Number == number.Value)
                .Select(c => new
                {
                    Credential = c,
                    c.Board,
                    Holder = db.Applicants.Where(a => a.Id == c.ApplicantId).Select(a => a.AccountId).Single(),
                    IsHidden = db.HiddenHolders.Any(h => h.ApplicantId == c.ApplicantId),
                    Acts = c.Acts.OrderBy(a => a.Sequence).ToList(),
                    Periods = c.Periods.OrderBy(p => p.StartsOn).ToList(),
                    Restrictions = db.Restrictions.Where(r => r.CredentialId == c.Id).OrderBy(r => r.RecordedAtUtc)
                        .Select(r => new Condition(r.Id, r.Text, r.IsPublic, r.FromOn, r.UntilOn, r.RecordedAtUtc, r.EndedOn, r.EndRecordedAtUtc)).ToList(),
                })
                .AsSplitQuery()
                .SingleOrDefaultAsync(cancellationToken);
            if (file is null || !(file.Holder == caller.AccountId || caller.May(Permission.ReadBoardFiles, file.Credential.BoardId)))
            {
                return CredentialAbsent.Refusal();
            }

            var today = clock.TodayAt(file.Board.Zone);
            var type = await register.Type(file.Credential.CredentialTypeId, cancellationToken);
            var acts = CredentialActRow.Read(file.Acts, file.Periods);
            var standing = CredentialTimeline.On(today, acts, DateTime.MaxValue)!;
            var inForce = CredentialTimeline.InForce(acts).Select(a => a.Sequence).ToHashSet();
            return new Response(
                file.Credential.Number, type.Code, type.TitleOn(today, clock.UtcNow()), file.Board.Code, CredentialTimeline.NameOn(today, acts, DateTime.MaxValue, file.Credential.NameAsPrinted), file.Credential.ApplicantId, file.Credential.ApplicationId,
                today, standing.Standing, StandingSentence.For(standing, today), standing.StandingUntilOn, standing.FirstIssuedOn, standing.Period,
                [.. file.Acts.Select(a => new Act(a.Sequence, a.Kind, a.EffectiveOn, a.UntilOn, a.VacatesSequence, a.Name, a.Endorsement, a.IsPrimary, a.Reason, a.RecordedAtUtc, inForce.Contains(a.Sequence)))],
                [.. file.Periods.Select(p => new Period(p.StartsOn, p.EndsOn, p.GraceEndsOn))],
                file.Restrictions, file.IsHidden, file.Credential.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string number, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(number), cancellationToken)).ToHttp(credential => Answers.Ok(credential, credential.Version));
}
