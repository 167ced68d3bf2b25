using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain;
using PeerCertification.Domain.Renewals;

namespace PeerCertification.Api.Features.Audits;

/// <summary>The clock moves on the audits whose holder let her last day pass: to the time to make them good, where the rules grant it, and else they are failed.</summary>
public static class PassAuditDeadlines
{
    public sealed record Command(DateTime AtUtc) : ICommand<Response>;

    public sealed record Response(int Passed);

    internal sealed class Handler(AuditDesk desk) : IRequestHandler<Command, Outcome<Response>>
    {
        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var passed = 0;
            for (Guid? after = Guid.Empty; after is { } last;)
            {
                (var overdue, after) = await desk.Overdue(command.AtUtc, last, cancellationToken);
                foreach (var audited in overdue)
                {
                    var terms = await desk.Terms(audited.Audit, cancellationToken);
                    if (await desk.Move(audited, AuditRule.Missed(audited.State, terms), terms, cancellationToken) is { } refusal)
                    {
                        return refusal;
                    }
                }

                passed += overdue.Count;
            }

            return new Response(passed);
        }
    }
}
