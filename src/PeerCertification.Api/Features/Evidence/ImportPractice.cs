using System.Text.Json;
using MediatR;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Security;
using PeerCertification.Domain;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>An applicant claims many practice entries from one CSV file: good rows are kept, bad rows are reported, each row judged after those above it.</summary>
public static class ImportPractice
{
    /// <summary>The size of the largest file that is read, in bytes: 1 MB.</summary>
    internal const int LongestBytes = 1024 * 1024;

    public sealed record Command(string Csv) : ICommand<Response>;

    public sealed record Response(int KeptRows, int RefusedRows, IReadOnlyList<Kept> Kept, IReadOnlyList<RefusedCell> Refused);

    public sealed record Kept(int Row, Guid Id);

    internal sealed class Handler(RegistryContext db, Caller caller, History history, TimeProvider clock) : IRequestHandler<Command, Outcome<Response>>
    {
        private static readonly DetailShape Shape = new();

        public async Task<Outcome<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.OwnApplicantId(caller, cancellationToken) is not { } applicantId)
            {
                return OwnRecord.Missing();
            }

            var read = PracticeCsv.Read(command.Csv);
            if (read.Refusal is { } unreadable)
            {
                return unreadable;
            }

            var rows = read.Value.ConvertAll(InShape);
            var offered = rows.FindAll(r => r.Entry is not null);
            var existing = offered.Count == 0 ? [] : await db.EntriesOf(applicantId, offered.Min(r => r.Entry!.Day), offered.Max(r => r.Entry!.Day), besides: null, cancellationToken);
            var answers = EvidenceRules.JudgeInOrder(offered.Select(r => r.Entry!), caller.Email, await db.LatestToday(clock, cancellationToken), existing);

            var judged = offered.Zip(answers).ToList();
            var kept = judged.Where(j => j.Second is null).Select(j => Keep(applicantId, j.First)).ToList();
            var refused = rows.SelectMany(r => r.Refused).Concat(judged.Where(j => j.Second is not null).Select(j => AsCell(j.First.Number, j.Second!))).OrderBy(c => c.Row).ToList();
            return new Response(kept.Count, rows.Count - kept.Count, kept, refused);
        }

        private static PracticeCsv.Row InShape(PracticeCsv.Row row) => row.Entry is null || Shape.Validate(row.Entry) is { IsValid: true } ? row
            : row with { Entry = null, Refused = [.. Shape.Validate(row.Entry).Errors.Select(e => new RefusedCell(row.Number, JsonNamingPolicy.CamelCase.ConvertName(e.PropertyName), "request.invalid", e.ErrorMessage))] };

        private static RefusedCell AsCell(int row, Refusal refusal) =>
            new(row, refusal.Fields?.Keys.Select(field => field[(field.LastIndexOf('.') + 1)..]).FirstOrDefault(), refusal.Code, refusal.Reason);

        private Kept Keep(Guid applicantId, PracticeCsv.Row row)
        {
            var entry = EvidenceItem.Offered(Ids.New(clock), applicantId, row.Entry!, documentId: null, draft: false, clock.UtcNow());
            db.Evidence.Add(entry);
            history.RecordOffer(entry);
            return new Kept(row.Number, entry.Id);
        }
    }

    internal static async Task<IResult> Endpoint(HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var csv = await Utf8Body.Read(request, LongestBytes, cancellationToken);
        return csv.Refusal is { } refusal ? ProblemCatalog.ToResult(refusal) : (await mediator.Send(new Command(csv.Value), cancellationToken)).ToHttp(Results.Ok);
    }
}
