using FluentValidation;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Providers;

/// <summary>Somebody registers an organisation that gives courses, and is its first member.</summary>
public static class RegisterProvider
{
    public sealed record Command(string Name, string ContactName, string ContactEmail) : ICommand<Response>;

    public sealed record Request(string Name, string ContactName, string ContactEmail);

    public sealed record Response(Guid Id, string Name, DateTime RegisteredAtUtc);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).NotEmpty().IsName(200);
            RuleFor(c => c.ContactName).NotEmpty().IsName(200);
            RuleFor(c => c.ContactEmail).MailAddress();
        }
    }

    internal sealed class Handler(RegistryContext db, Caller caller, TrainingSeal seal, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        public Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var provider = new TrainingProvider
            {
                Id = Ids.New(clock),
                Name = command.Name.Trim(),
                ContactProtected = seal.Close(new ProviderContact(command.ContactName.Trim(), command.ContactEmail)),
                RegisteredAtUtc = now,
            };
            db.TrainingProviders.Add(provider);
            db.ProviderMembers.Add(new ProviderMember { Id = Ids.New(clock), ProviderId = provider.Id, AccountId = caller.RequiredAccountId, JoinedAtUtc = now });
            history.Record(RegistryEvent.ProviderRegistered, new About(SubjectId: provider.Id), after: new { provider.Name });
            return Task.FromResult<Outcome<Response>>(new Response(provider.Id, provider.Name, now));
        }
    }

    internal static async Task<IResult> Endpoint(Request request, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Command(request.Name, request.ContactName, request.ContactEmail), cancellationToken))
            .ToHttp(provider => Results.Created($"/api/v1/providers/{provider.Id}", provider));
}
