using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Notices;

/// <summary>A board administrator says how many days before the end of a period holders are reminded, and by which ways. What was flagged stays flagged.</summary>
public static class ChangeReminderPlan
{
    public sealed record Command(string Board, IReadOnlyList<ReminderPlan.Reminder> Reminders, IfMatch IfMatch) : ICommand<ReminderPlan>;

    public sealed record Request(IReadOnlyList<ReminderPlan.Reminder> Reminders);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reminders).NotNull().Must(r => r is null || r.Count <= 20).WithMessage("A plan has 20 reminders at most.");
            RuleFor(c => c.Reminders).Must(r => r is null || r.Select(x => x.LeadDays).Distinct().Count() == r.Count).WithMessage("Each lead time stands in the plan once.");
            RuleForEach(c => c.Reminders).ChildRules(reminder => reminder.RuleFor(r => r.LeadDays).InclusiveBetween(1, 730));
        }
    }

    internal sealed class Handler(RegistryContext db, StaffRoll staff, History history) : IRequestHandler<Command, Outcome<ReminderPlan>>
    {
        public async Task<Outcome<ReminderPlan>> Handle(Command command, CancellationToken cancellationToken)
        {
            var own = await staff.OwnBoard(command.Board, Permission.PublishRequirementSets, cancellationToken);
            if (own.Refusal is { } refusal)
            {
                return refusal;
            }

            var board = await db.Boards.Include(b => b.LeadTimes).SingleAsync(b => b.Id == own.Value, cancellationToken);
            if (command.IfMatch.Against(board.ReminderPlanVersion) is { } stale)
            {
                return stale;
            }

            var before = ReminderPlan.Of(board);
            board.LeadTimes.RemoveAll(lead => !command.Reminders.Any(r => r.LeadDays == lead.Days));
            foreach (var reminder in command.Reminders)
            {
                var lead = board.LeadTimes.Find(l => l.Days == reminder.LeadDays);
                if (lead is null)
                {
                    board.LeadTimes.Add(lead = new BoardLeadTime { BoardId = board.Id, Days = reminder.LeadDays });
                }

                lead.ByEmail = reminder.ByEmail;
            }

            board.ReminderPlanVersion++;
            var after = ReminderPlan.Of(board);
            history.Record(RegistryEvent.ReminderPlanChanged, new About(board.Id), before: new { before.Reminders }, after: new { after.Reminders });
            return after;
        }
    }

    internal static async Task<IResult> Endpoint(string board, Request request, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(board, request.Reminders, ifMatch), cancellationToken)).ToHttp(plan => Answers.Ok(plan, plan.Version));
}
