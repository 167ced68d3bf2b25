using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;
using PeerCertification.Domain.Requirements.Life;

namespace PeerCertification.Api.Features.Credentials;

/// <summary>
/// An officer notes that papers of a renewal came by post. When its holder hands the renewal in, it counts as sent when they arrived, or on their postmark
/// where the rules say so.
/// </summary>
public static class NotePostedRenewal
{
    public sealed record Command(string Number, IfMatch IfMatch, DateOnly ArrivedOn, DateOnly? PostmarkedOn, string Reason) : ICommand<Response>;

    /// <param name="PostmarkedOn">The day of the postmark, or null where it cannot be read.</param>
    public sealed record Request(DateOnly ArrivedOn, DateOnly? PostmarkedOn, string Reason);

    public sealed record Response(string Number, DateOnly PeriodStartsOn, DateOnly ArrivedOn, DateOnly? PostmarkedOn, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().IsPlainText(1000);
    }

    internal sealed class Handler(RegistryContext db, CredentialActs acts, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var opened = await acts.Open(command.Number, command.IfMatch, cancellationToken);
            if (opened.Refusal is { } refusal)
            {
                return refusal;
            }

            var credential = opened.Value;
            var (recorded, today) = (CredentialActRow.Read(credential.Acts, credential.Periods), clock.TodayAt(credential.Board.Zone));
            var period = CredentialTimeline.Periods(recorded)[^1].Period;
            var filing = new RenewalFiling(command.ArrivedOn, command.PostmarkedOn);
            if ((RenewalRule.RefuseState(recorded, today) ?? PostedRenewalRule.Refuse(filing, period, today)) is { } wrong)
            {
                return wrong;
            }

            db.PostedRenewals.Add(new PostedRenewal
            {
                Id = Ids.New(clock),
                CredentialId = credential.Id,
                PeriodStartsOn = period.StartsOn,
                ArrivedOn = filing.ReceivedOn,
                PostmarkedOn = filing.PostmarkedOn,
                NotedAtUtc = clock.UtcNow(),
            });
            credential.NoteChange();
            history.Record(RegistryEvent.PostedRenewalNoted, CredentialActs.AboutIt(credential), command.Reason, after: new { PeriodStartsOn = period.StartsOn, command.ArrivedOn, command.PostmarkedOn });
            return new Response(credential.Number, period.StartsOn, filing.ReceivedOn, filing.PostmarkedOn, credential.Version);
        }
    }

    internal static async Task<IResult> Endpoint(string number, IfMatch ifMatch, Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(number, ifMatch, request.ArrivedOn, request.PostmarkedOn, request.Reason), cancellationToken)).ToHttp(noted => Answers.Ok(noted, noted.Version));
}
