using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.ContinuingEducation;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Rosters;

/// <summary>An attendee confirms with a code that they were at a course; it is written into their evidence. The code is used up by it.</summary>
public static class ConfirmAttendance
{
    public sealed record Command(string Code) : ICommand<Response>;

    public sealed record Request(string Code);

    public sealed record Response(Guid EvidenceId, string Course, string Provider, DateOnly Day, CourseRole Role, int Minutes);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Code).NotEmpty().IsPlainText(100);
    }

    internal sealed class Handler(RegistryContext db, Caller caller, AttendanceBook book, TrainingSeal seal, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = await db.Applicants.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == caller.RequiredAccountId, cancellationToken);
            if (me is null)
            {
                return OwnRecord.Missing();
            }

            var hash = LinkToken.HashOf(command.Code.Trim());
            var row = await db.RosterRows.Include(r => r.Roster.Course.Provider).SingleOrDefaultAsync(r => r.CodeHash == hash, cancellationToken);
            if (row is null || row.State != AttendanceState.Waiting || !RosterRules.IsGood(row.PostedAtUtc, clock.UtcNow()))
            {
                return new Refusal("attendance.code_not_good", "This code is wrong, was used, was replaced, or has run out. Ask the provider for a new one.");
            }

            var refusal = row.PostedByAccountId == caller.AccountId ? new Refusal("attendance.own_posting", "You posted this row yourself; another member of the provider must post it, or the board match it.")
                : !FamilyName.Fits(seal.OpenName(row.FamilyNameProtected), me.LegalName) ? new Refusal("attendance.name_does_not_fit", "The roster names somebody with another family name. Ask the provider to correct it, or the board to match it.")
                : await book.Match(row, me.Id, why: null, cancellationToken);
            return refusal is not null ? refusal
                : new Response(row.EvidenceItemId!.Value, row.Roster.Course.Title, row.Roster.Course.Provider.Name, row.Roster.Day, row.Role, row.Minutes);
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Code), cancellationToken)).ToHttp(Results.Ok);
}
