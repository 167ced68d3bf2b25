using System.Text.Json.Serialization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Features.RosterFiles;

/// <summary>Somebody with an account, or a key, sends a roster of up to a million numbers as a CSV file. The clock answers it, in the background.</summary>
public static class SendRosterFile
{
    /// <summary>The id and the name in the store are new each time the same file is sent, and so no part of what makes it the same request.</summary>
    public sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] string StorageName, string Sha256, int Rows, long FirstRowAt, DateOnly? On, DateTime? KnownAtUtc, Guid? OrganisationId, string? Purpose) : ICommand<RosterFileProgress>;

    internal sealed class Handler(RegistryContext db, RosterFileDesk files, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<RosterFileProgress>>
    {
        public async Task<Outcome<RosterFileProgress>> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            if (VerificationReach.Refuse(command.On, command.KnownAtUtc ?? now, now) is { } beyond)
            {
                return beyond;
            }

            var holder = command.OrganisationId ?? caller.RequiredAccountId;
            if (await files.Of(holder).AnyAsync(f => RosterFileLifecycle.Open.Contains(f.State), cancellationToken))
            {
                return new Refusal("roster_file.already_open", "Another roster file is being answered for you now; wait for its end, or cancel it.");
            }

            if (await files.Of(holder).SumAsync(f => (long)f.RowsDone, cancellationToken) + command.Rows > RosterFileRules.MostRowsKept)
            {
                return new Refusal("roster_file.too_many_kept", $"At most {RosterFileRules.MostRowsKept} answered rows are kept for you; wait until earlier files are forgotten, {RosterFileRules.DaysKept} days after their end.");
            }

            var file = new RosterFile
            {
                Id = command.Id,
                HolderId = holder,
                OrganisationId = command.OrganisationId,
                AccountId = caller.AccountId,
                KeyId = caller.Key?.Id,
                Purpose = command.Purpose,
                On = command.On,
                KnownAtUtc = command.KnownAtUtc ?? now,
                State = RosterFileState.Queued,
                RequestedAtUtc = now,
                StorageName = command.StorageName,
                Rows = command.Rows,
                BytesRead = command.FirstRowAt,
            };
            db.RosterFiles.Add(file);
            history.Record(RegistryEvent.RosterFileSent, new About(SubjectId: file.Id), after: new { file.OrganisationId, file.Rows, command.Sha256, file.On, file.KnownAtUtc });
            return RosterFileProgress.Of(file);
        }
    }

    internal static async Task<IResult> Endpoint(IsoDay? on, IsoInstant? knownAt, string? purpose, HttpRequest request, RosterFileReception reception, CancellationToken cancellationToken)
    {
        var sent = await reception.Take(new RosterFileReception.Asked(null, on?.Value, knownAt?.Utc, purpose), request.Body, request.ContentLength, cancellationToken);
        return sent.ToHttp(file => Results.Accepted($"{request.Path}/{file.Id}", file));
    }
}
