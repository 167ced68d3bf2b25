using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Accounts;

namespace PeerCertification.Api.Features.Staff;

/// <summary>Whoever holds the machine makes an account an operator, on the command line: how the first one comes to be. Said again, it changes nothing.</summary>
internal static class AppointOperator
{
    internal sealed record Command(string Email) : ICommand<Done>;

    internal sealed class Handler(RegistryContext db, UserManager<Account> accounts, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await accounts.FindByEmailAsync(command.Email);
            var holds = account is not null && await db.Grants.AnyAsync(g => g.AccountId == account.Id && g.Role == Role.Operator && g.EndedAtUtc == null, cancellationToken);
            if (Appointments.RefuseAppointing(account is { EmailConfirmed: true }, holdsRoleAlready: false, isOneself: false) is { } refusal)
            {
                return refusal;
            }

            if (!holds)
            {
                var grant = new Grant { Id = Ids.New(clock), AccountId = account!.Id, Role = Role.Operator, GrantedAtUtc = clock.UtcNow() };
                db.Grants.Add(grant);
                history.Record(RegistryEvent.OperatorAppointed, new About(SubjectId: account.Id), after: new { Appointment = grant.Id, grant.Role });
            }

            return Done.Value;
        }
    }
}
