using MediatR;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;

namespace PeerCertification.Api.Security;

/// <summary>Somebody whom an outside issuer vouches for is seen for the first time and gets an account here, without a password.</summary>
internal static class AdmitOutsider
{
    /// <param name="Email">The address, where the issuer says that it verified it.</param>
    internal sealed record Command(string Issuer, string Subject, string? Email) : ICommand<Admitted>;

    internal sealed record Admitted(Guid AccountId);

    internal sealed class Handler(UserManager<Account> accounts, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Admitted>>
    {
        public async Task<Outcome<Admitted>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await accounts.FindByLoginAsync(command.Issuer, command.Subject) is { } known)
            {
                return new Admitted(known.Id);
            }

            // An address that has an account here stays with it: an issuer cannot hand over somebody's account.
            var email = command.Email is { } said && MailField.CanBeWrittenTo(said) && await accounts.FindByEmailAsync(said) is null ? said : null;
            var id = Ids.New(clock);
            var account = new Account { Id = id, UserName = $"outside-{id:N}", Email = email, EmailConfirmed = email is not null, RegisteredAtUtc = clock.UtcNow() };
            var refusal = (await accounts.CreateAsync(account)).AsRefusal()
                ?? (await accounts.AddLoginAsync(account, new UserLoginInfo(command.Issuer, command.Subject, command.Issuer))).AsRefusal();
            if (refusal is not null)
            {
                return refusal;
            }

            history.Record(RegistryEvent.OutsiderAdmitted, new About(SubjectId: id));
            return new Admitted(id);
        }
    }
}
