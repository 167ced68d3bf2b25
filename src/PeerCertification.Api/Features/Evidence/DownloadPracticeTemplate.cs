using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Evidence;

/// <summary>Anybody who keeps a record gets the first row of a CSV file of practice entries.</summary>
public static class DownloadPracticeTemplate
{
    public sealed record Query : IQuery<string>;

    internal sealed class Handler : IRequestHandler<Query, Outcome<string>>
    {
        public Task<Outcome<string>> Handle(Query query, CancellationToken cancellationToken) =>
            Task.FromResult<Outcome<string>>(string.Join(',', PracticeCsv.Columns) + "\r\n");
    }

    internal static async Task<IResult> Endpoint(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new Query(), cancellationToken)).ToHttp(header => Results.File(System.Text.Encoding.UTF8.GetBytes(header), "text/csv", "practice.csv"));
}
