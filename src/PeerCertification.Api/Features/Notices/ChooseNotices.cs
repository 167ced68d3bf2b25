using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Messages;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Notices;

/// <summary>
/// Somebody chooses in which language the registry writes to them, whether by e-mail too or in the inbox alone, and whether anything but what must
/// be told. It holds for what leaves from now on. Links that prove an address go by e-mail in any case.
/// </summary>
public static class ChooseNotices
{
    public sealed record Command(string Language, bool ByEmail, bool OnlyRequired) : ICommand<Response>;

    public sealed record Request(string Language, bool ByEmail, bool OnlyRequired);

    public sealed record Response(string Language, bool ByEmail, bool OnlyRequired);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(MessageLanguages languages) =>
            RuleFor(c => c.Language).Must(languages.Has).WithMessage($"The registry writes in: {string.Join(", ", languages.Languages)}.");
    }

    internal sealed class Handler(RegistryContext db, Caller caller, History history) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var account = await db.Users.SingleAsync(u => u.Id == caller.RequiredAccountId, cancellationToken);
            var before = new Response(account.Language, account.NoticesByEmail, account.OnlyRequiredNotices);
            (account.Language, account.NoticesByEmail, account.OnlyRequiredNotices) = (command.Language, command.ByEmail, command.OnlyRequired);
            var after = new Response(account.Language, account.NoticesByEmail, account.OnlyRequiredNotices);
            history.Record(RegistryEvent.NoticesChosen, new About(SubjectId: account.Id), before: before, after: after);
            return after;
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Language, request.ByEmail, request.OnlyRequired), cancellationToken)).ToHttp(Results.Ok);
}
