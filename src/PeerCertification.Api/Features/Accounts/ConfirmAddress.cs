using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Accounts;

/// <summary>The owner of an address shows, with the token of the link, that it is theirs; from then on the account can sign in.</summary>
public static class ConfirmAddress
{
    public sealed record Command(string Email, string Token) : ICommand<Done>;

    public sealed record Request(string Email, string Token);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Email).MailAddress();
            RuleFor(c => c.Token).NotEmpty().IsPlainText(2000);
        }
    }

    internal sealed class Handler(UserManager<Account> accounts, History history) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            // Nobody's account takes no token, and takes as long to say so.
            var account = await accounts.FindByEmailAsync(command.Email) ?? new Account();
            if ((await accounts.ConfirmEmailAsync(account, command.Token)).AsRefusal() is { } refusal)
            {
                return refusal;
            }

            history.Record(RegistryEvent.AddressConfirmed, new About(SubjectId: account.Id));
            return Done.Value;
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Email, request.Token), cancellationToken)).ToHttp(_ => Results.NoContent());
}
