using System.Runtime.CompilerServices;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Boards;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pages;

/// <summary>One board, and what it awards.</summary>
public sealed class BoardModel(IMediator mediator) : PublicPage(mediator)
{
    private const int Most = 100;

    public ListBoards.Item Board { get; private set; } = null!;

    public IReadOnlyList<ListCredentialTypes.Item> CredentialTypes { get; private set; } = [];

    public async Task<IActionResult> OnGet(string board)
    {
        if (await Every(Mediator, HttpContext.RequestAborted).FirstOrDefaultAsync(b => b.Code == board, HttpContext.RequestAborted) is not { } found)
        {
            return new RefusedPage(new Refusal("board.not_found", "No board of this registry has this code."));
        }

        Board = found;
        return await Show(new ListCredentialTypes.Query(board, null, Most), types => CredentialTypes = types.CredentialTypes);
    }

    /// <summary>Every board, page by page as the API gives them.</summary>
    internal static async IAsyncEnumerable<ListBoards.Item> Every(IMediator mediator, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        IReadOnlyList<ListBoards.Item> page;
        do
        {
            page = (await mediator.Send(new ListBoards.Query(after, Most), cancellationToken)).Value.Boards;
            foreach (var board in page)
            {
                yield return board;
            }

            after = page.Count == 0 ? null : page[^1].Code;
        }
        while (page.Count == Most);
    }
}
