using MediatR;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Api.Features.Boards;

namespace PeerCertification.Api.Pages;

/// <summary>Every board of the registry.</summary>
public sealed class BoardsModel(IMediator mediator) : PublicPage(mediator)
{
    private readonly List<ListBoards.Item> _boards = [];

    public IReadOnlyList<ListBoards.Item> Boards => _boards;

    public async Task<IActionResult> OnGet()
    {
        _boards.AddRange(await BoardModel.Every(Mediator, HttpContext.RequestAborted).ToListAsync(HttpContext.RequestAborted));
        _boards.Sort((one, other) => string.Compare(one.Name, other.Name, StringComparison.InvariantCulture));
        return Page();
    }
}
